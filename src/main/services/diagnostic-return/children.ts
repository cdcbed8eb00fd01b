import type { Page } from '../../../shared/contract/procedure.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import {
  diagnosticBands,
  sixWeeksDays,
  thirteenWeeksDays,
} from '../../domain/diagnostic-return/diagnostic-bands.ts'
import type { Store } from '../../store/store.ts'
import { named, pageOf, waiting } from '../returns/cell.ts'
import type { Activity } from './activity.ts'
import type { DiagnosticMonth } from './figures.ts'

const activityCells: Readonly<Record<string, readonly Activity['kind'][]>> = {
  activity: ['waiting_list', 'planned', 'unscheduled'],
  waiting_list: ['waiting_list'],
  planned: ['planned'],
  unscheduled: ['unscheduled'],
  later_contacts: ['later'],
}

/** The children behind a figure of the six-week list: those waiting, longest first, or those seen, by day. */
export async function childrenOnList(
  store: Store,
  { period, services, activity }: DiagnosticMonth,
  cell: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Page<ReturnCellRow>> {
  const { read } = store
  const kinds = activityCells[cell]
  if (kinds !== undefined) {
    const seen = activity.filter(({ kind }) => kinds.includes(kind))
    const page = seen.slice(offset, offset + limit).map((each) => ({
      referral_id: each.referralId,
      ordinal: -1,
      service_id: each.serviceId,
      clock_start: each.clockStart,
      waiting_until: each.seenOn,
    }))
    const rows = await named(read, page, period.censusDate)
    return {
      rows: rows.map((row) => ({ ...row, leftBy: 'first_contact' })),
      total: seen.length,
      asAt: period.censusDate,
    }
  }
  const scope = { db: read, services: services.map(({ id }) => id) }
  const waits = waiting(scope, period.censusDate, daysOf(cell))
  return pageOf(read, { waits, daysTo: period.censusDate }, { offset, limit }, period.censusDate)
}

function daysOf(cell: string): { from: number; to: number | null } {
  if (cell === 'six_weeks_or_more') return { from: sixWeeksDays, to: null }
  if (cell === 'thirteen_weeks_or_more') return { from: thirteenWeeksDays, to: null }
  const band = diagnosticBands.find(({ id }) => id === cell)
  return band === undefined ? { from: 0, to: null } : { from: band.fromDays, to: band.toDays }
}
