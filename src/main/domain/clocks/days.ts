/**
 * Arithmetic on calendar days written `YYYY-MM-DD`. Days are counted in UTC, so neither a time of day, a time
 * zone nor a clock change can move one.
 */

const millisecondsInDay = 86_400_000
const datePattern = /^\d{4}-\d{2}-\d{2}$/

/** Whether a text is a day that exists, as `YYYY-MM-DD` (31 February does not). */
export function isCalendarDate(text: string): boolean {
  return datePattern.test(text) && fromDayNumber(toDayNumber(text)) === text
}

/** Whole days from one date to another; negative when `to` is the earlier. Both must be calendar dates. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The date a number of days after (or, when negative, before) a calendar date. */
export function addDays(date: string, days: number): string {
  return fromDayNumber(dayNumber(date) + days)
}

/** The later of two calendar dates. */
export function laterOf(a: string, b: string): string {
  return a > b ? a : b
}

function dayNumber(date: string): number {
  const days = datePattern.test(date) ? toDayNumber(date) : Number.NaN
  if (Number.isNaN(days)) throw new RangeError(`Not a calendar date: ${date}`)
  return days
}

function toDayNumber(date: string): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) /
    millisecondsInDay
  )
}

function fromDayNumber(days: number): string {
  return new Date(days * millisecondsInDay).toISOString().slice(0, 10)
}

/** The earlier of two calendar dates. */
export function earlierOf(a: string, b: string): string {
  return a < b ? a : b
}
