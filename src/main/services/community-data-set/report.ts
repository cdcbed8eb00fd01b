import type { DataSetReport, DataSetSubject } from '../../../shared/contract/community-data-set.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { dataSetTables, type TableId } from '../../domain/community-data-set/field.ts'
import { DataSetTally, type RowSubject, verdictOf } from '../../domain/community-data-set/field-report.ts'
import type { Store } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { stateOf } from '../kept-answers.ts'
import { type BuiltDataSet, buildDataSet } from './build.ts'

type Reporting = Pick<ServiceContext, 'store' | 'today' | 'now'>

interface CountedReport {
  month: string
  /** The state of the store it was counted in. */
  state: number
  built: BuiltDataSet
  tally: DataSetTally
  report: Omit<DataSetReport, 'isOutOfDate'>
}

/** The report of each store that was counted last. Counting takes seconds, and its lists must fit its numbers. */
const lastOf = new WeakMap<Store, CountedReport>()
const counting = new WeakMap<Store, { month: string; answer: Promise<Result<CountedReport>> }>()

/**
 * The checked data set of a month. The one counted last is given again until `again` is asked for or another month;
 * `isOutOfDate` says whether something was recorded since. Refuses a month that has not begun.
 */
export async function dataSetReport(
  context: Reporting,
  month: string,
  again: boolean,
): Promise<Result<DataSetReport>> {
  const counted = await countedReport(context, month, again)
  if (!counted.ok) return counted
  const { report, state } = counted.value
  return ok({ ...report, isOutOfDate: state !== stateOf(context.store) })
}

/** Whom the rows are about in which a field is missing or invalid, as the report found them; the named children of one page. */
export async function affectedBy(
  context: Reporting,
  month: string,
  { table, field, problem }: { table: string; field: string; problem: 'missing' | 'invalid' },
  { offset, limit }: { offset: number; limit: number },
): Promise<Result<Page<DataSetSubject>>> {
  const counted = await countedReport(context, month, false)
  if (!counted.ok) return counted
  const { tally, built } = counted.value
  const all = tally.affected(table as TableId, field, problem).filter(({ childId }) => childId !== '')
  const rows = await named(context.store, all.slice(offset, offset + limit), offset)
  return ok({ rows, total: all.length, asAt: built.period.lastDay })
}

/** Sums up a data set whose rows were handed to a tally while they were made. */
export async function summedUp(
  context: Reporting,
  built: BuiltDataSet,
  tally: DataSetTally,
): Promise<Omit<DataSetReport, 'isOutOfDate'>> {
  const { period, provider, leftOut } = built
  const fields = tally.report()
  return {
    month: period.month,
    firstDay: period.firstDay,
    lastDay: period.lastDay,
    provider,
    computedAt: context.now(),
    tables: dataSetTables.map(({ id, name }) => ({ table: id, name, rows: tally.rows[id] })),
    verdict: verdictOf(fields),
    fields,
    withoutOutcome: await withoutOutcome(context, period),
    leftOut,
  }
}

async function countedReport(
  context: Reporting,
  month: string,
  again: boolean,
): Promise<Result<CountedReport>> {
  const last = lastOf.get(context.store)
  if (!again && last?.month === month) return ok(last)
  const running = counting.get(context.store)
  if (running?.month === month) return running.answer
  const answer = countReport(context, month)
  counting.set(context.store, { month, answer })
  try {
    return await answer
  } finally {
    if (counting.get(context.store)?.answer === answer) counting.delete(context.store)
  }
}

async function countReport(context: Reporting, month: string): Promise<Result<CountedReport>> {
  const state = stateOf(context.store)
  const tally = new DataSetTally()
  const built = await buildDataSet(context, month, (rows) => {
    for (const { table, row, subject } of rows) tally.add(table, row, subject)
  })
  if (!built.ok) return built
  const report = await summedUp(context, built.value, tally)
  const counted = { month, state, built: built.value, tally, report }
  lastOf.set(context.store, counted)
  return ok(counted)
}

/** Appointments of the month, up to today, that nobody has recorded an outcome for. */
async function withoutOutcome(
  { store, today }: Reporting,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<number> {
  const day = today()
  const { count } = await store.read
    .selectFrom('appointment')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('on_date', '>=', firstDay)
    .where('on_date', '<=', lastDay)
    .where('on_date', '<', day)
    .where('status', '=', 'booked')
    .executeTakeFirstOrThrow()
  return count
}

async function named(
  store: Store,
  subjects: readonly RowSubject[],
  offset: number,
): Promise<DataSetSubject[]> {
  if (subjects.length === 0) return []
  const rows = await store.read
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .innerJoin('service', 'service.id', 'waiting_list.service_id')
    .select([
      'waiting_list.referral_id as referralId',
      'child.id as childId',
      'child.family_name as familyName',
      'child.given_name as givenName',
      'child.date_of_birth as dateOfBirth',
      'child.nhs_number as nhsNumber',
      'service.name as serviceName',
      'waiting_list.received_date as receivedDate',
    ])
    .where('waiting_list.referral_id', 'in', [...new Set(subjects.map(({ referralId }) => referralId))])
    .execute()
  const byReferral = new Map(rows.map((row) => [row.referralId, row]))
  return subjects.flatMap(({ referralId }, index) => {
    const person = byReferral.get(referralId)
    return person === undefined ? [] : [{ ...person, place: offset + index }]
  })
}
