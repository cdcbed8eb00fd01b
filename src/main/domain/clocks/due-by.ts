import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import { addDays, daysBetween } from './days.ts'

/** A target: so many days from a date, counted on the calendar or in working days of England. */
export interface Target {
  days: number
  unit: 'calendar' | 'working'
}

/** The date a target falls due when counted from a date (`YYYY-MM-DD`); day 0 is that date. */
export function dueDate(from: string, target: Target): string {
  return target.unit === 'calendar' ? addDays(from, target.days) : addWorkingDays(from, target.days)
}

/** The date so many working days (Monday to Friday, no bank holiday of England) after a date. */
export function addWorkingDays(from: string, days: number): string {
  const key = `${from} ${days}`
  const known = knownDates.get(key)
  if (known !== undefined) return known
  let date = from
  for (let left = days; left > 0;) {
    date = addDays(date, 1)
    if (isWorkingDay(date)) left -= 1
  }
  if (knownDates.size >= mostDates) knownDates.clear()
  knownDates.set(key, date)
  return date
}

/** Dates counted before: a long list asks for the same few again and again. */
const knownDates = new Map<string, string>()
const mostDates = 10_000

/** A Monday: every weekday is so many days after it. */
const aMonday = '1970-01-05'

function isWorkingDay(date: string): boolean {
  const weekday = ((daysBetween(aMonday, date) % 7) + 7) % 7
  return weekday < 5 && !englandBankHolidays.has(date)
}

/**
 * When a referral is due by under its service's own target for a priority, counted from the clock start; null
 * where no priority has been decided or the referral is planned (its due date is its own).
 */
export function serviceDueBy(
  priority: Priority | null,
  clockStart: string,
  targetDays: Record<Exclude<Priority, 'planned'>, number>,
): string | null {
  if (priority === null || priority === 'planned') return null
  return addDays(clockStart, targetDays[priority])
}
