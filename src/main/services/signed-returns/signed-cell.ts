import { chsBands, over52WeeksDays, within18WeeksDays } from '../../../shared/codes/bands.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { SignedCellRow, SignedDocument } from '../../../shared/contract/signed-returns.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { lastDayOfMonth, previousMonth } from '../../domain/returns/months.ts'
import type { Readable } from '../../store/store.ts'
import type { SignedCell } from '../../store/tables/signed-returns.ts'
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
  db: Readable,
  asked: SignedCellAsked,
): Promise<Result<Page<SignedCellRow>>> {
  const [signed] = await signedRows(db, { id: asked.id })
  if (signed === undefined) return refuse('not_found', 'There is no such signed return.')
  const { document } = signed
  const kept = keptBehind(asked.cell)
  if (kept === null) return refuse('invalid', 'The return has no such figure.', { field: 'cell' })
  if (asked.line !== '' && !document.lines.some(({ line }) => line === asked.line)) {
    return refuse('not_found', 'The return has no such line.', { field: 'line' })
  }
  const from = kept.cell === 'opening' ? await openingFrom(db, document) : null
  let rows = db.selectFrom('signed_return_row').where(({ and, eb, or }) => {
    const own = and([eb('signed_return_id', '=', asked.id), eb('cell', '=', kept.cell)])
    if (from === null || from.lines.length === 0) return own
    const before = and([
      eb('signed_return_id', '=', from.id),
      eb('cell', '=', 'waiting'),
      eb('line', 'in', from.lines),
    ])
    return or([own, before])
  })
  if (asked.line !== '') rows = rows.where('line', '=', asked.line)
  if (kept.days.from > 0) rows = rows.where('days', '>=', kept.days.from)
  if (kept.days.to !== null) rows = rows.where('days', '<=', kept.days.to)
  if (asked.reason !== null && kept.cell === 'removals') rows = rows.where('reason', '=', asked.reason)
  const { count: total } = await rows
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const page = await rows
    .selectAll()
    .orderBy('days', 'desc')
    .orderBy('referral_id')
    .orderBy('ordinal')
    .offset(asked.offset)
    .limit(asked.limit)
    .execute()
  const asAt = kept.cell === 'opening' ? lastDayOfMonth(previousMonth(document.month)) : document.censusDate
  return ok({
    total,
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
