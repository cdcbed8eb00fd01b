import { longMonths } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { addDays } from '../clocks/days.ts'

/** The dates a monthly return needs. Months are `YYYY-MM`, dates `YYYY-MM-DD`. */
export interface ReturnPeriod {
  month: string
  firstDay: string
  /** The last day of the month, at the end of which children are counted. */
  censusDate: string
  previousMonth: string
  previousCensusDate: string
  /** False when asked for before the census day is over, so the figures can still change. */
  ended: boolean
}

/** Nobody who can be waiting was referred earlier; dates of the first centuries are slips of the keyboard. */
const firstMonth = '1900-01'
const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

/** The month (`YYYY-MM`) a date is in. */
export function monthOf(date: string): string {
  return date.slice(0, 7)
}

/** The month before a month. */
export function previousMonth(month: string): string {
  return monthOf(addDays(`${month}-01`, -1))
}

/** The month after a month. */
export function nextMonth(month: string): string {
  return monthOf(addDays(`${month}-01`, 31))
}

/** The last day of a month. */
export function lastDayOfMonth(month: string): string {
  return addDays(`${nextMonth(month)}-01`, -1)
}

/** A month as people read it: "October 2025". */
export function monthInWords(month: string): string {
  return `${longMonths[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
}

/**
 * The period of a return. Refuses what is not a month, one before 1900 and a month that has not begun; a month that
 * has begun but not ended is allowed and says so in `ended`, so people can look ahead of month end.
 */
export function returnPeriod(month: string, today: string): Result<ReturnPeriod> {
  if (!monthPattern.test(month)) {
    return refuse('invalid', 'Give the month as YYYY-MM, for example 2025-10.', { field: 'month' })
  }
  if (month < firstMonth) {
    return refuse('invalid', 'There are no returns from before 1900. Look at the year.', { field: 'month' })
  }
  if (month > monthOf(today)) {
    return refuse('invalid', `${monthInWords(month)} has not begun, so there is nothing to count yet.`, {
      field: 'month',
    })
  }
  const censusDate = lastDayOfMonth(month)
  const before = previousMonth(month)
  return ok({
    month,
    firstDay: `${month}-01`,
    censusDate,
    previousMonth: before,
    previousCensusDate: lastDayOfMonth(before),
    ended: today > censusDate,
  })
}
