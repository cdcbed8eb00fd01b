import { type ReturningDataSet, returningDataSetNames } from '../../../shared/codes/returning-data-sets.ts'
import type { ReturnSettingsView } from '../../../shared/contract/signed-returns.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { assembleLine, type DaysCount } from '../../domain/returns/assemble-line.ts'
import { checkReturn } from '../../domain/returns/check-return.ts'
import type { ChsReturn, FoundCheck, ReturnLine } from '../../domain/returns/chs-return.ts'
import { monthOf, type ReturnPeriod, returnPeriod } from '../../domain/returns/months.ts'
import { openingFigures, reconcile, type Reconciliation } from '../../domain/returns/reconcile.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { daysWaitedByService, waitingIn } from './census.ts'
import { joinedInFirstBands, movementsByService, sumOfMovements } from './movements.ts'
import { openReferralGaps } from './open-referrals.ts'
import { type OpeningSource, openingSource } from './opening.ts'
import { type ReportingServices, reportingServices } from './reporting-services.ts'
import { returnSettings } from './settings.ts'

/** The return of a month as the store answers it now, with what it rests on. */
export interface ReturnAnswer {
  period: ReturnPeriod
  document: Omit<ChsReturn, 'checks'> & { checks: FoundCheck[] }
  services: ReportingServices
  /** Last month as signed or exported, from which this month opens; null when it is counted again. */
  openedFrom: OpeningSource | null
  /** Last month's figures as compared with; null when nobody was on the list by then. */
  previous: { month: string; basis: 'signed' | 'exported' | 'counted'; lines: ReturnLine[] } | null
  settings: ReturnSettingsView
  /** By line, the referrals whose days are counted from one of the 29 days up to the census. */
  receivedInFirstBands: Record<string, number>
  reportedElsewhere: { id: string; name: string; dataSet: ReturningDataSet | null; waiting: number }[]
}

/**
 * Counts a month's return. Nothing is stored, so asking twice gives the same answer until somebody records a fact.
 * Refuses a month that has not begun. `db` must show one state of the store throughout.
 */
export async function answerReturn(
  db: Readable | Writing,
  month: string,
  today: string,
): Promise<Result<ReturnAnswer>> {
  const asked = returnPeriod(month, today)
  if (!asked.ok) return asked
  const period = asked.value
  const services = await reportingServices(db)
  const now = await daysWaitedByService(db, period.censusDate)
  const before = await daysWaitedByService(db, period.previousCensusDate)
  const movements = await movementsByService(db, period.previousCensusDate, period.censusDate)
  const joined = await joinedInFirstBands(db, period.censusDate)
  const openedFrom = await openingSource(db, period.previousMonth)
  const settings = await returnSettings(db)
  const provider = await providerCode(db)

  const lines = linesOf(services, now)
  const linesBefore = linesOf(services, before)
  const reconciliation: Record<string, Reconciliation> = {}
  const receivedInFirstBands: Record<string, number> = {}
  for (const [line, ids] of services.byLine) {
    const kept = openedFrom?.lines.find((each) => each.line === line)
    reconciliation[line] = reconcile({
      ...openingFigures(kept?.total ?? null, totalOf(linesBefore, line)),
      ...sumOfMovements(ids.map((id) => movements.get(id))),
      closing: totalOf(lines, line),
    })
    receivedInFirstBands[line] = ids.reduce((all, id) => all + (joined.get(id) ?? 0), 0)
  }

  const earliest = await earliestDay(db)
  const isFirst = earliest === null || period.previousMonth < monthOf(earliest)
  const previous =
    openedFrom ??
    (isFirst ? null : { month: period.previousMonth, basis: 'counted' as const, lines: linesBefore })
  const figures = { month, censusDate: period.censusDate, provider, lines, reconciliation }
  const withWaiting = <T extends { id: string }>(all: readonly T[]) =>
    all.map((each) => ({ ...each, waiting: waitingIn(now.get(each.id) ?? []) }))
  const reportedElsewhere = withWaiting(services.elsewhere)
  const checks = checkReturn(
    figures,
    previous,
    {
      ended: period.ended,
      receivedInFirstBands,
      ...(await openReferralGaps(db)),
      withoutLine: withWaiting(services.withoutLine).map(({ id, name, waiting }) => ({
        id,
        service: name,
        waiting,
      })),
      reportedElsewhere: reportedElsewhere.map(({ id, name, waiting, dataSet }) => ({
        id,
        service: name,
        waiting,
        ...(dataSet !== null && { through: returningDataSetNames[dataSet] }),
      })),
    },
    settings.settings,
  )
  const document = { ...figures, checks }
  return ok({
    period,
    document,
    services,
    openedFrom,
    previous,
    settings,
    receivedInFirstBands,
    reportedElsewhere,
  })
}

/** The first day anybody joined the list; null when nobody ever did. */
export async function earliestDay(db: Readable | Writing): Promise<string | null> {
  const { day } = await db
    .selectFrom('wait')
    .select((select) => select.fn.min('waiting_from').as('day'))
    .executeTakeFirstOrThrow()
  return day
}

function linesOf(services: ReportingServices, histograms: Map<string, DaysCount[]>): ReturnLine[] {
  return [...services.byLine].map(([line, ids]) =>
    assembleLine({ line, daysHistogram: ids.flatMap((id) => histograms.get(id) ?? []) }),
  )
}

function totalOf(lines: readonly ReturnLine[], line: string): number {
  return lines.find((each) => each.line === line)?.total ?? 0
}

async function providerCode(db: Readable | Writing): Promise<string> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'provider_code')
    .executeTakeFirst()
  return row?.value ?? ''
}
