import type { ClockTarget } from '../../../shared/codes/clock-targets.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { daysBetween } from './days.ts'

/** "1 day", "84 days". */
export function dayCount(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

/** "The aim is 42 days." or "The law allows 42 days." */
export function targetWords({ days, unit, byLaw }: Pick<ClockTarget, 'days' | 'unit' | 'byLaw'>): string {
  const count = unit === 'working' ? `${days} working ${days === 1 ? 'day' : 'days'}` : dayCount(days)
  return byLaw ? `The law allows ${count}.` : `The aim is ${count}.`
}

/** A clock against its due-by date: what is allowed, by when, and by how much it is over. */
export function againstTarget(
  target: Pick<ClockTarget, 'days' | 'unit' | 'byLaw'>,
  dueBy: string,
  until: string,
  isRunning: boolean,
): string {
  const over = daysBetween(dueBy, until)
  const date = formatDate(dueBy)
  const allowed = targetWords(target)
  if (over > 0)
    return `${allowed} ${isRunning ? 'That was up' : 'It was due'} on ${date}: ${dayCount(over)} over.`
  return isRunning ? `${allowed} That is up on ${date}.` : `${allowed} It was due by ${date}: within it.`
}
