import { type ReviewWeeks, reviewThresholds } from '../../../shared/codes/waiting-care.ts'
import { addDays, daysBetween } from '../clocks/days.ts'

/**
 * The highest threshold (weeks) that a wait has passed on `today` and that no review has reached; null when none is
 * due. A wait of exactly 52 weeks (364 days) has not passed it. Each threshold is reviewed once: a review at 65 weeks
 * settles 52. Source: domain rules, "Thresholds"; the milestones are those of elective recovery.
 */
export function reviewDue(clockStart: string, reviewedWeeks: number, today: string): ReviewWeeks | null {
  const waited = daysBetween(clockStart, today)
  const passed = reviewThresholds.findLast((threshold) => waited >= threshold.days)
  return passed === undefined || passed.weeks <= reviewedWeeks ? null : passed.weeks
}

/**
 * For each threshold the latest clock start (`YYYY-MM-DD`, inclusive) of waits that have passed it on `today`. A review
 * is due where the wait started by then and was last reviewed at a lower threshold.
 */
export function reviewDueStarts(today: string): { weeks: ReviewWeeks; startedBy: string }[] {
  return reviewThresholds.map(({ weeks, days }) => ({ weeks, startedBy: addDays(today, -days) }))
}
