/** On what grounds a child was discharged after a missed appointment. Null is not known. */
export interface DischargeGrounds {
  /** It can be shown that the appointment was clearly communicated. */
  communicated: boolean | null
  /** A clinician decided that discharge is not against the child's interest. */
  clinicianDecided: boolean | null
  /** A published local policy that protects children was followed. */
  protectivePolicy: boolean | null
}

/** What can happen to an RTT clock, whoever tells it: the app's facts or a file of cases. */
export type RttHappening =
  /** A referral received. `from` is the date the clock counts from when it travelled with the child. */
  | { kind: 'referral'; from?: string | null; isStartUnknown?: boolean }
  | { kind: 'treatment' }
  /** Back to primary care, no treatment, or removed: code 34. `grounds` only after a missed appointment. */
  | { kind: 'discharge'; afterMissed: boolean | null; grounds: DischargeGrounds | null; why: string }
  | { kind: 'no_treatment'; why: string }
  | { kind: 'declined' }
  | { kind: 'died' }
  | { kind: 'left'; why: string }
  /** The child went to another provider, and the clock with it: code 21. */
  | { kind: 'handed_over' }
  | { kind: 'monitoring_started'; by: 'family' | 'clinician' }
  | { kind: 'monitoring_ended' }
  /** The family wishes to go ahead after active monitoring. */
  | { kind: 'goes_ahead' }
  | { kind: 'decision_to_treat'; isNewTreatment: boolean | null }
  | { kind: 'second_side_ready' }
  | { kind: 'review' }
  | { kind: 'attended' }
  /** Not brought without notice. `first` null: the first unless something was attended before. */
  | { kind: 'missed'; first: boolean | null; communicated: boolean | null; grounds: DischargeGrounds | null }
  /** The family asks for another appointment, or the service decides to offer one. */
  | { kind: 'rebook' }
  | { kind: 'cancelled'; by: 'family' | 'service' }
  /** The family asks for later; whole days, null when not said. */
  | { kind: 'delay'; days: number | null }
  | { kind: 'thinking_time'; days: number | null }
  | { kind: 'planned'; dueOn: string | null; isDiagnostic: boolean }
  /** A closure was taken back: the clock runs as if it had not stopped. */
  | { kind: 'resumed' }
  /** Everything that changes nothing: booking, transfer, pause, tests. */
  | { kind: 'nothing' }

export type DatedHappening = RttHappening & {
  /** `YYYY-MM-DD`. */
  on: string
}
