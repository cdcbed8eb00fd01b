import { setImmediate as pause } from 'node:timers/promises'
import { chsBands, over52WeeksDays, within18WeeksDays } from '../../../shared/codes/bands.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { SignedCellRow, SignedDocument } from '../../../shared/contract/signed-returns.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { lastDayOfMonth, previousMonth } from '../../domain/returns/months.ts'
import type { Readable, Store } from '../../store/store.ts'
import type { SignedCell } from '../../store/tables/signed-returns.ts'
import { keptAnswer } from '../kept-answers.ts'
import { signedRows } from '../returns/signed-store.ts'

export interface SignedCellAsked {
  id: string
  /** A line of the signed return, or '' for all. */
  line: string
  cell: string
  reason: string | null
  offset: number
  limit: number
}

/** Which kept rows are behind a figure. */
interface Kept {
  cell: SignedCell
  days: { from: number; to: number | null }
}

const anyDays = { from: 0, to: null }

/**
 * The children behind one figure of a signed return as they were when it was signed, longest wait first; `total` equals
 * the figure. Merging, correcting or removing records since changes none of it. Refuses a return, a line or a figure
 * there is none of.
 */
export async function signedChildrenBehind(
  store: Store,
  asked: SignedCellAsked,
): Promise<Result<Page<SignedCellRow>>> {
  const db = store.read
  const [signed] = await signedRows(db, { id: asked.id })
  if (signed === undefined) return refuse('not_found', 'There is no such signed return.')
  const { document } = signed
  const kept = keptBehind(asked.cell)
  if (kept === null) return refuse('invalid', 'The return has no such figure.', { field: 'cell' })
  if (asked.line !== '' && !document.lines.some(({ line }) => line === asked.line)) {
    return refuse('not_found', 'The return has no such line.', { field: 'line' })
  }
  const parts: Part[] = [{ id: asked.id, cell: kept.cell, lines: asked.line === '' ? null : [asked.line] }]
  const from = kept.cell === 'opening' ? await openingFrom(db, document) : null
  const before = from?.lines.filter((line) => asked.line === '' || line === asked.line) ?? []
  if (from !== null && before.length > 0) parts.push({ id: from.id, cell: 'waiting', lines: before })
  const stretches = await keptAnswer(store, ['signed cell', parts, kept.days, asked.reason], () =>
    countStretches(db, parts, kept.days, asked.reason),
  )
  // Whole stretches before the page are passed over unread.
  let { offset } = asked
  let at = 0
  for (; at < stretches.length - 1 && offset >= stretches[at]!.count; at += 1) offset -= stretches[at]!.count
  const days = { from: kept.days.from, to: stretches[at]?.to ?? kept.days.to }
  const [keys, ...others] = parts.map((part) =>
    rowsBehind(db, part, days, asked.reason).select([
      'signed_return_id',
      'cell',
      'days',
      'referral_id',
      'ordinal',
    ]),
  )
  // The page is found in the index alone; only its own rows are read.
  const window = others
    .reduce((all, more) => all.unionAll(more), keys!)
    .orderBy('days', 'desc')
    .orderBy('referral_id')
    .orderBy('ordinal')
    .offset(offset)
    .limit(asked.limit)
  const page = await db
    .selectFrom(window.as('key'))
    .innerJoin('signed_return_row as row', (join) =>
      join
        .onRef('row.signed_return_id', '=', 'key.signed_return_id')
        .onRef('row.cell', '=', 'key.cell')
        .onRef('row.referral_id', '=', 'key.referral_id')
        .onRef('row.ordinal', '=', 'key.ordinal'),
    )
    .selectAll('row')
    .orderBy('key.days', 'desc')
    .orderBy('key.referral_id')
    .orderBy('key.ordinal')
    .execute()
  const asAt = kept.cell === 'opening' ? lastDayOfMonth(previousMonth(document.month)) : document.censusDate
  return ok({
    total: stretches.reduce((sum, { count }) => sum + count, 0),
    asAt,
    rows: page.map((row) => ({
      referralId: row.referral_id,
      childId: row.child_id,
      localPatientId: row.local_patient_id,
      familyName: row.family_name,
      givenName: row.given_name,
      dateOfBirth: row.date_of_birth,
      nhsNumber: row.nhs_number,
      serviceId: row.service_id,
      receivedDate: row.received_date,
      days: row.days,
      band: row.band,
      leftOn: row.left_on,
      leftBy: row.left_by,
    })),
  })
}

/** Rows of one signed return that are behind a figure. */
interface Part {
  id: string
  cell: SignedCell
  /** Null for all. */
  lines: readonly string[] | null
}

/** Rows of so many days, both ends included. */
type Days = Kept['days']

/** How many rows there are in each band, longest wait first: no more at once than others may wait for. */
async function countStretches(
  db: Readable,
  parts: readonly Part[],
  days: Days,
  reason: string | null,
): Promise<{ to: number | null; count: number }[]> {
  const stretches: { to: number | null; count: number }[] = []
  for (const { fromDays, toDays } of chsBands.toReversed()) {
    if (toDays !== null && toDays < days.from) continue
    if (days.to !== null && fromDays > days.to) continue
    const from = Math.max(fromDays, days.from)
    const to = toDays === null || (days.to !== null && days.to < toDays) ? days.to : toDays
    let all = 0
    for (const part of parts) {
      const { count } = await rowsBehind(db, part, { from, to }, reason)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      all += count
      await pause()
    }
    stretches.push({ to, count: all })
  }
  return stretches
}

function rowsBehind(db: Readable, { id, cell, lines }: Part, days: Days, reason: string | null) {
  let rows = db.selectFrom('signed_return_row').where('signed_return_id', '=', id).where('cell', '=', cell)
  if (lines !== null) rows = rows.where('line', 'in', lines)
  if (days.from > 0) rows = rows.where('days', '>=', days.from)
  if (days.to !== null) rows = rows.where('days', '<=', days.to)
  if (reason !== null && cell === 'removals') rows = rows.where('reason', '=', reason)
  return rows
}

function keptBehind(cell: string): Kept | null {
  const waiting = (from: number, to: number | null): Kept => ({ cell: 'waiting', days: { from, to } })
  switch (cell) {
    case 'total':
    case 'closing':
      return waiting(0, null)
    case 'within_18_weeks':
      return waiting(0, within18WeeksDays)
    case 'over_52_weeks':
      return waiting(over52WeeksDays, null)
    case 'opening':
    case 'received':
    case 'transferred_in':
    case 'reopened':
    case 'first_contacts':
    case 'removals':
      return { cell, days: anyDays }
    default: {
      const band = chsBands.find(({ id }) => id === cell)
      return band === undefined ? null : waiting(band.fromDays, band.toDays)
    }
  }
}

/** The signed return whose children are behind the opening of these lines; null when none is. */
async function openingFrom(
  db: Readable,
  document: SignedDocument,
): Promise<{ id: string; lines: string[] } | null> {
  if (document.opensFrom === null) return null
  const [before] = await signedRows(db, { id: document.opensFrom.id })
  if (before === undefined) return null
  const known = new Set(before.document.lines.map(({ line }) => line))
  const lines = document.lines.map(({ line }) => line).filter((line) => known.has(line))
  return { id: document.opensFrom.id, lines }
}
