import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { FreeSlot } from '../../../shared/contract/clinics.ts'
import { addDays, daysBetween, laterOf } from '../../domain/clocks/days.ts'
import { sessionsBetween } from '../../domain/booking/schedule.ts'
import type { Readable } from '../../store/store.ts'
import { loadClinics, scheduleOf } from './rows.ts'
import { slotKey, takenIn } from './sessions.ts'

/** How far ahead free places are looked for, in days. */
const lookAhead = 182

/** The next free places of a service's clinics (or of one), in order of time; none of them before today. */
export async function freeSlots(
  db: Readable,
  wanted: { serviceId: string; clinicId: string | null; from: string; limit: number },
  today: string,
): Promise<FreeSlot[]> {
  const clinics = (await loadClinics(db, { services: [wanted.serviceId], ended: false })).filter(
    ({ id, kind }) => kind !== 'drop_in' && (wanted.clinicId === null || id === wanted.clinicId),
  )
  const from = laterOf(wanted.from, today)
  const to = addDays(from, lookAhead)
  const taken = await takenIn(
    db,
    clinics.map(({ id }) => id),
    from,
    to,
  )
  const free = clinics.flatMap((clinic) =>
    sessionsBetween(scheduleOf(clinic), from, to, englandBankHolidays).flatMap(({ on, slots }) =>
      slots.flatMap((slot): FreeSlot[] => {
        const left = slot.capacity - (taken.get(slotKey(clinic.id, on, slot.at))?.taken ?? 0)
        if (left <= 0) return []
        return [
          {
            clinicId: clinic.id,
            clinicName: clinic.name,
            clinician: clinic.clinician,
            place: clinic.place,
            kind: clinic.kind,
            on,
            at: slot.at,
            minutes: slot.minutes,
            left,
            noticeDays: daysBetween(today, on),
          },
        ]
      }),
    ),
  )
  return free.toSorted((a, b) => (`${a.on} ${a.at}` < `${b.on} ${b.at}` ? -1 : 1)).slice(0, wanted.limit)
}
