import type { ImportPreviewRow, ImportRowGroup } from '../../../shared/contract/imports.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { ChildIdentity } from '../../domain/matching/compare-children.ts'
import type { Store } from '../../store/store.ts'
import { matchFieldLabel } from '../children/similar.ts'
import { childChanges, referralChanges } from './compare-row.ts'
import { type Draft, type DraftPair, rowsOfGroup } from './draft.ts'
import { Lookups } from './lookups.ts'
import { cellsByHeader } from './packed-cells.ts'
import { draftReader } from './plan-draft.ts'

/** A page of the rows of one group, with what would change and who they may be. */
export function previewPage(
  store: Store,
  draft: Draft,
  group: ImportRowGroup,
  { offset, limit }: { offset: number; limit: number },
): Page<ImportPreviewRow> {
  const positions = rowsOfGroup(draft, group)
  const show = rowShower(store, draft)
  return {
    total: positions.length,
    asAt: draft.validation.today,
    rows: positions.slice(offset, offset + limit).map((position) => show(position, group)),
  }
}

/** A pair as one of its two children sees it; `other` is null where the other one is a child of the store. */
interface PairSide {
  child: number
  pair: DraftPair
  other: number | null
}

/** Makes rows of a draft ready to be shown; `group` is the row's own effect when left out. */
export function rowShower(
  store: Store,
  draft: Draft,
): (position: number, group?: ImportRowGroup) => ImportPreviewRow {
  const lookups = new Lookups(store.bare.reader)
  const read = draftReader(draft)
  const sides = draft.pairs.flatMap((pair): PairSide[] =>
    typeof pair.right === 'number'
      ? [
          { child: pair.left, pair, other: pair.right },
          { child: pair.right, pair, other: pair.left },
        ]
      : [{ child: pair.left, pair, other: null }],
  )
  const pairsOf = Map.groupBy(sides, ({ child }) => child)

  return (position, group) => {
    const row = draft.rows[position]
    if (row === undefined) throw new Error('No such row in this import')
    const rejected = row.effect === 'rejected'
    return {
      row: row.row,
      group: group ?? row.effect,
      cells: cellsByHeader(row.cells),
      problems: [...(rejected ? row.issues : read(position).warnings)],
      changes: rejected ? [] : changesOf(draft, lookups, read, position),
      mayBe: (pairsOf.get(row.child) ?? []).map(({ pair, other }) => personOf(draft, pair, other)),
    }
  }
}

function changesOf(
  draft: Draft,
  lookups: Lookups,
  read: ReturnType<typeof draftReader>,
  position: number,
): string[] {
  const row = draft.rows[position]
  const child = row === undefined ? undefined : draft.children[row.child]
  if (row === undefined || child === undefined || child.childId === null) return []
  const words: string[] = []
  const stored = lookups.child(child.childId)
  if (stored !== undefined && child.rows.at(-1) === position)
    words.push(...childChanges(lookups, stored, child.rows.map(read)).words)
  const referral = row.referralId === null ? undefined : lookups.referral(row.referralId)
  if (referral === undefined) return words
  const changes = referralChanges(lookups, referral, read(position))
  return [...words, ...changes.words, ...changes.kept]
}

function personOf(draft: Draft, pair: DraftPair, other: number | null): string {
  const agrees = pair.agrees.map(matchFieldLabel).join(', ')
  if (other !== null) {
    const child = draft.children[other]
    const row = draft.rows[child?.rows[0] ?? -1]?.row
    return `Row ${row}: ${person(child?.identity)}. Alike: ${agrees}.`
  }
  const right = typeof pair.right === 'number' ? undefined : pair.right.identity
  return `On the list: ${person(right)}. Alike: ${agrees}.`
}

function person(identity: ChildIdentity | undefined): string {
  if (identity === undefined) return ''
  const number = identity.nhsNumber ? `NHS number ${formatNhsNumber(identity.nhsNumber)}` : 'no NHS number'
  return `${displayName(identity)}, born ${formatDate(identity.dateOfBirth)}, ${number}`
}
