import { isWeekend, parseISO } from 'date-fns'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import { addDays } from './days.ts'

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
  let date = from
  for (let left = days; left > 0;) {
    date = addDays(date, 1)
    if (isWorkingDay(date)) left -= 1
  }
  return date
}

function isWorkingDay(date: string): boolean {
  return !isWeekend(parseISO(date)) && !englandBankHolidays.has(date)
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
