import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { daysBetween, laterOf } from './days.ts'
import type { DatedHappening, RttHappening } from './rtt-happenings.ts'

/**
 * What a referral's standing facts mean for its RTT clock, in order. A fact dated before the start of the community
 * clock counts on that start. A transfer in carries its original referral date.
 */
export function rttHappenings(standing: readonly ReferralEvent[], clockStart: string): DatedHappening[] {
  return standing.flatMap((fact): DatedHappening[] => {
    const happening = meaningOf(fact)
    if (happening === null) return []
    if (happening.kind === 'referral') return [{ ...happening, on: clockStart }]
    return [{ ...happening, on: laterOf(fact.happenedOn, clockStart) }]
  })
}

function meaningOf(fact: ReferralEvent): RttHappening | null {
  switch (fact.type) {
    case 'received':
      return {
        kind: 'referral',
        from: fact.detail.transferIn ? (fact.detail.originalReferralDate ?? null) : null,
      }
    case 'attended':
      return { kind: fact.detail.treatment === true ? 'treatment' : 'attended' }
    case 'treatment_started':
      return { kind: 'treatment' }
    case 'decision_to_treat':
      return { kind: 'decision_to_treat', isNewTreatment: fact.detail.newTreatment ?? null }
    case 'active_monitoring_started':
      return { kind: 'monitoring_started', by: fact.detail.by }
    case 'active_monitoring_ended':
      return { kind: fact.detail.goesAhead ? 'goes_ahead' : 'monitoring_ended' }
    case 'decision_not_to_treat':
      return { kind: 'no_treatment', why: 'a clinician decided not to treat' }
    case 'declined_treatment':
      return { kind: 'declined' }
    case 'clinical_review':
      return { kind: 'review' }
    case 'delay_requested':
      return { kind: 'delay', days: daysBetween(fact.happenedOn, fact.detail.until) }
    case 'was_not_brought':
      return { kind: 'missed', first: null, communicated: fact.detail.communicated ?? null, grounds: null }
    // A new appointment or invitation is at the latest the decision to offer one.
    case 'rebook_agreed':
    case 'appointment_booked':
    case 'opt_in_sent':
      return { kind: 'rebook' }
    case 'cancelled_by_family':
      return { kind: 'cancelled', by: 'family' }
    case 'cancelled_by_service':
      return { kind: 'cancelled', by: 'service' }
    case 'planned':
      return { kind: 'planned', dueOn: fact.detail.dueOn, isDiagnostic: false }
    case 'redirected':
    case 'not_accepted':
      return { kind: 'left', why: closedReasonLabels[fact.type].toLowerCase() }
    case 'closed':
      return closure(fact)
    case 'reopened':
      return { kind: 'resumed' }
    default:
      return null
  }
}

function closure(fact: Extract<ReferralEvent, { type: 'closed' }>): RttHappening {
  const { reason, missedPolicy } = fact.detail
  if (reason === 'died') return { kind: 'died' }
  if (reason === 'declined') return { kind: 'declined' }
  if (reason === 'transferred_out') return { kind: 'handed_over' }
  if (reason === 'discharged')
    return {
      kind: 'discharge',
      afterMissed: missedPolicy === true,
      grounds: missedPolicy === true ? allGrounds : null,
      why: 'discharged',
    }
  return { kind: 'left', why: closedReasonLabels[reason].toLowerCase() }
}

const allGrounds = { communicated: true, clinicianDecided: true, protectivePolicy: true }
