/**
 * Calendar days as whole numbers (days since 1970-01-01), which a million histories can be computed with quickly.
 * Dates leave the generator as `YYYY-MM-DD` text.
 */
export type Day = number

const millisecondsPerDay = 86_400_000
const isoByDay = new Map<Day, string>()

/** The day number of an ISO date. Refuses text that is not a calendar date. */
export function dayOf(iso: string): Day {
  const milliseconds = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(milliseconds) || isoOf(milliseconds / millisecondsPerDay) !== iso) {
    throw new Error(`Not a calendar date: ${iso}`)
  }
  return milliseconds / millisecondsPerDay
}

/** The ISO date of a day number. */
export function isoOf(day: Day): string {
  const known = isoByDay.get(day)
  if (known !== undefined) return known
  const iso = new Date(day * millisecondsPerDay).toISOString().slice(0, 10)
  isoByDay.set(day, iso)
  return iso
}

/** 0 Monday to 6 Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The day number of a year, month (1 to 12) and day of the month. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / millisecondsPerDay
}

/** Easter Sunday of a year, by the anonymous Gregorian computus. */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return dayFrom(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}
