import type { Priority } from '../../../shared/codes/priorities.ts'
import type { RuleOutcome, RuleSuggestion, RuleTest } from '../../../shared/triage/rules.ts'

/** Order in which fired rules are read. Source: triage rules, order of evaluation. */
export const tiers = ['same_day', 'urgent', 'statutory', 'information', 'redirect', 'routine'] as const
export type Tier = (typeof tiers)[number]

/** One rule that fired, with what it saw. */
export interface Firing {
  ruleId: string
  ruleVersion: number
  ruleName: string
  tier: Tier
  /** The questions that held, those of the chosen branch included. */
  matched: RuleTest[]
  /** Every field the rule asks about and what the referral held; null is not asked. */
  inputs: Record<string, unknown>
  /** The effects, with the chosen branch's merged in. */
  outcome: RuleOutcome
  /** For a rule that sends the child away: blank fields whose answer could have led to another branch. */
  waitsFor: string[]
  /** Thresholds in weeks passed since the last check, for rules that ask. */
  thresholds: number[]
}

/** When the child should be seen by. */
export interface Target {
  ruleId: string
  days: number
  unit: 'calendar' | 'working'
  /** Date fields the days count from, the preferred first; empty means the received date. */
  from: string[]
  /** The first of them that is known (else of the received date), or null when none is. */
  start: { field: string; date: string } | null
}

export interface RedirectSuggestion {
  ruleId: string
  kind: Extract<RuleSuggestion, 'redirect' | 'watchAndReReferAdvice'>
  reasonCode: string | null
  route: string | null
  routeOptions: string[]
  copyTo: string[]
  /** Same-day and urgent rules that hold it back; empty when it stands. */
  suppressedBy: string[]
  /**
   * Fields nobody answered whose answer could make the referral same-day or urgent, or choose another branch: while
   * there are any the redirect does not stand, so that a blank never sends a child away.
   */
  waitsFor: string[]
}

export interface TaskSuggestion {
  ruleId: string
  text: string
  dueWorkingDays: number | null
}

/** Effects beside priority, redirects, information, flags and tasks. */
export type Effect =
  | {
      kind: 'statutory_date'
      ruleId: string
      days: number
      from: string
      date: string | null
      dueOn: string | null
    }
  | {
      kind: 'planned_list'
      ruleId: string
      dueAtCorrectedAgeMonths: number | null
      excludeFromWaitingList: boolean
    }
  | { kind: 'effective_wait_start'; ruleId: string; from: 'originalReferralDate'; date: string | null }
  | { kind: 'notify'; ruleId: string; who: string[] }
  | { kind: 'block_auto_discharge'; ruleId: string }
  | { kind: 'booking'; ruleId: string; blocked: boolean }
  | { kind: 'clinician_decides_priority'; ruleId: string; neverAcceptanceTest: boolean }
  | { kind: 'route'; ruleId: string; route: string }
  | { kind: 'options'; ruleId: string; options: string[] }
  | { kind: 'queue'; ruleId: string; queue: string }
  | { kind: 'chase'; ruleId: string; days: number }
  | { kind: 'escalate_not_brought'; ruleId: string; at: number }
  | { kind: 'clock'; ruleId: string; text: string }
  | { kind: 'advice'; ruleId: string; text: string }
  | { kind: 'measure'; ruleId: string; name: string }

/** Something the referral holds that cannot be what it should be. */
export interface DataProblem {
  field: string
  /** `wrong_type` counts as not asked; `malformed_date` counts as recorded but starts no target. */
  code: 'wrong_type' | 'malformed_date' | 'unlisted_code' | 'unknown_field'
  message: string
}

/** What a rule set makes of one referral. It suggests; a clinician decides. */
export interface Evaluation {
  ruleSetVersion: number
  /** `YYYY-MM-DD`, or null when the caller gave none. */
  evaluatedOn: string | null
  service: string | null
  /** In order of tier, then of the rule set. */
  fired: Firing[]
  priority: Priority | null
  /** Rules that gave that priority. */
  priorityBy: string[]
  /** The tightest target of the rules that gave the priority; null means the service's own. */
  target: Target | null
  /** Information needed before triage, each item once. */
  needInfo: string[]
  /** Information asked for on which nothing waits. */
  needInfoSoft: string[]
  /** Fields found blank by rules that ask for information: the exact gaps. */
  missingFields: string[]
  /** The redirect that stands, or null. */
  redirect: RedirectSuggestion | null
  /** Every redirect or decline suggested, those held back included. */
  redirects: RedirectSuggestion[]
  /** False when nobody recorded the answer to the red-flag questions. */
  redFlagsKnown: boolean
  flags: string[]
  tasks: TaskSuggestion[]
  effects: Effect[]
  problems: DataProblem[]
}
