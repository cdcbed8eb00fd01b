import { type } from '@orpc/contract'
import { z } from 'zod'
import { type Priority, priorities } from '../codes/priorities.ts'
import type { SimilarChild } from './children.ts'
import type { ReferralDetail, ReferralSummary } from './referrals.ts'
import { isoDate, procedure, reasonText, rowId, rowVersion } from './procedure.ts'

/** What the rules say about a referral: a suggestion, never a decision. */
export interface TriageSuggestion {
  ruleSetVersion: number
  /** The rules are a research draft until a clinical owner adopts them. */
  ruleSetNote: string
  priority: Priority | null
  dueBy: string | null
  targetInWords: string | null
  needInfo: string[]
  redirect: { ruleId: string; reasonCode: string | null; route: string | null } | null
  /** Why a redirect was held back, when one was. */
  suppressed: string | null
  plannedDueOn: string | null
  flags: { code: string; label: string }[]
  tasks: string[]
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
  }
  suggestion: TriageSuggestion
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

export const triage = {
  get: procedure.input(z.object({ referralId: rowId })).output(type<TriageItem>()),
  decide: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, decision: triageDecision }))
    .output(type<{ eventId: string; version: number }>()),
}
