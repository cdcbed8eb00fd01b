import type { MonthCounted, MonthsOfReferral, WaitMovement } from '../../../shared/contract/return-facets.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { lastDayOfMonth, monthOf, nextMonth } from '../../domain/returns/months.ts'
import { chsBandOf } from '../../domain/waiting-bands/bands.ts'
import type { WaitTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { stillRunning } from '../projection/compute.ts'
import { reportingServices } from './reporting-services.ts'
import { signedRows } from './signed-store.ts'

type Kept = NonNullable<MonthCounted['kept']>

/**
 * Every month of the return that a referral is part of, newest first: counted at its end, come or gone in it, or
 * counted in figures that were kept of it. Worked out from the referral's own waits, without counting any month.
 */
export async function monthsOfReferral(
  db: Readable | Writing,
  referralId: string,
  today: string,
): Promise<Result<MonthsOfReferral>> {
  const referral = await db
    .selectFrom('referral')
    .select('service_id')
    .where('id', '=', referralId)
    .executeTakeFirst()
  if (referral === undefined) {
    return refuse('not_found', 'There is no such referral.', { field: 'referralId' })
  }
  const line = (await reportingServices(db)).lineOf.get(referral.service_id) ?? null
  const waits =
    line === null
      ? []
      : await db
          .selectFrom('wait')
          .selectAll()
          .where('referral_id', '=', referralId)
          .orderBy('ordinal')
          .execute()
  const kept = await keptOf(db, referralId)
  const months = new Set([...kept].filter(([, { counted }]) => counted !== null).map(([month]) => month))
  for (const { waiting_from, waiting_until } of waits) {
    const last = waiting_until > today ? monthOf(today) : monthOf(waiting_until)
    for (let month = monthOf(waiting_from); month <= last; month = nextMonth(month)) months.add(month)
  }
  const newestFirst = [...months].toSorted().toReversed()
  return ok({
    line,
    months: newestFirst.map((month) => monthCounted(month, line, waits, kept.get(month) ?? null, today)),
  })
}

function monthCounted(
  month: string,
  line: string | null,
  waits: readonly WaitTable[],
  kept: Kept | null,
  today: string,
): MonthCounted {
  const censusDate = lastDayOfMonth(month)
  const at = waits.find((wait) => wait.waiting_from <= censusDate && wait.waiting_until > censusDate)
  const days = at === undefined ? null : daysBetween(at.clock_start, censusDate)
  const counted = days === null ? null : { days, band: chsBandOf(days) }
  return {
    month,
    censusDate,
    ended: today > censusDate,
    counted,
    movements: waits.flatMap((wait) => movementsIn(month, wait)),
    kept,
    differs:
      kept !== null &&
      (kept.counted?.days !== counted?.days || (kept.counted !== null && kept.counted.line !== line)),
  }
}

function movementsIn(month: string, wait: WaitTable): MonthCounted['movements'] {
  const came = { on: wait.waiting_from, what: wait.entered_by }
  const isOver = wait.waiting_until !== stillRunning && wait.left_by !== null
  const went = isOver ? [{ on: wait.waiting_until, what: wait.left_by as WaitMovement }] : []
  return [came, ...went].filter(({ on }) => monthOf(on) === month)
}

/** What the figures kept last for each month say of a referral: those signed, or failing that those exported. */
async function keptOf(db: Readable | Writing, referralId: string): Promise<Map<string, Kept>> {
  const exported = await db
    .selectFrom('kept_return')
    .innerJoin('account', 'account.id', 'kept_return.produced_by')
    .select(['kept_return.id', 'month', 'produced_at as at', 'account.display_name as by'])
    .where('kind', '=', 'chs')
    .orderBy('produced_at')
    .orderBy('kept_return.id')
    .execute()
  const signed = (await signedRows(db, {})).toReversed()
  const latest = new Map<string, { id: string; how: Kept['how']; at: string; by: string }>()
  for (const { month, ...each } of exported) latest.set(month, { ...each, how: 'exported' })
  for (const { ref } of signed) {
    latest.set(ref.month, { id: ref.id, how: 'signed', at: ref.signedAt, by: ref.signedBy })
  }
  const idsOf = (how: Kept['how']) =>
    [...latest.values()].filter((each) => each.how === how).map(({ id }) => id)
  const [fromExports, fromSigned] = [idsOf('exported'), idsOf('signed')]
  const rows = [
    ...(fromExports.length === 0
      ? []
      : await db
          .selectFrom('kept_return_row')
          .select(['kept_return_id as id', 'line', 'days'])
          .where('kept_return_id', 'in', fromExports)
          .where('referral_id', '=', referralId)
          .execute()),
    ...(fromSigned.length === 0
      ? []
      : await db
          .selectFrom('signed_return_row')
          .select(['signed_return_id as id', 'line', 'days'])
          .where('signed_return_id', 'in', fromSigned)
          .where('cell', '=', 'waiting')
          .where('referral_id', '=', referralId)
          .execute()),
  ]
  const rowOf = new Map(rows.map(({ id, line, days }) => [id, { line, days }]))
  return new Map(
    [...latest].map(([month, { id, how, at, by }]) => [
      month,
      { how, at, by, counted: rowOf.get(id) ?? null },
    ]),
  )
}
