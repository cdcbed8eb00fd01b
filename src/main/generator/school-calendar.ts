import { dayFrom, easterSunday, isoOf, weekdayOf } from './days.ts'
import type { Day } from './days.ts'

/** How busy referrers are in each part of a typical English school year, 1 being an ordinary term week. */
const seasonLevels = {
  summerHoliday: 0.5,
  christmas: 0.35,
  easterHoliday: 0.7,
  halfTerm: 0.75,
  september: 0.85,
}

interface YearDays {
  easter: Day
  closed: ReadonlySet<Day>
}
const years = new Map<number, YearDays>()
const workingDays = new Map<Day, boolean>()

/** True when clinics run: Monday to Friday, not a bank holiday in England. */
export function isWorkingDay(day: Day): boolean {
  const known = workingDays.get(day)
  if (known !== undefined) return known
  const isWorking = weekdayOf(day) < 5 && !yearOf(day).closed.has(day)
  workingDays.set(day, isWorking)
  return isWorking
}

/**
 * How many referrals arrive on a day compared with a weekday in term (1). School holidays thin them by the
 * service's sensitivity (0 none, 1 fully); weekends bring a few by electronic referral; bank holidays none.
 */
export function arrivalLevel(day: Day, holidaySensitivity: number): number {
  const { easter, closed } = yearOf(day)
  if (closed.has(day)) return 0
  const weekday = weekdayOf(day)
  const onWeekday = weekday < 5 ? [1.12, 1.06, 1, 0.98, 0.84][weekday]! : 0.02
  return onWeekday * (1 - holidaySensitivity * (1 - seasonLevel(day, easter)))
}

function seasonLevel(day: Day, easter: Day): number {
  const iso = isoOf(day)
  const monthDay = iso.slice(5)
  if (monthDay >= '07-22' && monthDay <= '08-31') return seasonLevels.summerHoliday
  if (monthDay >= '12-20' || monthDay <= '01-03') return seasonLevels.christmas
  if (day >= easter - 9 && day <= easter + 7) return seasonLevels.easterHoliday
  const halfTerm =
    (monthDay >= '02-13' && monthDay <= '02-20') ||
    (monthDay >= '05-25' && monthDay <= '05-31') ||
    (monthDay >= '10-25' && monthDay <= '10-31')
  if (halfTerm) return seasonLevels.halfTerm
  return monthDay >= '09-01' && monthDay <= '09-14' ? seasonLevels.september : 1.05
}

function yearOf(day: Day): YearDays {
  const year = Number(isoOf(day).slice(0, 4))
  const known = years.get(year)
  if (known) return known
  const easter = easterSunday(year)
  const closed = new Set([
    onWeekdayFrom(dayFrom(year, 1, 1)),
    easter - 2,
    easter + 1,
    mondayFrom(dayFrom(year, 5, 1)),
    mondayFrom(dayFrom(year, 5, 25)),
    mondayFrom(dayFrom(year, 8, 25)),
    ...christmasDays(year),
  ])
  const made = { easter, closed }
  years.set(year, made)
  return made
}

function christmasDays(year: number): Day[] {
  const christmas = onWeekdayFrom(dayFrom(year, 12, 25))
  return [christmas, onWeekdayFrom(Math.max(christmas + 1, dayFrom(year, 12, 26)))]
}

function onWeekdayFrom(day: Day): Day {
  const weekday = weekdayOf(day)
  return weekday < 5 ? day : day + 7 - weekday
}

function mondayFrom(day: Day): Day {
  return day + ((7 - weekdayOf(day)) % 7)
}
