import type { Role } from './roles.ts'
import type { TaskKind } from './task-kinds.ts'

/** From which date of a referral the days of a threshold count. */
export type ThresholdBasis =
  /** The start of its running wait. */
  | 'clock_start'
  /** The last two-way contact with the family, or receipt. */
  | 'contact_from'
  /** The date statutory advice is due. */
  | 'statutory_due_on'
  /** The birthday on which the child reaches the service's upper age. */
  | 'age_out_on'

/** A day in a wait on which somebody must look. Its days are counted whole: day 0 is the date of the basis. */
export interface TaskThreshold {
  id: string
  kind: TaskKind
  basis: ThresholdBasis
  /** The first day on which it is crossed; negative means before the date of the basis. */
  days: number
  /** `service`: the service's own setting counts in place of `days`. */
  daysFrom?: 'service_triage_target'
  /** Which referrals it is for; absent means every one that waits. */
  only?: 'not_triaged' | 'urgent' | 'audiology' | 'autism' | 'statutory'
  /** Thresholds of one ladder: only the highest that was crossed is opened, and it replaces an open lower one. */
  ladder?: 'wait'
  role: Role
  /** Due so many working days after it was opened; `basis` means due on the date of the basis. */
  due: number | 'basis'
  /** Weeks as people say them. */
  weeks: number
  source: string
}

/** The set in force. A changed number is a new version, which looks at every wait again. */
export const taskThresholdsVersion = 1

/**
 * Days are the first day past the weeks, as the bands of the monthly return count them (over 18 weeks is day 127,
 * over 52 is day 365), except contact, which is due on the day that makes 12 weeks.
 */
export const taskThresholds: readonly TaskThreshold[] = [
  {
    id: 'triage_2w',
    kind: 'triage_overdue',
    basis: 'clock_start',
    days: 15,
    daysFrom: 'service_triage_target',
    only: 'not_triaged',
    role: 'clinical_lead',
    due: 2,
    weeks: 2,
    source: 'Each service’s own triage target, 14 days at first',
  },
  {
    id: 'urgent_4w',
    kind: 'urgent_breach',
    basis: 'clock_start',
    days: 29,
    only: 'urgent',
    role: 'clinical_lead',
    due: 1,
    weeks: 4,
    source: 'Local urgent target of 28 days',
  },
  {
    id: 'audiology_6w',
    kind: 'wait_target',
    basis: 'clock_start',
    days: 43,
    only: 'audiology',
    ladder: 'wait',
    role: 'manager',
    due: 5,
    weeks: 6,
    source: 'DM01 diagnostics, six weeks',
  },
  {
    id: 'ehc_4w',
    kind: 'ehc_advice',
    basis: 'statutory_due_on',
    days: -14,
    only: 'statutory',
    role: 'clinician',
    due: 'basis',
    weeks: 4,
    source:
      'SEND Regulations 2014, regulation 8: advice within six weeks; two weeks’ warning is a local choice',
  },
  {
    id: 'ehc_6w',
    kind: 'ehc_advice',
    basis: 'statutory_due_on',
    days: 1,
    only: 'statutory',
    role: 'clinical_lead',
    due: 1,
    weeks: 6,
    source: 'SEND Regulations 2014, regulation 8: advice within six weeks',
  },
  {
    id: 'contact_12w',
    kind: 'validation_contact',
    basis: 'contact_from',
    days: 84,
    role: 'administrator',
    due: 10,
    weeks: 12,
    source: 'NHS England elective guidance: contact about every 12 weeks',
  },
  {
    id: 'autism_13w',
    kind: 'wait_target',
    basis: 'clock_start',
    days: 92,
    only: 'autism',
    ladder: 'wait',
    role: 'clinical_lead',
    due: 10,
    weeks: 13,
    source: 'NICE QS51 statement 1: assessment started within three months',
  },
  {
    id: 'wait_18w',
    kind: 'wait_target',
    basis: 'clock_start',
    days: 127,
    ladder: 'wait',
    role: 'manager',
    due: 10,
    weeks: 18,
    source: 'NHS England community health services: within 18 weeks',
  },
  {
    id: 'wait_40w',
    kind: 'early_warning',
    basis: 'clock_start',
    days: 281,
    ladder: 'wait',
    role: 'clinical_lead',
    due: 20,
    weeks: 40,
    source: 'Local judgement: twelve weeks’ warning of 52',
  },
  ...(
    [
      [52, 365],
      [65, 456],
      [78, 547],
      [104, 729],
    ] as const
  ).map(([weeks, days]): TaskThreshold => ({
    id: `harm_${weeks}w`,
    kind: 'harm_review',
    basis: 'clock_start',
    days,
    ladder: 'wait',
    role: 'clinician',
    due: 10,
    weeks,
    source: 'Elective recovery milestones of 52, 65, 78 and 104 weeks; the form is local',
  })),
  {
    id: 'age_out_26w',
    kind: 'transition_decision',
    basis: 'age_out_on',
    days: -182,
    role: 'clinician',
    due: 10,
    weeks: 26,
    source: 'Local judgement, as triage rule C11',
  },
]

/**
 * Shipped rules whose task a threshold or a ladder opens: one need, one task. Rules made here have names of their own
 * and always open theirs.
 */
export const rulesOpenedElsewhere: ReadonlySet<string> = new Set(['C11', 'C13', 'C14', 'C15', 'C16', 'C18'])

/** Working days for a rule's task where the rule names none. */
export const ruleTaskDueWorkingDays = 5
/** Days until information asked for without a chase date is chased; rule C01. */
export const chaseAfterDays = 10
/** Days a family has to answer an opt-in sent without a date; rule C18. */
export const optInReplyDays = 14
