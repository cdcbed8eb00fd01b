import { daysInMonth } from './dates.ts'

/** An age in whole calendar units. */
export interface Age {
  years: number
  /** Whole months since birth. */
  months: number
  /** Whole days since birth. */
  days: number
}

function dayNumber(isoDate: string): number {
  return (
    Date.UTC(Number(isoDate.slice(0, 4)), Number(isoDate.slice(5, 7)) - 1, Number(isoDate.slice(8, 10))) /
    86_400_000
  )
}

/**
 * Age on a day, both ISO dates; null before birth. A birthday on 29 February falls on 1 March in other years
 * (as in English law), and a month is complete on the same day of the month or on the first of the next.
 */
export function ageOn(dateOfBirth: string, on: string): Age | null {
  if (on < dateOfBirth) return null
  const [birthYear, birthMonth, birthDay] = parts(dateOfBirth)
  const [year, month, day] = parts(on)
  let months = (year - birthYear) * 12 + month - birthMonth
  if (day < birthDay) months -= 1
  return { years: Math.floor(months / 12), months, days: dayNumber(on) - dayNumber(dateOfBirth) }
}

function parts(isoDate: string): [number, number, number] {
  return [Number(isoDate.slice(0, 4)), Number(isoDate.slice(5, 7)), Number(isoDate.slice(8, 10))]
}

/**
 * Age for a banner or a list: `12d` under 4 weeks, `7w` under 3 months, `4m` under 2 years, `4y 1m` under 18
 * years, then `18y` (CUI age display, with one unit under two years). Before birth it is an empty string.
 */
export function formatAge(dateOfBirth: string, on: string): string {
  const age = ageOn(dateOfBirth, on)
  if (!age) return ''
  if (age.days < 28) return `${age.days}d`
  if (age.months < 3) return `${Math.floor(age.days / 7)}w`
  if (age.years < 2) return `${age.months}m`
  return age.years < 18 ? `${age.years}y ${age.months % 12}m` : `${age.years}y`
}

/** Born before this many completed weeks is preterm. Source: WHO definition of preterm birth. */
const termWeeks = 37
/** Weeks from which a corrected age counts. */
const dueWeeks = 40

/**
 * The corrected age of a child under 2 years born before 37 weeks, as `formatAge` writes it: the weeks born before 40
 * are taken off. `before due date` until then. Null where an age is not corrected or gestation is not recorded.
 */
export function correctedAge(dateOfBirth: string, on: string, gestationWeeks: number | null): string | null {
  const age = ageOn(dateOfBirth, on)
  if (!age || age.years >= 2 || gestationWeeks === null || gestationWeeks >= termWeeks) return null
  const due = isoDay(dayNumber(dateOfBirth) + (dueWeeks - gestationWeeks) * 7)
  return on < due ? 'before due date' : formatAge(due, on)
}

/** `4m (corrected 2m)`; the age alone where it is not corrected. */
export function ageWithCorrection(dateOfBirth: string, on: string, gestationWeeks: number | null): string {
  const corrected = correctedAge(dateOfBirth, on, gestationWeeks)
  const age = formatAge(dateOfBirth, on)
  return corrected === null ? age : `${age} (corrected ${corrected})`
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

function count(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`
}

/** The same age in words, for letters and screen readers: `4 years 1 month`. */
export function ageInWords(dateOfBirth: string, on: string): string {
  const age = ageOn(dateOfBirth, on)
  if (!age) return ''
  if (age.days < 28) return count(age.days, 'day')
  if (age.months < 3) return count(Math.floor(age.days / 7), 'week')
  if (age.years < 2) return count(age.months, 'month')
  const rest = age.months % 12
  return age.years < 18 && rest > 0
    ? `${count(age.years, 'year')} ${count(rest, 'month')}`
    : count(age.years, 'year')
}

/** The ISO date of a birthday; 29 February becomes 1 March in a year that has none. */
export function birthday(dateOfBirth: string, years: number): string {
  const [year, month, day] = parts(dateOfBirth)
  const target = year + years
  if (day > daysInMonth(target, month)) return `${target}-03-01`
  return `${target}${dateOfBirth.slice(4)}`
}
