import type { ReferralClock } from '../../../shared/contract/clocks.ts'
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

/** A clock in one sentence, for a list of reasons: "Audiology within six weeks: 147 days, due by 17-Nov-2025, over." */
export function clockInBrief(clock: ReferralClock): string {
  const due = clock.dueBy === null ? '' : `, due by ${formatDate(clock.dueBy)}`
  switch (clock.state) {
    case 'date_missing':
      return `${clock.name}: cannot be counted, because the date it counts from has not been recorded.`
    case 'not_started':
      return `${clock.name}: has not started.`
    case 'nullified':
      return `${clock.name}: nullified on ${formatDate(clock.stop ?? '')}; in no figure.`
    case 'excused':
      return `${clock.name}: ${dayCount(clock.days)}${due}; a lawful exception is recorded, and it is still owed.`
    case 'running':
    case 'stopped': {
      const end = clock.stop === null ? '' : `, stopped ${formatDate(clock.stop)}`
      return `${clock.name}: ${dayCount(clock.days)}${end}${due}${clock.outcome === 'over' ? ' (over)' : ''}.`
    }
  }
}

/** Every clock beside the community wait in a sentence each, for "Why this wait?". */
export function otherClocksInBrief(clocks: readonly ReferralClock[]): string[] {
  return clocks.filter((clock) => clock.kind !== 'community').map(clockInBrief)
}
