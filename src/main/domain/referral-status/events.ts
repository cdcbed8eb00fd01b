import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { EhcException } from '../../../shared/codes/ehc-exceptions.ts'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { ChaseChannel } from '../../../shared/codes/chase-channels.ts'
import type { ToldBy } from '../../../shared/codes/appointments.ts'
import type {
  HarmKind,
  HarmLevel,
  NeedChange,
  Reporter,
  SupportHelped,
} from '../../../shared/codes/waiting-care.ts'
import type { RoundChannel, RoundReply } from '../../../shared/codes/rounds.ts'
import type { LetterAudience, LetterPurpose, LetterSentBy } from '../../../shared/codes/letter-purposes.ts'
import type { ChangedDetail } from '../../../shared/codes/changed-details.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'

/** Which rules a triage decision saw, so that departures from them can be counted. */
interface RulesSeen {
  /** Whether the decision was the one suggested. */
  asSuggested?: boolean
  /** The priority suggested then, or null for none. */
  suggested?: Priority | null
  /** The rules whose suggestion was not followed; departures are counted by them. */
  overridden?: string[]
  /** Those to be told who got no letter, and why none could be made. */
  withoutLetter?: { audience: string; why: string }[]
  ruleSetVersion?: number | null
  rules?: string[]
}

/** What a booking into a clinic's slot carries beside its day. */
interface BookedDetail {
  appointmentId?: string | null
  clinicId?: string | null
  /** Local time `HH:MM`. */
  at?: string | null
  /** How the family was told of it; absent or null: not known to have been told. */
  toldBy?: ToldBy | null
  /** Booked ahead of somebody who fitted; the fact's reason says why. */
  outOfTurn?: boolean
}

