import type { Readable } from '../../store/store.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { LatelySeen } from './answer-a-parent.ts'

/** Fewer than this many children would say something about one of them. */
const fewestToSay = 5

/**
 * How long children first seen in the last whole month had waited, at one service and priority (null: not decided).
 * Where fewer than five were, those of the 91 days up to `today`; null when these are fewer than five as well.
 */
export async function latelySeen(
  db: Readable,
  serviceId: string,
  priority: string | null,
  today: string,
): Promise<LatelySeen | null> {
  const monthEnd = addDays(`${today.slice(0, 7)}-01`, -1)
  const month = { from: `${monthEnd.slice(0, 7)}-01`, to: monthEnd }
  const quarter = { from: addDays(today, -91), to: today }
  const rows = await db
    .selectFrom('wait')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'wait.referral_id')
    .select(['wait.clock_start', 'wait.waiting_until'])
    .where('wait.waiting_until', '>=', quarter.from < month.from ? quarter.from : month.from)
    .where('wait.waiting_until', '<=', today)
    .where('wait.service_id', '=', serviceId)
    .where('wait.left_by', '=', 'first_contact')
    .where('waiting_list.priority', priority === null ? 'is' : '=', priority as never)
    .execute()
  const within = ({ from, to }: typeof month) =>
    rows
      .filter((row) => row.waiting_until >= from && row.waiting_until <= to)
      .map((row) => daysBetween(row.clock_start, row.waiting_until))
      .toSorted((a, b) => a - b)
  const ofMonth = within(month)
  const days = ofMonth.length < fewestToSay ? within(quarter) : ofMonth
  if (days.length < fewestToSay) return null
  return {
    period: days === ofMonth ? 'last_month' : 'three_months',
    count: days.length,
    medianDays: days[Math.floor((days.length - 1) / 2)] ?? 0,
  }
}
