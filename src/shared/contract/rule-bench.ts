import type { Priority } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import type { RuleSetRef } from './rule-set-ref.ts'

/** How a referral's suggestion can change. */
export const ruleChangeKinds = [
  'step',
  'priority',
  'due_by',
  'redirect',
  'information',
  'statutory',
  'flags',
  'tasks',
] as const
export type RuleChangeKind = (typeof ruleChangeKinds)[number]
export const ruleChangeLabels: Record<RuleChangeKind, string> = {
  step: 'Suggested step',
  priority: 'Priority',
  due_by: 'Due by',
  redirect: 'Redirect or decline',
  information: 'Information asked for',
  statutory: 'Date set by law',
  flags: 'Flags',
  tasks: 'Tasks',
}

export interface RuleBenchSummary {
  /** Names the result for its list; kept in memory only, until newer ones push it out. */
  token: string
  of: RuleSetRef
  asAt: string
  looked: { open: number; closedInLastYear: number }
  wouldChange: number
  /** Not yet triaged: applying moves their suggestion. */
  notTriaged: number
  /** Accepted and waiting, whose priority would be another: applying changes it only when asked for. */
  accepted: number
  byService: { serviceId: string; serviceName: string; looked: number; wouldChange: number }[]
  byKind: { kind: RuleChangeKind; count: number }[]
  /** From one priority to another; null is none suggested. */
  byPriority: { from: Priority | null; to: Priority | null; count: number }[]
}
export type RuleBenchProgress =
  { kind: 'progress'; done: number; total: number } | { kind: 'done'; summary: RuleBenchSummary }

/** Where a referral stands for the purpose of applying a rule set. */
export type RuleBenchGroup = 'not_triaged' | 'accepted' | 'other'

export interface RuleBenchRow {
  referralId: string
  childId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  serviceId: string
  serviceName: string
  status: ReferralStatus
  receivedDate: string
  group: RuleBenchGroup
  /** What a person decided; null while nobody has. */
  decidedPriority: Priority | null
  changes: { kind: RuleChangeKind; before: string; after: string }[]
}

export interface RuleBenchWhy {
  before: { ruleSet: string; sentences: string[] }
  after: { ruleSet: string; sentences: string[] }
}

export interface RuleApplied {
  /** The rule-set version that now applies to them. */
  version: number
  /** Suggestions moved. */
  moved: number
  /** Priorities of accepted children changed, each with an entry of its own. */
  prioritiesChanged: number
  skipped: { referralId: string; childName: string; why: string }[]
}
