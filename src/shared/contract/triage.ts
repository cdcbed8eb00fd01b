import { type } from '@orpc/contract'
import { z } from 'zod'
import { type Priority, priorities } from '../codes/priorities.ts'
import type { RuleKind } from '../codes/rule-kinds.ts'
import type { RuleConfidence } from '../triage/rules.ts'
import type { SimilarChild } from './children.ts'
import type { ReferralDetail, ReferralSummary } from './referrals.ts'
import { isoDate, procedure, reasonText, rowId, rowVersion } from './procedure.ts'

/** What the rules lead with: see it soon, ask before deciding, send it elsewhere, or take it onto the list. */
export type SuggestedStep = 'accept' | 'ask' | 'redirect'

/** What the rules say about a referral: a suggestion, never a decision. */
export interface TriageSuggestion {
  /** A pressing priority leads over missing information, and that over a redirect. */
  step: SuggestedStep
  ruleSetVersion: number
  /** The rules are a research draft until a clinical owner adopts them. */
  ruleSetNote: string
  priority: Priority | null
  dueBy: string | null
  targetInWords: string | null
  needInfo: string[]
  /** The same as exact gaps, to put in the request. */
  askFor: string[]
  redirect: { ruleId: string; reasonCode: string | null; route: string | null } | null
  /** Why a redirect was held back, when one was. */
  suppressed: string | null
  plannedDueOn: string | null
  /** A date set by law, outside the queue. */
  statutoryDueOn: string | null
  flags: { code: string; label: string }[]
  tasks: string[]
  /** What to look at again before following the suggestion. */
  cautions: string[]
  /** One sentence for each rule that fired, in order. */
  sentences: { ruleId: string; text: string }[]
}

export interface TriageItem {
  referral: ReferralDetail
  child: {
    childId: string
    familyName: string
    givenName: string
    preferredName: string | null
    dateOfBirth: string
    nhsNumber: string | null
    gender: string | null
    restricted: boolean
    language: string | null
    school: string | null
    /** Answers held on the child; null is not asked. */
    interpreterNeeded: boolean | null
    childInCare: boolean | null
    cpPlan: boolean | null
    childInNeed: boolean | null
    ehcp: boolean | null
    armedForcesFamily: boolean | null
  }
  /** When a triage decision is expected by, `YYYY-MM-DD`. */
  triageBy: string
  suggestion: TriageSuggestion
  /** When each priority would make it due; the suggested one by the rule, the others by the service's own target. */
  dueByFor: Record<Exclude<Priority, 'planned'>, string>
  previousReferrals: ReferralSummary[]
  similar: SimilarChild[]
  evidenceHeld: string[]
  missing: string[]
}

export const triageDecision = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accept'),
    priority: z.enum(priorities),
    dueBy: isoDate.nullable().default(null),
    /** For a planned follow-up: the date it becomes due. */
    plannedDueOn: isoDate.nullable().default(null),
    reason: z.string().trim().max(2000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('ask'),
    items: z.array(z.string().trim().min(1).max(200)).min(1, 'Say what to ask for'),
    chaseOn: isoDate.nullable().default(null),
    reason: z.string().trim().max(2000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('redirect'),
    route: z.string().trim().min(2, 'Say where to').max(200),
    reasonCode: z.string().max(60).nullable().default(null),
    reason: reasonText,
  }),
  z.object({
    kind: z.literal('not_accept'),
    reasonCode: z.string().max(60).nullable().default(null),
    advice: z.string().trim().max(2000).nullable().default(null),
    reason: reasonText,
  }),
])
export type TriageDecision = z.infer<typeof triageDecision>

/** One rule as people read it, and what people did when it fired. */
export interface RuleInWords {
  id: string
  version: number
  /** Service ids; `all` means every service. */
  services: string[]
  /** What the rule leads to. */
  kind: RuleKind
  name: string
  sentence: string
  /** What happens to the rule when nobody asked. */
  notes: string[]
  source: string
  /** Is the criterion in published use. */
  confidence: RuleConfidence
  /** Is its number or exact action sourced. */
  detailConfidence: RuleConfidence
  note: string
  enabled: boolean
  /** Decisions made while it fired, and how many of them departed from the suggestion. */
  decisions: { made: number; otherwise: number }
}

export interface RulesInWords {
  version: number
  author: string
  /** When it was published in this store, UTC; null for the shipped draft. */
  publishedAt: string | null
  note: string
  rules: RuleInWords[]
}

export const triage = {
  /** The rule set in use, rule by rule in words. */
  rules: procedure.output(type<RulesInWords>()),
  get: procedure.input(z.object({ referralId: rowId })).output(type<TriageItem>()),
  decide: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, decision: triageDecision }))
    .output(type<{ eventId: string; version: number }>()),
}
