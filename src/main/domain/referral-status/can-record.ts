import type { EventDetails, ReferralEvent } from './events.ts'
import { inOrder, effectiveEvents } from './effective-events.ts'
import { replay } from './replay.ts'

/**
 * Why a new fact cannot join a referral's facts, in words; null when it can. The fact must not be in the future
 * or before receipt, and every fact that stands must still fit the state it comes in, so that a back-dated entry
 * cannot quietly undo a later one. Source: domain rules, "States".
 */
export function whyNotRecord(
  events: readonly ReferralEvent[],
  fact: ReferralEvent,
  today: string,
): string | null {
  if (fact.happenedOn > today) return 'That date is in the future. Enter the day it happened.'
  const state = replay(events)
  if (
    state.receivedDate !== null &&
    fact.happenedOn < state.receivedDate &&
    fact.type !== 'received_date_corrected'
  )
    return 'That date is before the referral was received.'
  const dateProblem = whyNotDates(events, fact, today)
  if (dateProblem !== null) return dateProblem
  const gap = whyNotDischarge(events, fact)
  if (gap !== null) return gap.message
  return firstNewMisfit(events, [...events, fact], fact.id)
}

/**
 * Why a fact cannot be voided, in words; null when it can. What came later must still fit without it, or with what is
 * recorded in its place.
 */
export function whyNotVoid(
  events: readonly ReferralEvent[],
  eventId: string,
  inItsPlace: ReferralEvent | null = null,
): string | null {
  const target = events.find((event) => event.id === eventId)
  if (target === undefined) return 'That entry is not part of this referral.'
  if (target.type === 'voided') return 'That entry is itself a correction. Record the right fact instead.'
  if (!effectiveEvents(events).some((event) => event.id === eventId))
    return 'That entry has been voided already.'
  if (target.type === 'received')
    return 'The receipt of a referral cannot be voided. Close the referral as registered in error instead.'
  const without = events.flatMap((event) => (event.id === eventId ? (inItsPlace ?? []) : event))
  const problem = firstNewMisfit(events, without, null)
  return problem === null
    ? null
    : `A later entry depends on this one. Void the later entry first. (${problem})`
}

/** What a discharge still lacks, beside its field. */
export interface DischargeGap {
  field: 'reason' | 'clinician' | 'risk'
  message: string
}

/**
 * What is missing from a discharge of a child who was missed or silent: not brought since last seen, cancelled three
 * times by the family, or asked to opt in or whether it is still needed without a reply. Nobody is discharged for that without a named clinician, a
 * reason and a statement of the risk. Null when nothing is missing or the closure is of another kind. Source: domain
 * rules, "Was not brought, cancelled, silent".
 */
export function whyNotDischarge(
  events: readonly ReferralEvent[],
  fact: Pick<ReferralEvent, 'type' | 'detail' | 'reason'>,
): DischargeGap | null {
  if (fact.type !== 'closed') return null
  const { reason, clinician, risk } = fact.detail as EventDetails['closed']
  if (reason !== 'discharged') return null
  const { missedSinceSeen, asked } = replay(events)
  const missed = missedSinceSeen.notBrought > 0 || missedSinceSeen.cancelled >= 3
  if (!missed && asked === null) return null
  const after = missed ? 'missed appointments' : 'a question without a reply'
  if ((clinician ?? '').trim().length < 3)
    return { field: 'clinician', message: `Name the clinician who decides to discharge after ${after}.` }
  if ((fact.reason ?? '').trim().length < 3)
    return { field: 'reason', message: `Give the reason for discharging after ${after}.` }
  if ((risk ?? '').trim().length < 10)
    return {
      field: 'risk',
      message: `Say what the risk to the child is and how it was weighed, before discharging after ${after}.`,
    }
  return null
}

function firstNewMisfit(
  before: readonly ReferralEvent[],
  after: readonly ReferralEvent[],
  addedId: string | null,
): string | null {
  const known = new Set(replay(before).misfits.map((misfit) => misfit.eventId))
  const fresh = replay(after).misfits.filter((misfit) => !known.has(misfit.eventId))
  const own = fresh.find((misfit) => misfit.eventId === addedId)
  if (own !== undefined) return own.why
  return fresh.length > 0
    ? 'A later entry of this referral would no longer fit. Void that entry first.'
    : null
}

function whyNotDates(events: readonly ReferralEvent[], fact: ReferralEvent, today: string): string | null {
  if (fact.type === 'received_date_corrected') {
    if (fact.detail.receivedDate > today) return 'A received date cannot be in the future.'
    const earliest = inOrder(effectiveEvents(events)).find(
      (event) => event.type !== 'received' && event.type !== 'received_date_corrected',
    )
    if (earliest !== undefined && earliest.happenedOn < fact.detail.receivedDate)
      return 'An entry of this referral is dated before that. The received date cannot be after it.'
  }
  if (fact.type === 'appointment_booked' && fact.detail.appointmentOn < fact.happenedOn)
    return 'The appointment is before the day it was booked.'
  return null
}
