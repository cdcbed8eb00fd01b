import type { ChaseChannel } from '../../../shared/codes/chase-channels.ts'
import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { RoundKind } from '../../../shared/codes/rounds.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import { effectiveEvents } from './effective-events.ts'
import type { ReferralEvent } from './events.ts'
import { refusalOf, stateTable } from './state-table.ts'

/** Information asked for: what is still missing, what came, and how often it was chased. */
export interface InformationAwaited {
  /** The request in force. */
  eventId: string
  on: string
  /** The first request of those that are unanswered: what its age counts from. */
  firstOn: string
  /** Still missing. */
  items: string[]
  arrived: string[]
  /** When to chase next; null where nobody said. */
  chaseOn: string | null
  chases: { eventId: string; on: string; channel: ChaseChannel }[]
}

/** Everything a referral's facts say about where it stands. Dates are `YYYY-MM-DD`. */
export interface ReferralState {
  status: ReferralStatus
  receivedDate: string | null
  originalReferralDate: string | null
  transferIn: boolean
  /** The priority a person decided; null while nobody has. */
  priority: Priority | null
  /** A due-by date that a person set; null means the service's own target applies. */
  dueBy: string | null
  triagedOn: string | null
  /** What was asked for and has not all come; null when nothing is. */
  informationRequested: InformationAwaited | null
  optIn: { sentOn: string; replyBy: string | null } | null
  /** A question to the family that has no answer yet: when it was asked, and asked again by another channel. */
  asked: { about: RoundKind; on: string; replyBy: string | null; againOn: string | null } | null
  plannedDueOn: string | null
  /** The booked appointment that has no outcome yet. */
  nextAppointmentOn: string | null
  firstAttendedOn: string | null
  /** The last time there was contact with the family, both ways. */
  lastContactOn: string | null
  wasNotBroughtCount: number
  cancelledByFamilyCount: number
  cancelledByServiceCount: number
  /** Appointments the child was not brought to, and those the family cancelled, since the child was last seen. */
  missedSinceSeen: { notBrought: number; cancelled: number }
  /** Pathways that ended by themselves while the referral stays open. */
  closedStrands: string[]
  /** The highest long-wait threshold (weeks) that has been reviewed; 0 for none. */
  reviewedWeeks: number
  closedOn: string | null
  closedReason: ClosedReason | null
  /** Facts that did not fit the state they came in, with the reason. They stay recorded and move nothing. */
  misfits: { eventId: string; why: string }[]
}

/**
 * The state of a referral after all its facts: a pure function of them, sorted by date and then by the order
 * they were recorded, voided ones left out. A referral none of whose facts stands is `registered_in_error`.
 * Source: domain rules, "States"; the table is docs/states.md.
 */
export function replay(events: readonly ReferralEvent[]): ReferralState {
  const facts = effectiveEvents(events)
  const received = facts.find((fact) => fact.type === 'received')
  const state = emptyState()
  if (received === undefined) return state
  state.status = 'received'
  state.receivedDate = received.detail.receivedDate
  state.originalReferralDate = received.detail.originalReferralDate ?? null
  state.transferIn = received.detail.transferIn ?? false
  for (const fact of facts) {
    if (fact.type !== 'received') applyFact(state, fact)
  }
  return state
}

function emptyState(): ReferralState {
  return {
    status: 'registered_in_error',
    receivedDate: null,
    originalReferralDate: null,
    transferIn: false,
    priority: null,
    dueBy: null,
    triagedOn: null,
    informationRequested: null,
    optIn: null,
    asked: null,
    plannedDueOn: null,
    nextAppointmentOn: null,
    firstAttendedOn: null,
    lastContactOn: null,
    wasNotBroughtCount: 0,
    cancelledByFamilyCount: 0,
    cancelledByServiceCount: 0,
    missedSinceSeen: { notBrought: 0, cancelled: 0 },
    closedStrands: [],
    reviewedWeeks: 0,
    closedOn: null,
    closedReason: null,
    misfits: [],
  }
}

function applyFact(state: ReferralState, fact: Exclude<ReferralEvent, { type: 'received' }>): void {
  if (fact.type === 'voided') return
  const step = stateTable[state.status][fact.type]
  if (step === undefined) {
    state.misfits.push({ eventId: fact.id, why: refusalOf(state.status, fact.type) ?? '' })
    return
  }
  const before = state.status
  if (step === 'back') state.status = statusAfterReopening(state)
  else if (step !== 'same') state.status = step
  remember(state, fact, before)
}

function statusAfterReopening(state: ReferralState): ReferralStatus {
  if (state.firstAttendedOn !== null) return 'seen'
  if (state.priority === 'planned') return 'planned'
  return state.priority !== null && state.triagedOn !== null ? 'waiting' : 'received'
}

