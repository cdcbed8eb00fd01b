import { addDays, format, parseISO } from 'date-fns'

/** Why a text is not a date. */
export type DateProblem =
  'empty' | 'two_digit_year' | 'impossible' | 'day_first' | 'serial_number' | 'unreadable'

export type DateReading = { ok: true; date: string } | { ok: false; problem: DateProblem; message: string }

const accepted = 'Accepted: 04/03/2021, 04-Mar-2021, 4 March 2021 or 2021-03-04.'

export const dateProblemMessages: Record<DateProblem, string> = {
  empty: `Enter a date. ${accepted}`,
  two_digit_year: `The year has two digits, so the century is not known. Write all four. ${accepted}`,
  impossible: `There is no such day in the calendar. ${accepted}`,
  day_first: `There is no such month: dates are read day first, then month. ${accepted}`,
  serial_number: `This is a number, not a date: a spreadsheet may have lost its date format. ${accepted}`,
  unreadable: `This is not a date that can be read. ${accepted}`,
}

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const
const shortMonths = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const
/** Months in full, January first. */
export const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** How many days a month has; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : (monthDays[month - 1] ?? 0)
}

function refusal(problem: DateProblem): DateReading {
  return { ok: false, problem, message: dateProblemMessages[problem] }
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

function build(year: number, month: number, day: number): DateReading {
  if (year < 1900 || year > 2200 || month < 1 || month > 12) return refusal('impossible')
  if (day < 1 || day > daysInMonth(year, month)) return refusal('impossible')
  return { ok: true, date: `${year}-${two(month)}-${two(day)}` }
}

function buildDayFirst(year: number, month: number, day: number): DateReading {
  return month > 12 && month <= 31 && day <= 12 ? refusal('day_first') : build(year, month, day)
}

/** Digits of `text` from `from` to `to` as a number, or -1 where one is not a digit. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Whether the text is `YYYY-MM-DD` and a day that exists. */
export function isIsoDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 7)
  const day = digitsAt(text, 8, 10)
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

const timeOfDay = /^(\S+)[T ](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/
const isoLike = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const dayFirstShortYear = /^\d{1,2}[/.-](?:\d{1,2}|[a-z]+)[/.-]\d{2}$/i
const namedMonth =
  /^(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*([a-z]{3,9})\.?,?[\s/.-]*(\d+)$/i

function monthOf(name: string): number {
  const lower = name.toLowerCase()
  if (lower === 'sept') return 9
  const index = monthNames.findIndex((month) => lower.startsWith(month))
  if (index < 0) return 0
  return lower.length === 3 || longMonths[index]!.toLowerCase() === lower ? index + 1 : 0
}

/**
 * Reads a date in any unambiguous UK form: ISO, D/M/YYYY, DD-MMM-YYYY, D MMMM YYYY, with or without a time of
 * day, which is dropped. Days come before months. Refuses two-digit years, days that do not exist, spreadsheet
 * serial numbers and times in another zone, and says what is accepted.
 */
export function readDate(text: string): DateReading {
  if (text.length === 10) {
    if (text[4] === '-' && text[7] === '-') {
      const year = digitsAt(text, 0, 4)
      const month = digitsAt(text, 5, 7)
      const day = digitsAt(text, 8, 10)
      if (year >= 0 && month >= 0 && day >= 0) return build(year, month, day)
    } else if (text[2] === '/' && text[5] === '/') {
      const day = digitsAt(text, 0, 2)
      const month = digitsAt(text, 3, 5)
      const year = digitsAt(text, 6, 10)
      if (year >= 0 && month >= 0 && day >= 0) return buildDayFirst(year, month, day)
    }
  }
  return readLooseDate(text)
}

function readLooseDate(given: string): DateReading {
  const trimmed = given.replace(/[\s\u00a0]+/g, ' ').trim()
  if (trimmed === '') return refusal('empty')
  const text = timeOfDay.exec(trimmed)?.[1] ?? trimmed
  const iso = isoLike.exec(text)
  if (iso) return build(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = dayFirst.exec(text)
  if (numeric) return buildDayFirst(Number(numeric[3]), Number(numeric[2]), Number(numeric[1]))
  if (dayFirstShortYear.test(text)) return refusal('two_digit_year')
  const named = namedMonth.exec(text)
  if (named) {
    const month = monthOf(named[2]!)
    if (month === 0) return refusal('unreadable')
    if (named[3]!.length === 2) return refusal('two_digit_year')
    return named[3]!.length === 4 ? build(Number(named[3]), month, Number(named[1])) : refusal('unreadable')
  }
  return refusal(/^\d{4,6}(\.\d+)?$/.test(text) ? 'serial_number' : 'unreadable')
}

/**
 * Reads what a person types in a date box: every form of `readDate`, and `t` or `today`, `yesterday`,
 * `tomorrow`, `+7` or `-7` (days from today), `+2w` (weeks), and DDMMYYYY without separators.
 */
export function readTypedDate(text: string, today: string): DateReading {
  const typed = text.trim().toLowerCase()
  if (typed === 't' || typed === 'today') return { ok: true, date: today }
  if (typed === 'yesterday') return { ok: true, date: shiftDays(today, -1) }
  if (typed === 'tomorrow') return { ok: true, date: shiftDays(today, 1) }
  const shift = /^(?:t\s*)?([+-])\s*(\d{1,4})\s*([dw]?)$/.exec(typed)
  if (shift) {
    const days = Number(shift[2]) * (shift[3] === 'w' ? 7 : 1)
    return { ok: true, date: shiftDays(today, shift[1] === '-' ? -days : days) }
  }
  if (/^\d{8}$/.test(typed)) {
    return buildDayFirst(Number(typed.slice(4)), Number(typed.slice(2, 4)), Number(typed.slice(0, 2)))
  }
  if (/^\d{6}$/.test(typed)) return refusal('two_digit_year')
  return readDate(text)
}

/** The ISO date so many days after (or, negative, before) another. */
export function shiftDays(isoDate: string, days: number): string {
  return format(addDays(parseISO(isoDate), days), 'yyyy-MM-dd')
}

const ukCalendar = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/London' })

/** The ISO date in the United Kingdom at a UTC time: in summer the last hour of a day is the next day's first. */
export function ukDateOf(utc: string): string {
  return ukCalendar.format(new Date(utc))
}

/** An ISO date as `04-Mar-2021` (CUI short date); other text comes back unchanged. */
export function formatDate(isoDate: string): string {
  const month = shortMonths[Number(isoDate.slice(5, 7)) - 1]
  return isIsoDate(isoDate) && month ? `${isoDate.slice(8, 10)}-${month}-${isoDate.slice(0, 4)}` : isoDate
}

/** An ISO date as `4 March 2021`, for letters and for screen readers; other text comes back unchanged. */
export function formatLongDate(isoDate: string): string {
  const month = longMonths[Number(isoDate.slice(5, 7)) - 1]
  return isIsoDate(isoDate) && month
    ? `${Number(isoDate.slice(8, 10))} ${month} ${isoDate.slice(0, 4)}`
    : isoDate
}

/** The same date with day and month exchanged, or null where that is no day or the same day. */
export function swapDayAndMonth(isoDate: string): string | null {
  const day = Number(isoDate.slice(8, 10))
  if (day > 12 || isoDate.slice(5, 7) === isoDate.slice(8, 10)) return null
  return `${isoDate.slice(0, 5)}${isoDate.slice(8, 10)}-${isoDate.slice(5, 7)}`
}
