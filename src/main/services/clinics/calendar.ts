import ical from 'ical-generator'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import { clinicModeLabels } from '../../../shared/codes/clinics.ts'
import type { Clinic } from '../../../shared/contract/clinics.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { minuteOfDay } from '../../domain/booking/clock-times.ts'
import { sessionsBetween } from '../../domain/booking/schedule.ts'
import { appendAudit } from '../audit/append.ts'
import { writeFileSafely } from '../files/prepare-file.ts'
import type { HandlersOf } from '../handlers.ts'
import { endedOnOf, loadClinic, scheduleOf } from './rows.ts'
import { dayOf, takenIn } from './sessions.ts'

export interface CalendarSession {
  on: string
  startsAt: string
  endsMinute: number
  booked: number
  capacity: number
}

/**
 * The sessions of a clinic as an iCalendar file: name, place, times and how many are booked. Nothing about a child
 * is in it. Times are floating, that is, local wherever they are read, as a clinic's times are.
 */
export function calendarOf(
  clinic: Pick<Clinic, 'id' | 'name' | 'place' | 'clinician' | 'mode' | 'kind'>,
  sessions: readonly CalendarSession[],
  stamp: string,
): string {
  const calendar = ical({
    name: clinic.name,
    prodId: { company: 'CYP Waits', product: 'Clinics', language: 'EN' },
  })
  for (const { on, startsAt, endsMinute, booked, capacity } of sessions) {
    const count = clinic.kind === 'drop_in' ? 'drop-in' : `${booked} of ${capacity} booked`
    calendar.createEvent({
      id: `${clinic.id}-${on}@cyp-waits`,
      stamp: new Date(stamp),
      start: localInstant(on, minuteOfDay(startsAt)),
      end: localInstant(on, endsMinute),
      floating: true,
      summary: `${clinic.name}: ${count}`,
      location: clinic.place,
      description: `${clinic.clinician}. ${clinicModeLabels[clinic.mode]}.`,
    })
  }
  return calendar.toString()
}

/** The library writes a floating time from the computer's own clock, so the instant is made from it as well. */
function localInstant(on: string, minute: number): Date {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return new Date(year, month - 1, day, Math.floor(minute / 60), minute % 60)
}

export const calendar: HandlersOf<'clinics'>['calendar'] = async (context, { clinicId, from, to, file }) => {
  const granted = context.grantedFile(file)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.')
  const { read } = context.store
  const clinic = await loadClinic(read, clinicId)
  if (clinic === undefined) return refuse('not_found', 'That clinic is no longer there.')
  const endedOn = (await endedOnOf(read, [clinicId])).get(clinicId) ?? null
  const taken = await takenIn(read, [clinicId], from, to)
  const sessions = sessionsBetween(scheduleOf(clinic, endedOn), from, to, englandBankHolidays)
    .filter(({ state }) => state === 'held')
    .map((session): CalendarSession => {
      const { booked, capacity } = dayOf(clinic, session, taken, context.today())
      return {
        on: session.on,
        startsAt: session.slots[0]?.at ?? '09:00',
        endsMinute: Math.max(...session.slots.map(({ at, minutes }) => minuteOfDay(at) + minutes)),
        booked,
        capacity,
      }
    })
  if (sessions.length === 0) return refuse('invalid', 'This clinic is not held on any of those days.')
  const written = await writeFileSafely(granted.path, calendarOf(clinic, sessions, context.now()))
  if (!written.ok) return written
  await context.store.write((tx) =>
    appendAudit(tx, context, {
      action: 'clinic.calendar_exported',
      subject: `clinic ${clinicId}`,
      detail: { sessions: sessions.length, sha256: written.value.sha256 },
    }),
  )
  return ok({ sessions: sessions.length, sha256: written.value.sha256 })
}
