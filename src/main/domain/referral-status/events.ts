import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'

/** Which rules a triage decision saw, so that departures from them can be counted. */
interface RulesSeen {
  /** Whether the decision was the one suggested. */
  asSuggested?: boolean
  /** The priority suggested then, or null for none. */
  suggested?: Priority | null
  ruleSetVersion?: number | null
  rules?: string[]
}

/** What each kind of fact carries beside its date. Dates are `YYYY-MM-DD`. */
export interface EventDetails {
  received: { receivedDate: string; originalReferralDate?: string | null; transferIn?: boolean }
  received_date_corrected: { receivedDate: string }
  information_requested: { items: string[]; chaseOn?: string | null } & RulesSeen
  information_received: { items?: string[] }
  accepted: {
    priority: Priority
    /** Days from `targetFrom` (default: received date) to due by; absent means the service's own target. */
    targetDays?: number | null
    targetFrom?: string | null
    dueBy?: string | null
  } & RulesSeen
  redirected: { route?: string | null; reasonCode?: string | null } & RulesSeen
  not_accepted: { reasonCode?: string | null; advice?: string | null } & RulesSeen
  priority_changed: { priority: Priority; dueBy?: string | null }
  opt_in_sent: { replyBy?: string | null }
  opted_in: Record<never, never>
  appointment_booked: {
    appointmentOn: string
    kind?: 'first' | 'follow_up' | 'drop_in'
    place?: string | null
  }
  cancelled_by_family: { appointmentOn?: string | null }
  cancelled_by_service: { appointmentOn?: string | null }
  was_not_brought: { appointmentOn?: string | null }
  arrived_not_seen: { appointmentOn?: string | null }
  /** `treatment` matters only where a service's clock stops at first treatment. */
  attended: { appointmentOn?: string | null; treatment?: boolean; outcome?: string | null }
  /** Without a due date it stays off the waiting list until a person gives it one. */
  planned: { dueOn: string | null } & RulesSeen
  contact_made: { direction?: 'in' | 'out' | 'two_way'; channel?: string | null }
  /** Counts and dates carried from an extract that has no dated facts for them. */
  history_carried: { wasNotBroughtCount?: number; cancelledByFamilyCount?: number }
  closed: { reason: ClosedReason }
  reopened: Record<never, never>
  note: { text: string }
  voided: { eventId: string }
}

/** One recorded fact. `sequence` is the order of recording and breaks ties between facts of one date. */
export interface ReferralEventOf<T extends EventType> {
  id: string
  type: T
  happenedOn: string
  recordedAt: string
  recordedBy: string
  sequence: number
  detail: EventDetails[T]
  reason: string | null
}
export type ReferralEvent = { [T in EventType]: ReferralEventOf<T> }[EventType]
