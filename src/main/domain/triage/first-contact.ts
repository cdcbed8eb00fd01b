import { addDays } from '../clocks/days.ts'

/** Weeks over which removals are counted. Source: domain rules, "current clearance". */
export const clearanceWeeks = 12

/** What one queue of one priority has been doing: children, and those who left it in the last `clearanceWeeks`. */
export interface Clearance {
  /** Children who stand before this one. */
  ahead: number
  /** Children who left the list, seen or for any other reason. */
  removals: number
}

export interface FirstContactProjection {
  /** `YYYY-MM-DD`. */
  on: string
  /** Whole weeks from today, rounded up. */
  weeks: number
  /** Children a week. */
  weeklyRemovals: number
}

/**
 * When a child is likely to be seen first if the queue goes on as it has: the number ahead ÷ the mean weekly
 * removals. Null when nobody left the queue, because nothing follows from that. A rough figure for planning, never a
 * promise to a family. Source: pathways research, stories 10 and 19 (5,000 ahead at 40 a month is 125 months).
 */
export function projectFirstContact(
  { ahead, removals }: Clearance,
  today: string,
): FirstContactProjection | null {
  if (removals <= 0) return null
  const weeklyRemovals = removals / clearanceWeeks
  const days = Math.ceil((ahead * 7) / weeklyRemovals)
  return { on: addDays(today, days), weeks: Math.ceil(ahead / weeklyRemovals), weeklyRemovals }
}
