import type { EventType } from '../../../shared/codes/event-types.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'

/** Kinds of fact that move a referral between states; the rest only add to what is known. */
export type StateEvent = Exclude<EventType, 'received' | 'voided'>

/**
 * Where each fact leads from each status. `same` records the fact and stays. A pair that is not here is refused.
 * `back` is where a re-opened referral returns to: seen, waiting or received, by what had happened before.
 * docs/states.md is written from this table, and the tests walk every pair of it.
 */
type Step = ReferralStatus | 'same' | 'back'
type Steps = Partial<Record<StateEvent, Step>>

/** Advice that the law asks for is owed and sent whatever the place on the list, even after the referral closed. */
const statutory: Steps = { ehc_exception: 'same', ehc_advice_sent: 'same' }
/** What left by post stays told, and what came back still comes back, wherever a referral has got to. */
const letters: Steps = { letter_sent: 'same', letter_returned: 'same' }
const alwaysRecordable: Steps = {
  ...letters,
  note: 'same',
  contact_made: 'same',
  history_carried: 'same',
  ...statutory,
}
/** Care while a child waits never ends the wait. */
const care: Steps = {
  support_offered: 'same',
  support_outcome: 'same',
  deterioration_reported: 'same',
  strand_closed: 'same',
  details_changed: 'same',
}
const whileOpen: Steps = { ...alwaysRecordable, ...care, received_date_corrected: 'same', closed: 'closed' }
/** What is asked about whoever waits: whether it is still needed, and what the wait has done. It moves nobody. */
const questions: Steps = {
  validation_sent: 'same',
  asked_again: 'same',
  reply_received: 'same',
  long_wait_reviewed: 'same',
}
const beforeDecision: Steps = {
  ...whileOpen,
  ...questions,
  information_requested: 'information_requested',
  accepted: 'waiting',
  redirected: 'redirected',
  not_accepted: 'not_accepted',
  priority_changed: 'same',
  planned: 'planned',
  attended: 'seen',
}
/** Facts of the treatment clock: none of them moves a child on or off the community list. */
const clockFacts: Steps = {
  decision_to_treat: 'same',
  active_monitoring_started: 'same',
  active_monitoring_ended: 'same',
  declined_treatment: 'same',
  clinical_review: 'same',
  delay_requested: 'same',
  rebook_agreed: 'same',
}
const missed: Steps = {
  cancelled_by_family: 'to_rebook',
  cancelled_by_service: 'to_rebook',
  was_not_brought: 'to_rebook',
  arrived_not_seen: 'to_rebook',
}
const offers: Steps = { appointment_offered: 'same', offer_declined: 'same' }
const afterAcceptance: Steps = {
  ...whileOpen,
  ...missed,
  ...clockFacts,
  ...questions,
  priority_changed: 'same',
  redirected: 'redirected',
  opt_in_sent: 'opt_in_sent',
  ...offers,
  appointment_booked: 'booked',
  planned: 'planned',
  attended: 'seen',
}
const whenClosed: Steps = {
  ...letters,
  ...alwaysRecordable,
  received_date_corrected: 'same',
  reopened: 'back',
  closed: 'same',
}

export const stateTable: Record<ReferralStatus, Steps> = {
  received: beforeDecision,
  information_requested: {
    ...beforeDecision,
    information_chased: 'same',
    information_part_received: 'same',
    information_received: 'received',
  },
  waiting: afterAcceptance,
  opt_in_sent: { ...afterAcceptance, opted_in: 'waiting' },
  booked: {
    ...whileOpen,
    ...questions,
    ...missed,
    offer_declined: 'same',
    ...clockFacts,
    priority_changed: 'same',
    attended: 'seen',
  },
  to_rebook: afterAcceptance,
  planned: {
    ...whileOpen,
    ...questions,
    clinical_review: 'same',
    redirected: 'redirected',
    ...offers,
    appointment_booked: 'booked',
    planned: 'planned',
    attended: 'seen',
  },
  seen: {
    ...whileOpen,
    ...clockFacts,
    treatment_started: 'same',
    decision_not_to_treat: 'same',
    attended: 'same',
    ...offers,
    appointment_booked: 'same',
    cancelled_by_family: 'same',
    cancelled_by_service: 'same',
    was_not_brought: 'same',
    arrived_not_seen: 'same',
  },
  redirected: whenClosed,
  not_accepted: whenClosed,
  closed: whenClosed,
  registered_in_error: { ...letters, note: 'same' },
}

/** Why a fact cannot be recorded in a status, in words a person can act on; null when it can. */
export function refusalOf(status: ReferralStatus, type: StateEvent): string | null {
  if (stateTable[status][type] !== undefined) return null
  return refusalSentence(status, type)
}

function refusalSentence(status: ReferralStatus, type: StateEvent): string {
  if (status === 'registered_in_error') return 'This referral was registered in error. Void that entry first.'
  if (type === 'reopened') return 'This referral is open already.'
  const isClosed = status === 'closed' || status === 'redirected' || status === 'not_accepted'
  if (isClosed) return 'This referral is closed. Re-open it first.'
  if (
    type === 'information_received' ||
    type === 'information_part_received' ||
    type === 'information_chased'
  )
    return 'No information has been asked for.'
  if (type === 'opted_in') return 'No opt-in has been sent.'
  if (status === 'received' || status === 'information_requested')
    return 'This referral has not been triaged. Make the triage decision first.'
  if (type === 'treatment_started' || type === 'decision_not_to_treat')
    return 'This child has not been seen. Record the attended contact first.'
  if (status === 'seen') return 'This child has been seen. That step belongs before the first contact.'
  if (type === 'accepted' || type === 'not_accepted' || type === 'information_requested')
    return 'This referral has been accepted already.'
  if (status === 'booked')
    return 'An appointment is booked. Record what happened to it first: attended, was not brought or cancelled.'
  if (status === 'planned')
    return 'This referral is on the planned list. Change its due date to bring it forward.'
  return 'That does not fit where this referral stands.'
}
