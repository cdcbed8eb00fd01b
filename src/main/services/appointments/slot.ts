import { freesTheSlot } from '../../../shared/codes/appointments.ts'
import type { SlotRef } from '../../../shared/contract/appointments.ts'
import type { Clinic, SlotShape } from '../../../shared/contract/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { overlaps } from '../../domain/booking/clock-times.ts'
import type { SessionDay } from '../../domain/booking/schedule.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { loadClinic } from '../clinics/rows.ts'
import { sessionOf } from '../clinics/sessions.ts'

/** A slot that exists, with its clinic and the places still free in it. */
export interface OpenSlot {
  clinic: Clinic
  slot: SlotShape
  on: string
  left: number
}

/**
 * The slot that a reference means. Refuses a slot of a clinic that is not held then, with the reason (cancelled,
 * the clinician's leave, bank holiday, no such time) and a drop-in, which has nothing to book.
 */
export async function findSlot(
  db: Readable | Writing,
  { clinicId, on, at }: SlotRef,
): Promise<Result<OpenSlot>> {
  const clinic = await loadClinic(db, clinicId)
  if (clinic === undefined) return refuse('not_found', 'That clinic is no longer there.')
  if (clinic.kind === 'drop_in')
    return refuse('invalid', 'A drop-in has no appointments. Record who came when they come.')
  const session = await sessionOf(db, clinic, on)
  if (session.state !== 'held') return refuse('invalid', notHeld(session))
  const slot = session.slots.find((each) => each.at === at)
  if (slot === undefined)
    return refuse('invalid', `This clinic has no ${at} slot on ${formatDate(on)}. Look at the day again.`)
  const { count } = await db
    .selectFrom('appointment')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('clinic_id', '=', clinicId)
    .where('on_date', '=', on)
    .where('starts_at', '=', at)
    .where('kind', '!=', 'drop_in')
    .where('status', 'not in', [...freesTheSlot])
    .executeTakeFirstOrThrow()
  return ok({ clinic, slot, on, left: Math.max(0, slot.capacity - count) })
}

/** Why a clinic is not held on a day, in words. */
export function notHeld({ on, state, note }: SessionDay): string {
  const why = note === '' ? '' : ` (${note})`
  if (state === 'away') return `The clinician is away on ${formatDate(on)}${why}.`
  if (state === 'cancelled') return `This clinic is cancelled on ${formatDate(on)}${why}.`
  if (state === 'bank_holiday') return `${formatDate(on)} is a bank holiday.`
  return `This clinic is not held on ${formatDate(on)}.`
}

/** The appointment that a child has at the same time, in whatever clinic, in words; null when none. */
export async function clashOf(
  db: Readable | Writing,
  childId: string,
  { on, at, minutes }: { on: string; at: string; minutes: number },
): Promise<string | null> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('referral', 'referral.id', 'appointment.referral_id')
    .innerJoin('clinic', 'clinic.id', 'appointment.clinic_id')
    .select(['appointment.starts_at', 'appointment.minutes', 'clinic.name'])
    .where('referral.child_id', '=', childId)
    .where('appointment.on_date', '=', on)
    .where('appointment.status', '=', 'booked')
    .execute()
  const clash = rows.find((row) => overlaps({ at: row.starts_at, minutes: row.minutes }, { at, minutes }))
  return clash === undefined ? null : `${clash.name} at ${clash.starts_at}`
}
