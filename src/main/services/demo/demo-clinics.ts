import { v7 as uuidv7 } from 'uuid'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { StartingServiceId } from '../../../shared/codes/services.ts'
import { clinicInput, type ClinicInput, type SlotShape } from '../../../shared/contract/clinics.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { mondayOf, sessionOn } from '../../domain/booking/schedule.ts'
import { standingsOf } from '../../domain/booking/standings.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { AppointmentTable } from '../../store/tables/clinics.ts'
import type { Writing } from '../../store/store.ts'
import { toColumns } from '../clinics/rows.ts'
import { eventsOfMany } from '../referrals/events.ts'

/** Bookings from so many days ago to so many days ahead are put into the clinics. */
const daysBack = 28
const daysAhead = 90

function times(from: number, minutes: number, count: number, capacity = 1): SlotShape[] {
  return Array.from({ length: count }, (_each, index) => {
    const at = from * 60 + index * minutes
    return {
      at: `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
      minutes,
      capacity,
    }
  })
}

interface DemoClinic {
  serviceId: StartingServiceId
  name: string
  clinician: string
  place: string
  weekdays: number[]
  slots: SlotShape[]
  everyWeeks?: number
  mode?: ClinicInput['mode']
  kind?: ClinicInput['kind']
  suits?: Partial<ClinicInput['suits']>
}

const demoClinics: DemoClinic[] = [
  {
    serviceId: 'audiology',
    name: 'Hearing tests',
    clinician: 'Audiologist 1',
    place: 'Harbour Centre',
    weekdays: [1, 2, 3, 4, 5],
    slots: times(9, 40, 8),
    kind: 'either',
  },
  {
    serviceId: 'audiology',
    name: 'Hearing tests, babies',
    clinician: 'Audiologist 2',
    place: 'Hill Road Clinic',
    weekdays: [2, 4],
    slots: times(9, 60, 3),
    suits: { ageToMonths: 24 },
  },
  {
    serviceId: 'slt',
    name: 'First assessments',
    clinician: 'Speech and language therapist 1',
    place: 'Harbour Centre',
    weekdays: [1, 2, 3, 4, 5],
    slots: times(9, 45, 8),
    kind: 'either',
  },
  {
    serviceId: 'slt',
    name: 'First assessments',
    clinician: 'Speech and language therapist 2',
    place: 'Hill Road Clinic',
    weekdays: [1, 3, 5],
    slots: times(9, 45, 6),
    kind: 'either',
    suits: { languages: ['Polish'] },
  },
  {
    serviceId: 'slt',
    name: 'Stammering, by video',
    clinician: 'Speech and language therapist 3',
    place: 'Video room',
    weekdays: [4],
    everyWeeks: 2,
    slots: times(13, 60, 3),
    mode: 'video',
    suits: { pathways: ['stammer'], interpreter: false, ageFromMonths: 36 },
  },
  {
    serviceId: 'slt',
    name: 'Talking drop-in',
    clinician: 'Speech and language therapist 2',
    place: 'Market Street Family Hub',
    weekdays: [2],
    slots: times(13, 120, 1, 20),
    kind: 'drop_in',
  },
  {
    serviceId: 'neurodevelopment',
    name: 'First assessments',
    clinician: 'Community paediatrician 1',
    place: 'Harbour Centre',
    weekdays: [1, 2, 4],
    slots: times(9, 60, 6),
    kind: 'either',
  },
  {
    serviceId: 'neurodevelopment',
    name: 'First assessments',
    clinician: 'Community paediatrician 2',
    place: 'Hill Road Clinic',
    weekdays: [3, 5],
    slots: times(9, 60, 6),
    kind: 'either',
  },
]

/** Adds the demonstration's clinics and puts into them those whose appointment falls on a day one is held. */
export async function addDemoClinics(tx: Writing, today: string, now: string): Promise<void> {
  const from = mondayOf(addDays(today, -daysBack))
  const clinics = demoClinics.map(({ weekdays, slots, everyWeeks = 1, ...clinic }) => ({
    id: uuidv7(),
    ...clinicInput.parse({
      mode: 'in_person',
      kind: 'first',
      ...clinic,
      suits: clinic.suits ?? {},
      templates: [{ weekdays, everyWeeks, from, until: null, slots }],
    }),
  }))
  for (const { id, ...clinic } of clinics)
    await tx
      .insertInto('clinic')
      .values({ id, version: 1, ended_on: null, created_at: now, ...toColumns(clinic) })
      .execute()
  const away = clinics.find(({ clinician }) => clinician === 'Community paediatrician 2')
  const awayFrom = mondayOf(addDays(today, 35))
  if (away !== undefined)
    await tx
      .insertInto('clinic_exception')
      .values({
        id: uuidv7(),
        clinic_id: away.id,
        kind: 'away',
        from_date: awayFrom,
        to_date: addDays(awayFrom, 6),
        slots: '[]',
        note: 'Annual leave',
      })
      .execute()

  const taken = new Map<string, number>()
  const rows: AppointmentTable[] = []
  for (const { serviceId, referralId, events } of await bookedLately(tx, today)) {
    const standings = standingsOf(events)
    for (const event of events) {
      if (event.type !== 'appointment_booked') continue
      const on = event.detail.appointmentOn
      if (on < from || on > addDays(today, daysAhead)) continue
      const open = clinics.filter(
        (clinic) =>
          clinic.serviceId === serviceId &&
          clinic.kind === 'either' &&
          !(clinic.id === away?.id && on >= awayFrom && on <= addDays(awayFrom, 6)),
      )
      const place = freePlace(open, on, taken)
      const standing = standings.get(event.id)
      if (place === null || standing === undefined || standing.status === 'taken_back') continue
      const isOver = standing.status !== 'booked' && on < addDays(today, -1)
      rows.push({
        id: uuidv7(),
        version: 1,
        referral_id: referralId,
        clinic_id: place.clinicId,
        on_date: on,
        starts_at: place.slot.at,
        minutes: place.slot.minutes,
        kind: 'first',
        status: standing.status,
        booked_on: event.happenedOn,
        booked_event_id: event.id,
        outcome_event_id: standing.outcomeEventId,
        told_by: rows.length % 7 === 0 ? null : rows.length % 3 === 0 ? 'phone' : 'letter',
        out_of_turn: rows.length % 23 === 0 ? 1 : 0,
        reason: rows.length % 23 === 0 ? 'The family could come at short notice' : null,
        next_step: isOver ? (standing.status === 'attended' ? 'follow_up' : 'book_again') : null,
        next_step_by: null,
        next_step_event_id: null,
      })
    }
  }
  for (let at = 0; at < rows.length; at += 200)
    await tx
      .insertInto('appointment')
      .values(rows.slice(at, at + 200))
      .execute()
}

function freePlace(
  clinics: readonly (ClinicInput & { id: string })[],
  on: string,
  taken: Map<string, number>,
): { clinicId: string; slot: SlotShape } | null {
  for (const clinic of clinics) {
    const schedule = { templates: clinic.templates, exceptions: [], endedOn: null }
    for (const slot of sessionOn(schedule, on, englandBankHolidays).slots) {
      const key = `${clinic.id} ${on} ${slot.at}`
      const already = taken.get(key) ?? 0
      if (already >= slot.capacity) continue
      taken.set(key, already + 1)
      return { clinicId: clinic.id, slot }
    }
  }
  return null
}

async function bookedLately(
  tx: Writing,
  today: string,
): Promise<{ serviceId: string; referralId: string; events: ReferralEvent[] }[]> {
  const facts = await tx
    .selectFrom('referral_event')
    .innerJoin('referral', 'referral.id', 'referral_event.referral_id')
    .select(['referral_event.referral_id', 'referral.service_id'])
    .distinct()
    .where('referral_event.type', '=', 'appointment_booked')
    .where('referral_event.happened_on', '>=', addDays(today, -180))
    .execute()
  const serviceOf = new Map(facts.map((row) => [row.referral_id, row.service_id]))
  const ids = [...serviceOf.keys()].toSorted()
  const found: { serviceId: string; referralId: string; events: ReferralEvent[] }[] = []
  for (let at = 0; at < ids.length; at += 500)
    for (const [referralId, events] of await eventsOfMany(tx, ids.slice(at, at + 500)))
      found.push({ serviceId: serviceOf.get(referralId) ?? '', referralId, events })
  return found
}
