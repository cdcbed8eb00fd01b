import { weekdayNames } from '../../../shared/codes/clinics.ts'
import type { ClinicDay, ClinicTemplate } from '../../../shared/contract/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'

/** Day of the week of an ISO date, 1 Monday to 7 Sunday. */
export function weekdayOf(isoDate: string): number {
  return new Date(`${isoDate}T12:00:00Z`).getUTCDay() || 7
}

/** The Monday of an ISO date's week. */
export function mondayOf(isoDate: string): string {
  const date = new Date(`${isoDate}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1 - weekdayOf(isoDate))
  return date.toISOString().slice(0, 10)
}

/** "Mon 30-Mar-2026". */
export function dayWords(isoDate: string): string {
  return `${(weekdayNames[weekdayOf(isoDate) - 1] ?? '').slice(0, 3)} ${formatDate(isoDate)}`
}

/** "today", "1 day’s notice", "28 days’ notice". */
export function noticeWords(days: number): string {
  if (days === 0) return 'today'
  return days === 1 ? '1 day’s notice' : `${days} days’ notice`
}

/** Address of one clinic's day. */
export function dayHref(clinicId: string, on: string): string {
  return `/appointments/day/${clinicId}/${on}`
}

/** Why a clinic is not held on a day, in a word or two; null when it is held. */
export function offWords(day: ClinicDay): string | null {
  if (day.state === 'away') return 'Clinician away'
  if (day.state === 'cancelled') return 'Cancelled'
  if (day.state === 'bank_holiday') return 'Bank holiday'
  return day.state === 'none' ? 'Not held' : null
}

/** "Every 2 weeks on Monday and Friday, 09:00 to 11:00 (3 times, 4 places)". */
export function templateWords({ weekdays, everyWeeks, from, until, slots }: ClinicTemplate): string {
  const days = weekdays
    .toSorted((a, b) => a - b)
    .map((day) => weekdayNames[day - 1] ?? '')
    .join(', ')
  const every =
    everyWeeks === 1 ? 'Every week' : everyWeeks === 2 ? 'Every other week' : `Every ${everyWeeks} weeks`
  const places = slots.reduce((sum, { capacity }) => sum + capacity, 0)
  const times = slots.map(({ at }) => at).toSorted()
  const span = times.length === 1 ? `at ${times[0]}` : `${times[0]} to ${times.at(-1)}`
  const valid = until === null ? `from ${formatDate(from)}` : `${formatDate(from)} to ${formatDate(until)}`
  return `${every} on ${days}, ${span} (${times.length} ${times.length === 1 ? 'time' : 'times'}, ${places} ${places === 1 ? 'place' : 'places'}), ${valid}`
}

/** An age limit in months as people say it: "18 months", "4 years". */
export function monthsWords(months: number): string {
  return months >= 24 && months % 12 === 0 ? `${months / 12} years` : `${months} months`
}
