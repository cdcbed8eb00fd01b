import { freesTheSlot } from '../../../shared/codes/appointments.ts'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { Clinic, ClinicDay, ClinicWeek } from '../../../shared/contract/clinics.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { type SessionDay, sessionOn } from '../../domain/booking/schedule.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { endedOnOf, loadClinics, scheduleOf } from './rows.ts'

/** How many hold a place, and how many of them have no outcome yet, by `clinic date time`. */
export type Taken = Map<string, { taken: number; open: number }>

export const slotKey = (clinicId: string, on: string, at: string) => `${clinicId} ${on} ${at}`

/** Who holds places in these clinics on the days of a stretch, both ends included. */
export async function takenIn(
  db: Readable | Writing,
  clinicIds: readonly string[],
  from: string,
  to: string,
): Promise<Taken> {
  if (clinicIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('appointment')
    .select(['clinic_id', 'on_date', 'starts_at', 'status'])
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .where('clinic_id', 'in', [...clinicIds])
    .where('kind', '!=', 'drop_in')
    .where('status', 'not in', [...freesTheSlot])
    .groupBy(['clinic_id', 'on_date', 'starts_at', 'status'])
    .execute()
  const taken: Taken = new Map()
  for (const row of rows) {
    const key = slotKey(row.clinic_id, row.on_date, row.starts_at)
    const known = taken.get(key) ?? { taken: 0, open: 0 }
    known.taken += row.count
    if (row.status === 'booked') known.open += row.count
    taken.set(key, known)
  }
  return taken
}

/** A clinic's day as the week view counts it. Drop-ins are held but have no places to book. */
export function dayOf(
  clinic: Pick<Clinic, 'id' | 'kind'>,
  session: SessionDay,
  taken: Taken,
  today: string,
): ClinicDay {
  let [capacity, booked, left, withoutOutcome] = [0, 0, 0, 0]
  for (const slot of session.slots) {
    const held = taken.get(slotKey(clinic.id, session.on, slot.at)) ?? { taken: 0, open: 0 }
    capacity += slot.capacity
    booked += held.taken
    if (session.on >= today && clinic.kind !== 'drop_in') left += Math.max(0, slot.capacity - held.taken)
    if (session.on < today) withoutOutcome += held.open
  }
  const { on, state, note } = session
  return { on, state, note, capacity, booked, left, withoutOutcome }
}

/** The session of one clinic on one day. */
export async function sessionOf(db: Readable | Writing, clinic: Clinic, on: string): Promise<SessionDay> {
  const endedOn = (await endedOnOf(db, [clinic.id])).get(clinic.id) ?? null
  return sessionOn(scheduleOf(clinic, endedOn), on, englandBankHolidays)
}

/** Capacity left in every clinic of some services for the seven days from a date. */
export async function weekOf(
  db: Readable,
  from: string,
  services: readonly string[] | undefined,
  today: string,
): Promise<ClinicWeek[]> {
  const clinics = await loadClinics(db, { services, ended: false })
  const days = Array.from({ length: 7 }, (_each, index) => addDays(from, index))
  const taken = await takenIn(
    db,
    clinics.map(({ id }) => id),
    from,
    days.at(-1) ?? from,
  )
  return clinics.map((clinic) => {
    const schedule = scheduleOf(clinic)
    const ofWeek = days.map((on) => dayOf(clinic, sessionOn(schedule, on, englandBankHolidays), taken, today))
    return {
      clinicId: clinic.id,
      name: clinic.name,
      clinician: clinic.clinician,
      place: clinic.place,
      serviceName: clinic.serviceName,
      mode: clinic.mode,
      kind: clinic.kind,
      days: ofWeek,
      capacity: ofWeek.reduce((sum, { capacity }) => sum + capacity, 0),
      left: ofWeek.reduce((sum, { left }) => sum + left, 0),
    }
  })
}
