import type { Priority } from '../codes/priorities.ts'

/** Operators of a condition. `ne`, `missing` and `lacks` hold when nobody asked; the others need an answer. */
export const ruleOperators = [
  'eq',
  'ne',
  'in',
  'missing',
  'present',
  'includes',
  'includesAny',
  'lacks',
  'empty',
  'gte',
  'lte',
  'lt',
  'crosses',
] as const
export type RuleOperator = (typeof ruleOperators)[number]

/** Operators that hold for a blank, so that a rule which protects still fires. */
export const protectiveOperators: readonly RuleOperator[] = ['ne', 'missing', 'lacks']

export type RuleValue = boolean | number | string | readonly string[] | readonly number[]

/** One question about one field. */
export interface RuleTest {
  field: string
  op: RuleOperator
  /** Absent for `missing`, `present` and `empty`. */
  value?: RuleValue
}

export type RuleCondition = RuleTest | { all: RuleCondition[] } | { any: RuleCondition[] }

/** What a rule suggests beside a priority. `redirect` and `watchAndReReferAdvice` send a child another way. */
export const ruleSuggestions = ['redirect', 'watchAndReReferAdvice', 'localPolicy'] as const
export type RuleSuggestion = (typeof ruleSuggestions)[number]

/** The effects of one rule. Every key is optional; the reader refuses any other. */
export interface RuleOutcome {
  priority?: Priority
  /** A clinician is asked to set the priority; the rule does not. */
  clinicianDecides?: boolean
  /** Calendar days to the target. */
  targetDays?: number
  /** Working days to the target. */
  targetWorkingDays?: number
  /** Date fields the target counts from, the preferred first. Absent means the received date. */
  targetFrom?: string[]
  suggest?: RuleSuggestion
  rejectReason?: string
  route?: string
  routeOptions?: string[]
  options?: string[]
  needInfo?: string[]
  /** Asked for, but nothing waits on it. */
  needInfoSoft?: string[]
  chaseDays?: number
  flag?: string
  task?: string
  taskDueWorkingDays?: number
  notify?: string[]
  copyTo?: string[]
  blockAutoDischarge?: boolean
  blockBooking?: boolean
  escalateWnbAt?: number
  onNoResponse?: string
  action?: string
  clock?: string
  statutoryDueDays?: number
  /** Date field the statutory days count from. */
  statutoryFrom?: string
  list?: 'planned'
  dueAtCorrectedAgeMonths?: number
  excludeFromWaitingList?: boolean
  queue?: string
  kpi?: string
  set?: { effectiveWaitStart: 'originalReferralDate' }
  notAcceptanceCriterion?: boolean
  /** The first branch whose condition holds adds its effects to the rest. */
  branch?: RuleBranch[]
  /** Added when no branch holds. */
  otherwise?: RuleOutcome
}

export interface RuleBranch {
  if: RuleCondition
  /** Added to the rule's other effects. Files may call it `then`, as the published draft does. */
  outcome: RuleOutcome
}

export const ruleConfidences = ['VERIFIED', 'JUDGEMENT', 'RECALLED'] as const
export type RuleConfidence = (typeof ruleConfidences)[number]

/** A local, versioned piece of triage policy. */
export interface TriageRule {
  id: string
  /** Service ids the rule applies to; `['all']` means every service. */
  services: string[]
  name: string
  when: RuleCondition
  outcome: RuleOutcome
  /** Where the criterion was published. */
  source: string
  /** Is the criterion really in published use. */
  confidence: RuleConfidence
  /** Is its number or exact action sourced. */
  detailConfidence: RuleConfidence
  locallyConfigurable: boolean
  enabled: boolean
  version: number
  note: string
  /** Who last changed it in a store and on which day `YYYY-MM-DD`; null while it is as it was shipped. */
  changedBy: string | null
  changedOn: string | null
}

/** A published set of rules. Never changed once made: a change is a new version. */
export interface RuleSet {
  schema: string
  version: number
  author: string
  /** `YYYY-MM-DD`, or null while a draft. */
  publishedOn: string | null
  note: string
  rules: TriageRule[]
}

/** The neurodevelopmental service is `neurodev` in published drafts and `neurodevelopment` here. */
export function canonicalServiceId(service: string): string {
  return service === 'neurodev' ? 'neurodevelopment' : service
}

/** True when the outcome sends the child another way, were it to stand. */
export function sendsElsewhere(outcome: RuleOutcome): boolean {
  return outcome.suggest === 'redirect' || outcome.suggest === 'watchAndReReferAdvice'
}

/** Every question in a condition, in order. */
export function testsOf(condition: RuleCondition): RuleTest[] {
  if ('all' in condition) return condition.all.flatMap(testsOf)
  if ('any' in condition) return condition.any.flatMap(testsOf)
  return [condition]
}
