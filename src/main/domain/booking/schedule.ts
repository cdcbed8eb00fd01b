import type { ClinicTemplate, ExceptionInput, SlotShape } from '../../../shared/contract/clinics.ts'
import { addDays, daysBetween } from '../clocks/days.ts'

/** Everything that says when a clinic is held. Dates are calendar days, times local text: no time zone moves one. */
export interface Schedule {
  templates: readonly ClinicTemplate[]
  exceptions: readonly ExceptionInput[]
  /** From this day on the clinic is held no more. */
  endedOn: string | null
}

/** One day of a clinic. */
export interface SessionDay {
  on: string
  /** `none`: the clinic is not held on that weekday or in that week. */
  state: 'held' | 'cancelled' | 'away' | 'bank_holiday' | 'none'
  note: string
  /** In order of time; empty unless held. */
  slots: SlotShape[]
}

/** Day of the week of a calendar date as ISO 8601 numbers it: 1 Monday to 7 Sunday. */
export function weekdayOf(date: string): number {
  return (((daysBetween('2024-01-01', date) % 7) + 7) % 7) + 1
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date))
}

/**
 * When a clinic is held on a day: its repeating weeks, except on bank holidays of England and on days cancelled or
 * on the clinician's leave; an extra session is held whatever the day is, unless it is cancelled too. Where two
 * templates have a slot at one time, the larger capacity holds. Source: domain rules, "Things: clinic / slot".
 */
export function sessionOn(schedule: Schedule, on: string, bankHolidays: ReadonlySet<string>): SessionDay {
  if (schedule.endedOn !== null && on >= schedule.endedOn) return { on, state: 'none', note: '', slots: [] }
  const ofDay = schedule.exceptions.filter(({ from, to }) => from <= on && on <= to)
  const extra = ofDay.filter(({ kind }) => kind === 'extra')
  const usual = schedule.templates.filter((template) => isHeldOn(template, on))
  if (usual.length === 0 && extra.length === 0) return { on, state: 'none', note: '', slots: [] }
  const off = ofDay.find(({ kind }) => kind !== 'extra')
  if (off !== undefined)
    return { on, state: off.kind === 'away' ? 'away' : 'cancelled', note: off.note, slots: [] }
  const isHoliday = bankHolidays.has(on)
  if (isHoliday && extra.length === 0) return { on, state: 'bank_holiday', note: '', slots: [] }
  const times = [...extra, ...(isHoliday ? [] : usual)].flatMap(({ slots }) => slots)
  return { on, state: 'held', note: extra[0]?.note ?? '', slots: merged(times) }
}

/** The days of a stretch (both ends included, at most two years) on which a clinic has something to say. */
export function sessionsBetween(
  schedule: Schedule,
  from: string,
  to: string,
  bankHolidays: ReadonlySet<string>,
): SessionDay[] {
  const days = Math.min(daysBetween(from, to), 731)
  const sessions: SessionDay[] = []
  for (let day = 0; day <= days; day += 1) {
    const session = sessionOn(schedule, addDays(from, day), bankHolidays)
    if (session.state !== 'none') sessions.push(session)
  }
  return sessions
}

function isHeldOn({ weekdays, everyWeeks, from, until }: ClinicTemplate, on: string): boolean {
  if (on < from || (until !== null && on > until)) return false
  if (!weekdays.includes(weekdayOf(on))) return false
  return (daysBetween(mondayOf(from), mondayOf(on)) / 7) % everyWeeks === 0
}

function merged(slots: readonly SlotShape[]): SlotShape[] {
  const byTime = new Map<string, SlotShape>()
  for (const slot of slots) {
    const known = byTime.get(slot.at)
    if (known === undefined || known.capacity < slot.capacity) byTime.set(slot.at, slot)
  }
  return [...byTime.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1))
}