/** What each kind of fact carries beside its date. Dates are `YYYY-MM-DD`. */
export interface EventDetails {
  received: {
    receivedDate: string
    originalReferralDate?: string | null
    transferIn?: boolean
    /** The provider a transfer came from. */
    from?: string | null
  }
  received_date_corrected: { receivedDate: string }
  information_requested: {
    items: string[]
    chaseOn?: string | null
    addressee?: 'referrer' | 'family' | 'both'
  } & RulesSeen
  /** Asked for again, by the next way. */
  information_chased: { channel: ChaseChannel; nextChaseOn?: string | null }
  /** Some of what was asked for; the rest stays asked. */
  information_part_received: { items: string[] }
  information_received: { items?: string[] }
  accepted: {
    priority: Priority
    /** Days from `targetFrom` (default: received date) to due by; absent means the service's own target. */
    targetDays?: number | null
    targetFrom?: string | null
    dueBy?: string | null
    /** The circumstances on which a clinician or panel put the child ahead. */
    expedited?: { grounds: string[]; decidedBy: string } | null
  } & RulesSeen
  redirected: { route?: string | null; reasonCode?: string | null } & RulesSeen
  not_accepted: { reasonCode?: string | null; advice?: string | null; signatory?: string | null } & RulesSeen
  priority_changed: { priority: Priority; dueBy?: string | null }
  opt_in_sent: { replyBy?: string | null }
  opted_in: Record<never, never>
  /** The family was asked whether the child still needs the service. Silence is not a no. */
  validation_sent: { replyBy: string; channel: RoundChannel }
  /** Asked again by another channel, after an opt-in or a validation that nobody answered. */
  asked_again: { replyBy: string; channel: RoundChannel; addressChecked?: boolean; referrerTold?: boolean }
  /** What the family answered. An opt-in that is taken up is `opted_in`. */
  reply_received: { reply: RoundReply; channel: RoundChannel }
  /** Dates offered to the family, and how it was told of them. Stops and changes no clock. */
  appointment_offered: { dates: string[]; toldBy: ToldBy }
  /** No date of an offer was taken up. A refusal is a contact with the family; silence is not. */
  offer_declined: { offerEventId: string; noReply?: boolean }
  appointment_booked: {
    appointmentOn: string
    kind?: 'first' | 'follow_up' | 'drop_in'
    place?: string | null
  } & BookedDetail
  cancelled_by_family: { appointmentOn?: string | null; appointmentId?: string | null }
  cancelled_by_service: { appointmentOn?: string | null; appointmentId?: string | null }
  /** `communicated`: it can be shown that the family was clearly told of the appointment. Absent: not known. */
  was_not_brought: {
    appointmentOn?: string | null
    appointmentId?: string | null
    communicated?: boolean | null
  }
  arrived_not_seen: { appointmentOn?: string | null; appointmentId?: string | null }
  /** `treatment` matters only where a service's clock stops at first treatment. */
  attended: {
    appointmentOn?: string | null
    appointmentId?: string | null
    treatment?: boolean
    outcome?: string | null
  }
  /** Without a due date it stays off the waiting list until a person gives it one. */
  planned: { dueOn: string | null } & RulesSeen
  letter_sent: { letterId: string; purpose: LetterPurpose; audience: LetterAudience; how: LetterSentBy }
  letter_returned: { letterId: string }
  contact_made: { direction?: 'in' | 'out' | 'two_way'; channel?: string | null }
  /** Counts and dates carried from an extract that has no dated facts for them. */
  history_carried: { wasNotBroughtCount?: number; cancelledByFamilyCount?: number }
  /** A clinician decided to treat; after active monitoring this starts a new RTT clock. */
  decision_to_treat: { newTreatment?: boolean }
  treatment_started: { treatment?: string | null }
  active_monitoring_started: { by: 'family' | 'clinician' }
  /** `goesAhead`: the family wishes to go ahead, so a new RTT clock starts and the place in the queue is kept. */
  active_monitoring_ended: { goesAhead: boolean }
  decision_not_to_treat: Record<never, never>
  declined_treatment: Record<never, never>
  clinical_review: { outcome?: string | null }
  /** The family does not wish to be seen before `until`. */
  delay_requested: { until: string }
  /** After a missed first appointment: the family asked for another, or the service decided to offer one. */
  rebook_agreed: { askedBy: 'family' | 'service' }
  ehc_exception: { exception: EhcException }
  ehc_advice_sent: Record<never, never>
  /**
   * `missedPolicy`: closed after a missed appointment that was clearly communicated, by a clinician, in the child's
   * best interest and under a published policy that protects children. Source: RTT guidance v5.0 rule 5(f).
   */
  closed: {
    reason: ClosedReason
    /** Who takes over, where somebody does. */
    to?: string | null
    missedPolicy?: boolean
    /** Needed, with `risk`, where a child who has not been seen is discharged after missed appointments or silence. */
    clinician?: string | null
    /** What could go wrong for this child, and what was weighed. */
    risk?: string | null
  }
  /** One of several things the referral asks for ends here; the others stay open and the wait runs on. */
  strand_closed: { pathway: string; reason: ClosedReason; to?: string | null }
  /** The child moved school or home, or something else that letters and lists use changed. */
  details_changed: { what: ChangedDetail[]; from?: string | null; to?: string | null }
  /** A review at `weeks` waited: what changed, what harm came of the wait, and what is done meanwhile. */
  long_wait_reviewed: {
    weeks: number
    change: NeedChange
    level: HarmLevel
    harm: HarmKind[]
    action: string
    familyTold: boolean
  }
  /** Help offered while waiting; it never ends the wait. */
  support_offered: { optionId: string; name: string; language?: string | null }
  support_outcome: { offerEventId: string; takenUp: boolean; helped: SupportHelped }
  /** Somebody says the child is getting worse: a clinician is asked, nobody is moved. */
  deterioration_reported: { by: Reporter; what: string }
  reopened: Record<never, never>
  /** `leftOpen` marks why a pressing referral was left undecided at triage. */
  note: { text: string; leftOpen?: boolean }
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
