import { addDays, daysBetween } from './days.ts'

const aMonday = '2024-01-01'

/** The Monday of the week that a calendar date lies in. */
export function mondayOf(date: string): string {
  const days = daysBetween(aMonday, date)
  return addDays(date, -(((days % 7) + 7) % 7))
}

/** The ISO 8601 week of a calendar date, such as `2026-W09`: a week belongs to the year that its Thursday is in. */
export function isoWeekOf(date: string): string {
  const thursday = addDays(mondayOf(date), 3)
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Whole weeks from the ISO week of one date to that of another. */
export function isoWeeksBetween(from: string, to: string): number {
  return daysBetween(mondayOf(from), mondayOf(to)) / 7
}
