import { type AliasableExpression, sql } from 'kysely'
import { chsBands, over52WeeksDays, within18WeeksDays } from '../../../shared/codes/bands.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { ReturnFilters } from '../../../shared/contract/return-facets.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import { type ReturnPeriod, returnPeriod } from '../../domain/returns/months.ts'
import { arrivals } from '../../domain/returns/reconcile.ts'
import { chsBandOf } from '../../domain/waiting-bands/bands.ts'
import type { WaitTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { stillRunning } from '../projection/compute.ts'
import { waitingOnDate } from './census.ts'
import { openingSource } from './opening.ts'
import { reportingServices, type ReportingServices } from './reporting-services.ts'

/** Which figure is opened. */
export interface CellAsked {
  month: string
  /** A service line, or '' for all lines together. */
  line: string
  cell: string
  reason: string | null
  services?: readonly string[] | undefined
  filters?: ReturnFilters | undefined
  offset: number
  limit: number
}

export interface Scope {
  db: Readable | Writing
  period: ReturnPeriod
  reporting: ReportingServices
  lines: string[]
  /** Services on those lines, narrowed to the ones asked for. */
  services: string[]
  reason: string | null
}

/** The waits behind a figure, in one shape whatever the figure. */
type Waits = AliasableExpression<CountedWait>
export type CountedWait = Pick<WaitTable, (typeof counted)[number]>
interface Behind {
  waits: Waits
  /** The date up to which days are counted; a wait that ended before is counted to its end. */
  daysTo: string
}

export const counted = ['referral_id', 'ordinal', 'service_id', 'clock_start', 'waiting_until'] as const

/**
 * The children behind one figure of a return, longest wait first; `total` equals the figure. Refuses a month that
 * has not begun, a line no service reports on and a figure that is not in the return.
 */
export async function childrenBehind(
  db: Readable | Writing,
  asked: CellAsked,
  today: string,
): Promise<Result<Page<ReturnCellRow>>> {
  const scope = await scopeOf(db, asked, today)
  if (!scope.ok) return scope
  const behind = await waitsBehind(scope.value, asked.cell)
  if (behind === null) {
    return refuse('invalid', 'The return has no such figure.', { field: 'cell' })
  }
  return ok(await pageOf(db, behind, asked, scope.value.period.censusDate))
}

/** Which services and days a figure is about. Refuses a month that has not begun and a line no service reports on. */
export async function scopeOf(
  db: Readable | Writing,
  asked: Omit<CellAsked, 'offset' | 'limit'>,
  today: string,
): Promise<Result<Scope>> {
  const period = returnPeriod(asked.month, today)
  if (!period.ok) return period
  const reporting = await reportingServices(db)
  const lines = asked.line === '' ? [...reporting.byLine.keys()] : [asked.line]
  if (lines.some((line) => !reporting.byLine.has(line))) {
    return refuse('not_found', 'No service reports on this line.', { field: 'line' })
  }
  const services = lines
    .flatMap((line) => reporting.byLine.get(line) ?? [])
    .filter((service) => asked.services === undefined || asked.services.includes(service))
  return ok({ db, period: period.value, reporting, lines, services, reason: asked.reason })
}

/** The children waiting in one service on a date, whether or not it is in the return, longest wait first. */
export async function waitingInService(
  db: Readable | Writing,
  serviceId: string,
  date: string,
  part: Pick<CellAsked, 'offset' | 'limit'>,
): Promise<Page<ReturnCellRow>> {
  const waits = waiting({ db, services: [serviceId] }, date, { from: 0, to: null })
  return pageOf(db, { waits, daysTo: date }, part, date)
}

/** A page of some waits with the children’s names, longest first; days are counted to a date. */
export async function pageOf(
  db: Readable | Writing,
  { waits, daysTo }: Behind,
  { offset, limit }: Pick<CellAsked, 'offset' | 'limit'>,
  asAt: string,
): Promise<Page<ReturnCellRow>> {
  const { count: total } = await db
    .selectFrom(waits.as('behind'))
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const page = await db
    .selectFrom(waits.as('behind'))
    .selectAll()
    .orderBy('clock_start')
    .orderBy('referral_id')
    .orderBy('waiting_until')
    .limit(limit)
    .offset(offset)
    .execute()
  return { rows: await named(db, page, daysTo), total, asAt }
}

export async function waitsBehind(scope: Scope, cell: string): Promise<Behind | null> {
  const { censusDate } = scope.period
  const days = daysOf(cell)
  if (days !== null) return { waits: waiting(scope, censusDate, days), daysTo: censusDate }
  switch (cell) {
    case 'opening':
      return { waits: await opening(scope), daysTo: scope.period.previousCensusDate }
    case 'received':
    case 'transferred_in':
    case 'reopened':
      return { waits: arrived(scope, cell), daysTo: censusDate }
    case 'first_contacts':
    case 'removals':
      return { waits: departed(scope, cell), daysTo: censusDate }
    default:
      return null
  }
}

/** The days waited, both inclusive, of those in a census figure; null for other figures. */
export function daysOf(cell: string): { from: number; to: number | null } | null {
  if (cell === 'total' || cell === 'closing') return { from: 0, to: null }
  if (cell === 'within_18_weeks') return { from: 0, to: within18WeeksDays }
  if (cell === 'over_52_weeks') return { from: over52WeeksDays, to: null }
  const band = chsBands.find(({ id }) => id === cell)
  return band === undefined ? null : { from: band.fromDays, to: band.toDays }
}

/** Waits that cover a date in some services, of so many days. */
export function waiting(
  scope: Pick<Scope, 'db' | 'services'>,
  date: string,
  days: { from: number; to: number | null },
) {
  const all = scope.db
    .selectFrom(waitingOnDate(scope.db, date).as('waiting'))
    .select(counted)
    .where('service_id', 'in', scope.services)
    .where('clock_start', '<=', addDays(date, -days.from))
  return days.to === null ? all : all.where('clock_start', '>=', addDays(date, -days.to))
}

/** Those behind the opening figure: the rows kept with last month's figures, or last month counted again. */
async function opening(scope: Scope): Promise<Waits> {
  const { db, period, reporting, lines } = scope
  const source = await openingSource(db, period.previousMonth)
  const hasKept = (line: string) => source?.lines.some((each) => each.line === line) === true
  const again = new Set(
    lines.filter((line) => !hasKept(line)).flatMap((line) => reporting.byLine.get(line) ?? []),
  )
  const countedAgain = waiting(
    { ...scope, services: scope.services.filter((service) => again.has(service)) },
    period.previousCensusDate,
    { from: 0, to: null },
  )
  if (source === null) return countedAgain
  const keptLines = lines.filter(hasKept)
  const dayZero = sql<string>`date(${period.previousCensusDate}, '-' || kept.days || ' days')`
  const kept =
    source.basis === 'signed'
      ? db
          .selectFrom('signed_return_row')
          .select(['referral_id', 'days'])
          .where('signed_return_id', '=', source.id)
          .where('cell', '=', 'waiting')
          .where('line', 'in', keptLines)
      : db
          .selectFrom('kept_return_row')
          .select(['referral_id', 'days'])
          .where('kept_return_id', '=', source.id)
          .where('line', 'in', keptLines)
  return db
    .selectFrom(kept.as('kept'))
    .leftJoin('referral', 'referral.id', 'kept.referral_id')
    .where(({ or, eb }) =>
      or([eb('referral.id', 'is', null), eb('referral.service_id', 'in', scope.services)]),
    )
    .select([
      'kept.referral_id',
      sql<number>`-1`.as('ordinal'),
      sql<string>`coalesce(referral.service_id, '')`.as('service_id'),
      dayZero.as('clock_start'),
      sql<string>`${stillRunning}`.as('waiting_until'),
    ])
    .unionAll(countedAgain)
}

function arrived(scope: Scope, cell: 'received' | 'transferred_in' | 'reopened'): Waits {
  const figure = cell === 'transferred_in' ? 'transferredIn' : cell
  const ways = (Object.keys(arrivals) as (keyof typeof arrivals)[]).filter((way) => arrivals[way] === figure)
  return scope.db
    .selectFrom('wait')
    .select(counted)
    .where('waiting_from', '>', scope.period.previousCensusDate)
    .where('waiting_from', '<=', scope.period.censusDate)
    .where('service_id', 'in', scope.services)
    .where('entered_by', 'in', ways)
}

function departed(scope: Scope, cell: 'first_contacts' | 'removals'): Waits {
  const all = scope.db
    .selectFrom('wait')
    .select(counted)
    .where('waiting_until', '>', scope.period.previousCensusDate)
    .where('waiting_until', '<=', scope.period.censusDate)
    .where('service_id', 'in', scope.services)
  if (cell === 'first_contacts') return all.where('left_by', '=', 'first_contact')
  return scope.reason === null
    ? all.where('left_by', '!=', 'first_contact')
    : all.where('left_by', '=', scope.reason)
}

/** Waits as the drawer lists them, in their order. */
export async function named(
  db: Readable | Writing,
  waits: readonly CountedWait[],
  daysTo: string,
): Promise<ReturnCellRow[]> {
  if (waits.length === 0) return []
  const referralIds = [...new Set(waits.map((wait) => wait.referral_id))]
  const people = await db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .select([
      'waiting_list.referral_id as referralId',
      'child.id as childId',
      'child.family_name as familyName',
      'child.given_name as givenName',
      'child.date_of_birth as dateOfBirth',
      'child.nhs_number as nhsNumber',
      'waiting_list.received_date as receivedDate',
    ])
    .where('waiting_list.referral_id', 'in', referralIds)
    .execute()
  const ends = await db
    .selectFrom('wait')
    .select(['referral_id', 'ordinal', 'left_by'])
    .where('referral_id', 'in', referralIds)
    .execute()
  const byReferral = new Map(people.map((person) => [person.referralId, person]))
  const endOf = ({ referral_id, ordinal }: CountedWait) =>
    ends.find((end) => end.referral_id === referral_id && end.ordinal === ordinal)
  return waits.map((wait) => {
    const isOver = wait.waiting_until !== stillRunning
    const days = daysBetween(
      wait.clock_start,
      isOver && wait.waiting_until < daysTo ? wait.waiting_until : daysTo,
    )
    const person = byReferral.get(wait.referral_id)
    return {
      referralId: wait.referral_id,
      childId: person?.childId ?? '',
      familyName: person?.familyName ?? 'Removed since',
      givenName: person?.givenName ?? '',
      dateOfBirth: person?.dateOfBirth ?? '',
      nhsNumber: person?.nhsNumber ?? null,
      serviceId: wait.service_id,
      receivedDate: person?.receivedDate ?? wait.clock_start,
      days,
      band: chsBandOf(days),
      leftOn: isOver ? wait.waiting_until : null,
      leftBy: isOver ? (endOf(wait)?.left_by ?? null) : null,
    }
  })
}
