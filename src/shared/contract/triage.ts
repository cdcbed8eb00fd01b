import { type } from '@orpc/contract'
import { z } from 'zod'
import { circumstances } from '../codes/circumstances.ts'
import { type Priority, priorities } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import type { SimilarChild } from './children.ts'
import { type CreatedLetter, letterWanted } from './letters.ts'
import type { RowFlag } from './list-query.ts'
import type { ReferralDetail, ReferralSummary } from './referrals.ts'
import {
  isoDate,
  type Page,
  pageInput,
  procedure,
  reasonText,
  rowId,
  rowVersion,
  serviceId,
} from './procedure.ts'

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

/** When a child at this place of this queue is likely to be seen first, and what that assumes. */
export interface FirstContactOutlook {
  /** `YYYY-MM-DD`; null when nothing can be said. */
  on: string | null
  /** The assumption, as a sentence, or why nothing can be said. */
  assumption: string
}

/** Who left a pressing referral undecided at triage, and why. */
export interface LeftOpen {
  on: string
  by: string
  reason: string
}

/** Something that happened with the family, on any referral of the child. */
export interface EarlierContact {
  on: string
  sentence: string
  serviceName: string
  referralId: string
}

export interface TriageItem {
  referral: ReferralDetail
  child: {
    childId: string
    familyName: string
    givenName: string
    preferredName: string | null
    dateOfBirth: string
    /** Completed weeks of gestation at birth; null is not recorded. */
    gestationWeeks: number | null
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
  /** Null where a first contact is past, or nothing is awaited. */
  firstContact: FirstContactOutlook | null
  /** The last time somebody left it undecided although it is pressing; null when nobody did. */
  leftOpen: LeftOpen | null
  /** Newest first. */
  contacts: EarlierContact[]
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
    kind: z.literal('expedite'),
    priority: z.enum(['same_day', 'urgent', 'soon']),
    dueBy: isoDate,
    /** Circumstances of the child on which a clinician decided. */
    grounds: z.array(z.enum(circumstances)).min(1, 'Name at least one ground').max(circumstances.length),
    /** The person or panel that decided. */
    decidedBy: z.string().trim().min(2, 'Say who decided').max(100),
    reason: z.string().trim().max(1000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('ask'),
    items: z.array(z.string().trim().min(1).max(200)).min(1, 'Say what to ask for').max(40),
    addressee: z.enum(['referrer', 'family', 'both']).default('referrer'),
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
    reasonCode: z.string().min(1, 'Choose a ground').max(60),
    advice: z.string().trim().min(3, 'Give advice to the referrer and the family').max(2000),
    /** Who signs the letters to the referrer and the family. */
    signatory: z.string().trim().min(2, 'Say who signs').max(100),
    reason: reasonText,
  }),
])
export type TriageDecision = z.infer<typeof triageDecision>
/** Whom a request for information goes to. */
export type Addressee = Extract<TriageDecision, { kind: 'ask' }>['addressee']

/** The two queues of triage. */
export const inboxQueues = ['not_triaged', 'information_awaited'] as const
export type InboxQueue = (typeof inboxQueues)[number]

export const inboxFilter = z.object({
  queue: z.enum(inboxQueues).default('not_triaged'),
  services: z.array(serviceId).max(50).optional(),
  /** Only referrals for which the rules suggest the same day. */
  sameDay: z.boolean().default(false),
  /** Only referrals received more than `olderThanDays` days ago. */
  older: z.boolean().default(false),
})
export type InboxFilter = z.infer<typeof inboxFilter>

/** A referral received before this many days ago is an older one. Source: thresholds, two weeks without a decision. */
export const olderThanDays = 14

/** What decides a place in the inbox; within each, the oldest received date comes first. */
export const inboxPlaces = ['same_day', 'red_flag', 'statutory', 'age'] as const
export type InboxPlace = (typeof inboxPlaces)[number]

/** One referral in the inbox of triage. Dates `YYYY-MM-DD`. */
export interface InboxRow {
  referralId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  gestationWeeks: number | null
  serviceId: string
  serviceName: string
  status: ReferralStatus
  suggestedPriority: Priority | null
  receivedDate: string
  /** When a triage decision is expected by. */
  triageBy: string
  flags: RowFlag[]
  place: InboxPlace
  /** Why it stands there, in a few words: "Red flag: choking". */
  why: string
}

/** How many referrals of one queue each choice of the inbox would show. */
export interface InboxCounts {
  all: number
  sameDay: number
  older: number
}

export const triage = {
  /** A page of the inbox: red flags first, then dates set by law, then the oldest. */
  inbox: procedure.input(z.object({ filter: inboxFilter, ...pageInput })).output(type<Page<InboxRow>>()),
  inboxCounts: procedure
    .input(z.object({ services: z.array(serviceId).max(50).optional() }))
    .output(type<Record<InboxQueue, InboxCounts>>()),
  get: procedure.input(z.object({ referralId: rowId })).output(type<TriageItem>()),
  /** Records why a pressing referral is left undecided for now. */
  leaveOpen: procedure
    .input(z.object({ referralId: rowId, reason: reasonText }))
    .output(type<{ eventId: string; version: number }>()),
  /** Takes a decision back, and cancels those of its letters that have not left. */
  undo: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, eventId: rowId }))
    .output(type<{ version: number }>()),
  decide: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        decision: triageDecision,
        /** The letters that go with it, made in the same transaction. */
        letters: z.array(letterWanted).max(4).default([]),
      }),
    )
    .output(type<{ eventId: string; version: number; letters: CreatedLetter[] }>()),
}
