import type { AppointmentOutcome } from '../../../shared/codes/appointments.ts'
import { appointmentOutcomes } from '../../../shared/codes/appointments.ts'
import type { ServiceDefinition } from '../../../shared/codes/services.ts'
import { standingsOf } from '../booking/standings.ts'
import { communityWait } from '../clocks/community-wait.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { replay, type ReferralState } from '../referral-status/replay.ts'

/** The first and the last day of a reporting period. */
export interface DataSetPeriod {
  firstDay: string
  lastDay: string
}

/** An appointment that took place or did not. */
export interface CareContact {
  /** The fact that says so, and the fact that booked it where one did. */
  eventId: string
  bookedEventId: string | null
  outcome: AppointmentOutcome
  /** The day of the appointment, which for a cancelled one is not the day it was cancelled. */
  on: string
  /** The day it was attended, missed or cancelled. */
  happenedOn: string
  isInitial: boolean
  isTreatment: boolean
}

/** What a referral was in a month. */
export interface MonthOfReferral {
  receivedOn: string
  /** As it stood at the end of the last day. */
  state: ReferralState
  /** Facts that stand, up to the end of the month, in order. */
  standing: ReferralEvent[]
  contacts: CareContact[]
}

type OutcomeFact = Extract<ReferralEvent, { type: AppointmentOutcome }>

/**
 * What a referral was in a month, or null when it has no place in that month's data set. It has one when it was open
 * at any time in the month, or seen or missed on a day of it; open referrals are sent again every month. A referral
 * not yet received by the last day, or registered in error, has none. Appointments count in the month of their own
 * day; one that was cancelled counts only while the referral has a place otherwise. Source: CSDS v1.6 guidance, every
 * open referral is sent each month.
 */
export function monthOfReferral(
  events: readonly ReferralEvent[],
  service: Pick<ServiceDefinition, 'stopEvent'>,
  { firstDay, lastDay }: DataSetPeriod,
): MonthOfReferral | null {
  const all = effectiveEvents(events)
  const wait = communityWait(events, service)
  const receivedOn = wait.clockStart
  if (receivedOn === null || wait.inError || receivedOn > lastDay) return null
  const standing = all.filter(
    ({ happenedOn, type }) =>
      happenedOn <= lastDay || type === 'received' || type === 'received_date_corrected',
  )
  const state = replay(standing)
  const contacts = contactsOf(all, events).filter(({ on }) => on >= firstDay && on <= lastDay)
  const isOpen = state.closedOn === null || state.closedOn >= firstDay
  const isSeen = contacts.some(({ outcome }) => !outcome.startsWith('cancelled'))
  return isOpen || isSeen ? { receivedOn, state, standing, contacts } : null
}

function contactsOf(standing: readonly ReferralEvent[], events: readonly ReferralEvent[]): CareContact[] {
  const booked = new Map(
    standing.flatMap((fact) =>
      fact.type === 'appointment_booked' ? [[fact.id, fact.detail.appointmentOn] as const] : [],
    ),
  )
  const bookingOf = new Map(
    [...standingsOf(events)].flatMap(([bookedId, { outcomeEventId }]) =>
      outcomeEventId === null ? [] : [[outcomeEventId, bookedId] as const],
    ),
  )
  let wasSeen = false
  return standing.filter(isOutcome).map((fact) => {
    const bookedEventId = bookingOf.get(fact.id) ?? null
    const bookedFor = bookedEventId === null ? undefined : booked.get(bookedEventId)
    const isCancelled = fact.type === 'cancelled_by_family' || fact.type === 'cancelled_by_service'
    const contact: CareContact = {
      eventId: fact.id,
      bookedEventId,
      outcome: fact.type,
      on: isCancelled ? (fact.detail.appointmentOn ?? bookedFor ?? fact.happenedOn) : fact.happenedOn,
      happenedOn: fact.happenedOn,
      isInitial: !wasSeen,
      isTreatment: fact.type === 'attended' && fact.detail.treatment === true,
    }
    if (fact.type === 'attended') wasSeen = true
    return contact
  })
}

function isOutcome(fact: ReferralEvent): fact is OutcomeFact {
  return (appointmentOutcomes as readonly string[]).includes(fact.type)
}
