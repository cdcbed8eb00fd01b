import type { AppointmentOutcome, AppointmentStatus } from '../../../shared/codes/appointments.ts'
import { appointmentOutcomes } from '../../../shared/codes/appointments.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'

/** Where one appointment stands, as the referral's facts say. */
export interface Standing {
  status: AppointmentStatus
  outcomeEventId: string | null
}

type OutcomeFact = Extract<ReferralEvent, { type: AppointmentOutcome }>

/**
 * Where each booking stands after all facts of a referral, by the id of the fact that booked it. An outcome that
 * names an appointment belongs to it; one that does not belongs to the earliest open booking whose day had come,
 * else to the last booked. A voided booking is `taken_back`; voiding an outcome opens the booking again.
 */
export function standingsOf(events: readonly ReferralEvent[]): Map<string, Standing> {
  const standings = new Map<string, Standing>()
  for (const event of events)
    if (event.type === 'appointment_booked')
      standings.set(event.id, { status: 'taken_back', outcomeEventId: null })
  const open: { eventId: string; appointmentId: string | null; on: string }[] = []
  for (const event of effectiveEvents(events)) {
    if (event.type === 'appointment_booked') {
      standings.set(event.id, { status: 'booked', outcomeEventId: null })
      open.push({
        eventId: event.id,
        appointmentId: event.detail.appointmentId ?? null,
        on: event.detail.appointmentOn,
      })
    } else if (isOutcome(event)) {
      const at = indexOfBooking(open, event)
      const [booking] = at < 0 ? [] : open.splice(at, 1)
      if (booking !== undefined)
        standings.set(booking.eventId, { status: event.type, outcomeEventId: event.id })
    }
  }
  return standings
}

/**
 * Since when a referral is to be re-booked before others because the service cancelled on it (`YYYY-MM-DD`); null
 * when its last appointment ended otherwise or another is booked. Source: "Service cancellation re-books first".
 */
export function rebookFirstSince(events: readonly ReferralEvent[]): string | null {
  const last = effectiveEvents(events).findLast(
    (event) => event.type === 'appointment_booked' || isOutcome(event),
  )
  return last?.type === 'cancelled_by_service' ? last.happenedOn : null
}

function indexOfBooking(
  open: readonly { appointmentId: string | null; on: string }[],
  outcome: OutcomeFact,
): number {
  const named = outcome.detail.appointmentId ?? null
  if (named !== null) return open.findIndex(({ appointmentId }) => appointmentId === named)
  let found = -1
  for (const [index, booking] of open.entries())
    if (booking.on <= outcome.happenedOn && (found < 0 || booking.on < open[found]!.on)) found = index
  return found < 0 ? open.length - 1 : found
}

function isOutcome(event: ReferralEvent): event is OutcomeFact {
  return (appointmentOutcomes as readonly string[]).includes(event.type)
}
