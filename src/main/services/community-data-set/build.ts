import { setImmediate as pause } from 'node:timers/promises'
import { ok, type Result } from '../../../shared/result.ts'
import type { DataSetRow, TableId } from '../../domain/community-data-set/field.ts'
import type { RowSubject } from '../../domain/community-data-set/field-report.ts'
import { type DataSetPeriod, monthOfReferral } from '../../domain/community-data-set/month-of-referral.ts'
import {
  childRows,
  type DataSetContext,
  headerRow,
  referralRows,
} from '../../domain/community-data-set/rows.ts'
import { returnPeriod } from '../../domain/returns/months.ts'
import type { Store } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { reportingServices } from '../returns/reporting-services.ts'
import { providerOf } from '../session/new-store.ts'
import { nationalCodes } from './codes.ts'
import { identifierMaker } from './identifiers.ts'
import { loadForDataSet } from './load.ts'
import { referralsOfMonth } from './referrals-of-month.ts'

/** Referrals that are read and made into rows at once: some ten milliseconds of work. */
const sliceLength = 100

/** One row with its table and whom it is about. */
export interface MadeRow {
  table: TableId
  row: DataSetRow
  subject: RowSubject
}

/** What was made, beside the rows. */
export interface BuiltDataSet {
  period: DataSetPeriod & { month: string }
  provider: string
  /** The version of the code tables. */
  codesVersion: number
  /** The last fact it saw. */
  lastSequence: number
  leftOut: string[]
}

/**
 * Makes a month's data set and hands its rows over in slices, each after the rows it refers to: a child before its
 * referrals, a referral before its contacts. Facts recorded meanwhile do not count. Refuses a month that has not
 * begun. Lets other calls in between.
 */
export async function buildDataSet(
  context: Pick<ServiceContext, 'store' | 'today' | 'now'>,
  month: string,
  take: (rows: readonly MadeRow[]) => Promise<void> | void,
): Promise<Result<BuiltDataSet>> {
  const asked = returnPeriod(month, context.today())
  if (!asked.ok) return asked
  const { store } = context
  const period = { month, firstDay: asked.value.firstDay, lastDay: asked.value.censusDate }
  const lastSequence = await lastSequenceOf(store)
  const { elsewhere } = await reportingServices(store.read)
  const codes = await nationalCodes(store.read)
  const provider = await providerOf(store)
  const about: DataSetContext = {
    period,
    provider: provider.code,
    createdAt: ukTime(context.now()),
    key: await identifierMaker(store.read),
    national: codes.national,
  }
  await take([{ table: 'CYP000', row: headerRow(about), subject: { childId: '', referralId: '' } }])
  const ids = await referralsOfMonth(
    store.read,
    period,
    elsewhere.map(({ id }) => id),
  )
  const children = new Set<string>()
  for (let at = 0; at < ids.length; at += sliceLength) {
    const loaded = await loadForDataSet(store.read, ids.slice(at, at + sliceLength))
    const rows: MadeRow[] = []
    for (const { child, referral, stopEvent, events } of loaded) {
      const known = events.filter(({ sequence }) => sequence <= lastSequence)
      const own = monthOfReferral(known, { stopEvent }, period)
      if (own === null) continue
      const subject = { childId: child.id, referralId: referral.id }
      const made = { ...(children.has(child.id) ? {} : childRows(child, about)) }
      children.add(child.id)
      for (const [table, row] of Object.entries(made)) rows.push({ table: table as TableId, row, subject })
      for (const [table, all] of Object.entries(referralRows(referral, own, about)))
        for (const row of all) rows.push({ table: table as TableId, row, subject })
    }
    await take(rows)
    await pause()
  }
  return ok({
    period,
    provider: provider.code,
    codesVersion: codes.version,
    lastSequence,
    leftOut: elsewhere.map(({ name }) => name),
  })
}

async function lastSequenceOf(store: Store): Promise<number> {
  const { last } = await store.read
    .selectFrom('referral_event')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

const ukClock = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/London',
})

/** A UTC time as the data set writes it: UK time, `CCYY-MM-DDThh:mm:ss`. */
function ukTime(utc: string): string {
  return ukClock.format(new Date(utc)).replace(' ', 'T')
}
