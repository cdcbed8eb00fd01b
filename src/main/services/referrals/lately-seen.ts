import type { Readable } from '../../store/store.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { LatelySeen } from './answer-a-parent.ts'

/** Fewer than this many children would say something about one of them. */
const fewestToSay = 5

/**
 * How long children first seen in the 91 days up to `today` had waited, at one service and priority (null: not
 * decided). Null when fewer than five.
 */
export async function latelySeen(
  db: Readable,
  serviceId: string,
  priority: string | null,
  today: string,
): Promise<LatelySeen | null> {
  const rows = await db
    .selectFrom('wait')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'wait.referral_id')
    .select(['wait.clock_start', 'wait.waiting_until'])
    .where('wait.waiting_until', '>=', addDays(today, -91))
    .where('wait.waiting_until', '<=', today)
    .where('wait.service_id', '=', serviceId)
    .where('wait.left_by', '=', 'first_contact')
    .where('waiting_list.priority', priority === null ? 'is' : '=', priority as never)
    .execute()
  if (rows.length < fewestToSay) return null
  const days = rows.map((row) => daysBetween(row.clock_start, row.waiting_until)).toSorted((a, b) => a - b)
  return { count: days.length, medianDays: days[Math.floor((days.length - 1) / 2)] ?? 0 }
}
