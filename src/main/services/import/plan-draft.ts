import { createRowValidator } from '../../domain/import-rows/validate-row.ts'
import type { ValidRow } from '../../domain/import-rows/valid-row.ts'
import { changesSomething, childChanges, referralChanges } from './compare-row.ts'
import type { Draft } from './draft.ts'
import type { Lookups } from './lookups.ts'
import { unpackCells } from './packed-cells.ts'
import type { TimeSlices } from './time-slices.ts'

/** Reads good rows of a draft again. A row that is no longer good is a bug: the draft checked it. */
export function draftReader(draft: Draft): (position: number) => ValidRow {
  const validate = createRowValidator(draft.validation)
  return (position) => {
    const row = draft.rows[position]
    const checked = row === undefined ? null : validate(row.row, unpackCells(row.cells))
    if (checked === null || !checked.ok) throw new Error('A checked row of an import no longer passes')
    return checked.row
  }
}

/**
 * Says of each row about a stored referral whether it would change anything. What the file changes in a child is
 * told with the child's last row.
 */
export async function planUpdates(
  draft: Draft,
  lookups: Lookups,
  slices: TimeSlices,
  signal: AbortSignal,
  done: (children: number) => void,
): Promise<void> {
  const read = draftReader(draft)
  for (const position of draft.children.keys()) {
    planChild(draft, lookups, position, read)
    if (!slices.over) continue
    done(position)
    if (signal.aborted) return
    await slices.rest()
  }
}

/** The same for one child of the draft. */
export function planChild(
  draft: Draft,
  lookups: Lookups,
  position: number,
  read: (position: number) => ValidRow,
): void {
  const child = draft.children[position]
  if (child === undefined || child.childId === null) return
  const stored = lookups.child(child.childId)
  const rows = child.rows.map(read)
  for (const [index, at] of child.rows.entries()) {
    const row = draft.rows[at]
    const valid = rows[index]
    if (row === undefined || valid === undefined || row.referralId === null) continue
    const referral = lookups.referral(row.referralId)
    const changes = referral !== undefined && changesSomething(referralChanges(lookups, referral, valid))
    row.effect = changes ? 'updated' : 'unchanged'
  }
  const last = draft.rows[child.rows.at(-1) ?? -1]
  if (stored === undefined || last === undefined || last.effect !== 'unchanged') return
  if (changesSomething(childChanges(lookups, stored, rows))) last.effect = 'updated'
}