function remember(state: ReferralState, fact: ReferralEvent, before: ReferralStatus): void {
  switch (fact.type) {
    case 'received':
    case 'voided':
    case 'letter_sent':
    case 'letter_returned':
    case 'note':
      return
    case 'received_date_corrected':
      state.receivedDate = fact.detail.receivedDate
      return
    case 'information_requested':
      state.informationRequested = {
        eventId: fact.id,
        on: fact.happenedOn,
        firstOn: state.informationRequested?.firstOn ?? fact.happenedOn,
        items: fact.detail.items,
        arrived: state.informationRequested?.arrived ?? [],
        chaseOn: fact.detail.chaseOn ?? null,
        chases: state.informationRequested?.chases ?? [],
      }
      return
    case 'information_chased':
      if (state.informationRequested === null) return
      state.informationRequested.chases.push({
        eventId: fact.id,
        on: fact.happenedOn,
        channel: fact.detail.channel,
      })
      state.informationRequested.chaseOn = fact.detail.nextChaseOn ?? null
      return
    case 'information_part_received': {
      const awaited = state.informationRequested
      if (awaited === null) return
      const came = fact.detail.items
      awaited.arrived = [...awaited.arrived, ...came]
      awaited.items = awaited.items.filter((item) => !came.includes(item))
      return
    }
    case 'information_received':
      state.informationRequested = null
      return
    case 'accepted':
      state.priority = fact.detail.priority
      state.dueBy = fact.detail.dueBy ?? null
      state.triagedOn = fact.happenedOn
      state.informationRequested = null
      return
    case 'priority_changed':
      state.priority = fact.detail.priority
      state.dueBy = fact.detail.dueBy ?? null
      return
    case 'planned':
      state.plannedDueOn = fact.detail.dueOn
      state.priority = 'planned'
      state.dueBy = null
      state.triagedOn ??= fact.happenedOn
      return
    case 'opt_in_sent':
      state.optIn = { sentOn: fact.happenedOn, replyBy: fact.detail.replyBy ?? null }
      state.asked = {
        about: 'opt_in',
        on: fact.happenedOn,
        replyBy: fact.detail.replyBy ?? null,
        againOn: null,
      }
      return
    case 'opted_in':
      state.optIn = null
      state.asked = null
      touch(state, fact.happenedOn)
      return
    case 'validation_sent':
      state.asked = { about: 'validation', on: fact.happenedOn, replyBy: fact.detail.replyBy, againOn: null }
      return
    case 'asked_again':
      if (state.asked === null) return
      state.asked = { ...state.asked, replyBy: fact.detail.replyBy, againOn: fact.happenedOn }
      return
    case 'reply_received':
      state.asked = null
      touch(state, fact.happenedOn)
      return
    case 'appointment_offered':
      return
    case 'offer_declined':
      if (!fact.detail.noReply) touch(state, fact.happenedOn)
      return
    case 'appointment_booked':
      state.nextAppointmentOn = fact.detail.appointmentOn
      state.asked = null
      return
    case 'cancelled_by_family':
      state.cancelledByFamilyCount += 1
      state.missedSinceSeen.cancelled += 1
      state.nextAppointmentOn = null
      touch(state, fact.happenedOn)
      return
    case 'cancelled_by_service':
      state.cancelledByServiceCount += 1
      state.nextAppointmentOn = null
      return
    case 'was_not_brought':
      state.wasNotBroughtCount += 1
      state.missedSinceSeen.notBrought += 1
      state.nextAppointmentOn = null
      return
    case 'arrived_not_seen':
      state.nextAppointmentOn = null
      touch(state, fact.happenedOn)
      return
    case 'attended':
      state.firstAttendedOn ??= fact.happenedOn
      state.asked = null
      state.missedSinceSeen = { notBrought: 0, cancelled: 0 }
      state.nextAppointmentOn = null
      touch(state, fact.happenedOn)
      return
    case 'contact_made':
      if (fact.detail.direction !== 'out') touch(state, fact.happenedOn)
      return
    case 'history_carried':
      state.wasNotBroughtCount += fact.detail.wasNotBroughtCount ?? 0
      state.cancelledByFamilyCount += fact.detail.cancelledByFamilyCount ?? 0
      state.missedSinceSeen.notBrought += fact.detail.wasNotBroughtCount ?? 0
      state.missedSinceSeen.cancelled += fact.detail.cancelledByFamilyCount ?? 0
      return
    case 'long_wait_reviewed':
      state.reviewedWeeks = Math.max(state.reviewedWeeks, fact.detail.weeks)
      return
    case 'deterioration_reported':
      if (fact.detail.by === 'parent' || fact.detail.by === 'child') touch(state, fact.happenedOn)
      return
    case 'strand_closed':
      state.closedStrands.push(fact.detail.pathway)
      return
    case 'support_offered':
    case 'support_outcome':
    case 'details_changed':
      return
    case 'redirected':
    case 'not_accepted':
      state.triagedOn ??= fact.happenedOn
      leave(state, fact.happenedOn, fact.type)
      return
    case 'closed':
      if (before === 'closed' || before === 'redirected' || before === 'not_accepted') {
        if (fact.detail.reason === 'registered_in_error') state.status = 'registered_in_error'
        else return
      } else state.status = statusWhenClosed(fact.detail.reason)
      leave(state, fact.happenedOn, fact.detail.reason)
      return
    case 'reopened':
      state.closedOn = null
      state.closedReason = null
      return
  }
}

function leave(state: ReferralState, on: string, reason: ClosedReason): void {
  state.closedOn = on
  state.closedReason = reason
  state.nextAppointmentOn = null
  state.informationRequested = null
  state.optIn = null
  state.asked = null
}

function statusWhenClosed(reason: ClosedReason): ReferralStatus {
  if (reason === 'redirected' || reason === 'not_accepted' || reason === 'registered_in_error') return reason
  return 'closed'
}

function touch(state: ReferralState, on: string): void {
  if (state.lastContactOn === null || state.lastContactOn < on) state.lastContactOn = on
}
