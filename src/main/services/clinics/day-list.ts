import { appointmentOutcomes, freesTheSlot } from '../../../shared/codes/appointments.ts'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { Clinic, DayList, ListedAppointment } from '../../../shared/contract/clinics.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { sessionOn, sessionsBetween } from '../../domain/booking/schedule.ts'
import type { Readable } from '../../store/store.ts'
import { waitingListRowFlags } from '../waiting-list/row-flags.ts'
import { endedOnOf, scheduleOf } from './rows.ts'
import { dayOf, slotKey, type Taken } from './sessions.ts'

/** Days looked ahead and back for the clinic's next and previous session. */
const searchDays = 120

/** A clinic's day: its slots in order of time with who is in them, and what may be recorded. */
export async function dayList(db: Readable, clinic: Clinic, on: string, today: string): Promise<DayList> {
  const endedOn = (await endedOnOf(db, [clinic.id])).get(clinic.id) ?? null
  const schedule = scheduleOf(clinic, endedOn)
  const session = sessionOn(schedule, on, englandBankHolidays)
  const [listed, offered] = await Promise.all([
    appointmentsOf(db, clinic.id, on),
    offeredOn(db, clinic.id, on, today),
  ])
  const taken: Taken = new Map()
  for (const { at, appointment } of listed) {
    if (appointment.kind === 'drop_in' || isFree(appointment.status)) continue
    const key = slotKey(clinic.id, on, at)
    const known = taken.get(key) ?? { taken: 0, open: 0 }
    known.taken += 1
    if (appointment.status === 'booked') known.open += 1
    taken.set(key, known)
  }
  // A slot that the template no longer has still shows who was in it.
  const shapes = new Map(
    listed
      .filter(({ appointment }) => appointment.kind !== 'drop_in')
      .map(({ at, minutes }) => [at, { at, minutes, capacity: 0 }]),
  )
  for (const slot of session.slots) shapes.set(slot.at, slot)
  const isOver = on < today
  const around = { from: addDays(on, -searchDays), to: addDays(on, searchDays) }
  const held = sessionsBetween(schedule, around.from, around.to, englandBankHolidays).filter(
    ({ state }) => state === 'held',
  )
  return {
    clinic,
    on,
    day: dayOf(clinic, session, taken, today),
    slots: [...shapes.values()]
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map((slot) => ({
        ...slot,
        left: isOver
          ? 0
          : Math.max(0, slot.capacity - (taken.get(slotKey(clinic.id, on, slot.at))?.taken ?? 0)),
        appointments: listed
          .filter(({ at, appointment }) => at === slot.at && appointment.kind !== 'drop_in')
          .map(({ appointment }) => appointment),
        offered: offered.get(slot.at) ?? 0,
      })),
    dropIns: listed
      .filter(({ appointment }) => appointment.kind === 'drop_in' && appointment.status !== 'taken_back')
      .map(({ appointment }) => appointment),
    outcomes:
      on <= today
        ? [...appointmentOutcomes]
        : appointmentOutcomes.filter((outcome) => outcome.startsWith('cancelled')),
    previous: held.findLast((each) => each.on < on)?.on ?? null,
    next: held.find((each) => each.on > on)?.on ?? null,
  }
}

function isFree(status: ListedAppointment['status']): boolean {
  return (freesTheSlot as readonly string[]).includes(status)
}

async function appointmentsOf(db: Readable, clinicId: string, on: string) {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('referral', 'referral.id', 'appointment.referral_id')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'appointment.referral_id')
    .innerJoin('child', 'child.id', 'referral.child_id')
    .selectAll('appointment')
    .select([
      'referral.version as referral_version',
      'referral.child_id',
      'waiting_list.status as referral_status',
      'waiting_list.priority',
      'waiting_list.flags',
      'waiting_list.was_not_brought_count',
      'child.family_name',
      'child.given_name',
      'child.preferred_name',
      'child.date_of_birth',
      'child.local_patient_id',
      'child.language',
      'child.interpreter_needed',
      'child.reasonable_adjustments',
    ])
    .where('appointment.clinic_id', '=', clinicId)
    .where('appointment.on_date', '=', on)
    .where('appointment.status', '!=', 'taken_back')
    .orderBy('appointment.starts_at')
    .orderBy('appointment.id')
    .execute()
  return rows.map((row) => ({
    at: row.starts_at,
    minutes: row.minutes,
    appointment: {
      appointmentId: row.id,
      version: row.version,
      referralId: row.referral_id,
      referralVersion: row.referral_version,
      childId: row.child_id,
      familyName: row.family_name,
      givenName: row.given_name,
      preferredName: row.preferred_name,
      dateOfBirth: row.date_of_birth,
      localPatientId: row.local_patient_id,
      kind: row.kind,
      status: row.status,
      referralStatus: row.referral_status,
      priority: row.priority,
      flags: waitingListRowFlags(row.flags),
      language: row.language,
      interpreterNeeded: row.interpreter_needed === null ? null : row.interpreter_needed === 1,
      reasonableAdjustments: row.reasonable_adjustments,
      wasNotBroughtCount: row.was_not_brought_count,
      toldBy: row.told_by,
      nextStep: row.next_step,
      nextStepBy: row.next_step_by,
    } satisfies ListedAppointment,
  }))
}

/** How many families were offered each time of a day and have not replied, by time. */
async function offeredOn(
  db: Readable,
  clinicId: string,
  on: string,
  today: string,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const rows = await db
    .selectFrom('appointment_offer')
    .select('dates')
    .where('reply', 'is', null)
    .where('offered_on', '>=', addDays(today, -searchDays))
    .execute()
  for (const { dates } of rows) {
    for (const date of JSON.parse(dates) as { clinicId: string; on: string; at: string }[])
      if (date.clinicId === clinicId && date.on === on) counts.set(date.at, (counts.get(date.at) ?? 0) + 1)
  }
  return counts
}
