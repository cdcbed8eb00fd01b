import { type } from '@orpc/contract'
import { z } from 'zod'
import { closedReasons } from '../codes/closed-reasons.ts'
import type { ClosedReason } from '../codes/closed-reasons.ts'
import type { Priority } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import { type LetterCaution, letterCautions } from '../codes/letter-purposes.ts'
import {
  memberStates,
  type MemberState,
  roundChannels,
  type RoundChannel,
  type RoundKind,
  roundKinds,
  roundReplies,
  type RoundReply,
} from '../codes/rounds.ts'
import type { LetterPreview } from './letters.ts'
import { selection } from './list-query.ts'
import {
  fileToken,
  isoDate,
  type Page,
  pageInput,
  procedure,
  reasonText,
  rowId,
  rowVersion,
  serviceId,
} from './procedure.ts'

/** Who is asked: by how long they have waited and been silent, or chosen from a list. */
export const roundCohort = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('criteria'),
    services: z.array(serviceId).max(50).default([]),
    /** At least this many weeks waited; null for any wait. */
    waitedWeeks: z.number().int().min(1).max(520).nullable().default(null),
    /** No two-way contact for at least this many weeks; null does not ask. */
    silentWeeks: z.number().int().min(1).max(520).nullable().default(null),
    /** The longest waits first, at most this many. */
    atMost: z.number().int().min(1).max(5000).default(500),
  }),
  z.object({ kind: z.literal('chosen'), selection }),
])
export type RoundCohort = z.infer<typeof roundCohort>

/** Somebody the round leaves out, and why. */
export interface LeftOut {
  referralId: string
  childId: string
  childName: string
  why: string
}

/** Somebody the round would ask. */
export interface WouldAsk {
  referralId: string
  childId: string
  childName: string
  serviceName: string
  daysWaited: number | null
  language: string | null
}

export interface RoundPreview {
  /** How many the cohort holds, before anybody is left out. */
  total: number
  asks: number
  /** Who they are, in the order of the list. */
  asked: WouldAsk[]
  leftOut: LeftOut[]
  /** Families by the language they read; null is not recorded. */
  languages: { language: string | null; count: number }[]
  /** What would become of its letters; null for a round that is not asked by letter. */
  letters: {
    held: number
    /** Cautions that, once confirmed, let more families be written to, and those confirmed. */
    cautions: LetterCaution[]
    sample: LetterPreview | null
  } | null
}

const roundOf = {
  kind: z.enum(roundKinds),
  cohort: roundCohort,
  channel: z.enum(roundChannels),
  replyBy: isoDate,
}

export interface RoundCounts {
  asked: number
  /** How many stand where. */
  states: Record<MemberState, number>
  /** Referrals closed by two decisions of this round. */
  removed: number
  /** Removals proposed and not decided. */
  proposed: number
}

export interface RoundRow {
  roundId: string
  version: number
  kind: RoundKind
  name: string
  channel: RoundChannel
  startedOn: string
  startedBy: string
  replyBy: string
  closedOn: string | null
  /** Minutes people have spent on it. */
  minutes: number
  counts: RoundCounts
  /** What came of it so far, in a sentence. */
  yield: string
}

export interface RoundMemberRow {
  memberId: string
  version: number
  roundId: string
  referralId: string
  childId: string
  childName: string
  dateOfBirth: string
  serviceId: string
  serviceName: string
  priority: Priority | null
  status: ReferralStatus
  daysWaited: number | null
  state: MemberState
  askedOn: string
  replyBy: string
  askedAgainOn: string | null
  askedAgainBy: RoundChannel | null
  reply: RoundReply | null
  repliedOn: string | null
  note: string | null
  /** Whom to call and how; a contact marked unsafe gives no number and says so. */
  contact: { name: string; relationship: string | null; phone: string | null; caution: string | null } | null
  language: string | null
  interpreterNeeded: boolean | null
  /** An open proposal to take this child off the list. */
  proposalId: string | null
  restricted: boolean
}

/** A proposal to take a child off the list. It takes a second person, a clinician, to do it. */
export interface RemovalProposal {
  proposalId: string
  version: number
  referralId: string
  referralVersion: number
  childId: string
  childName: string
  dateOfBirth: string
  serviceName: string
  daysWaited: number | null
  closedReason: ClosedReason
  reason: string
  proposedBy: string
  proposedOn: string
  /** Whether the person asking proposed it, and so cannot decide it. */
  isOwn: boolean
  roundName: string | null
  /** What the second person should weigh, in sentences: safeguarding, no reply twice, language. */
  weigh: string[]
  decision: 'removed' | 'kept' | null
  decidedBy: string | null
  decidedOn: string | null
  decisionReason: string | null
}

/** The letters of a round, made with the question: one for each family that was asked. */
export interface RoundLetters {
  batchId: string
  created: number
  /** How many of them wait for a person: a translation, another form. */
  held: number
}

/** Cautions gone on in spite of, for every letter; a family with another one is not asked but named. */
const confirmed = z.array(z.enum(letterCautions)).default([])

const memberIds = z.array(rowId).min(1, 'Choose at least one family').max(5000)
export interface RoundDone {
  done: number
  exceptions: { memberId: string; childName: string; why: string }[]
}

export const rounds = {
  /** Who a round would ask and who it would leave out. Nothing is stored. */
  preview: procedure.input(z.object({ ...roundOf, confirmed })).output(type<RoundPreview>()),
  /** Asks: records the question on each referral and, for letters, makes them ready. */
  start: procedure
    .input(
      z.object({
        ...roundOf,
        name: z.string().trim().min(3, 'Give the round a name').max(100),
        except: z.array(rowId).max(5000).default([]),
        confirmed,
      }),
    )
    .output(
      type<{
        roundId: string
        asked: number
        leftOut: LeftOut[]
        /** Null for a round that is not asked by letter. */
        letters: RoundLetters | null
      }>(),
    ),
  list: procedure.output(type<RoundRow[]>()),
  get: procedure.input(z.object({ roundId: rowId })).output(type<RoundRow>()),
  members: procedure
    .input(
      z.object({
        roundId: rowId,
        states: z.array(z.enum(memberStates)).optional(),
        ...pageInput,
      }),
    )
    .output(type<Page<RoundMemberRow>>()),
  recordReply: procedure
    .input(
      z.object({
        memberIds,
        reply: z.enum(roundReplies),
        channel: z.enum(roundChannels),
        repliedOn: isoDate,
        note: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<RoundDone>()),
  /** Takes back answers that were just recorded: each is voided and stays readable on the timeline. */
  undoReply: procedure.input(z.object({ memberIds })).output(type<RoundDone>()),
  /** Asks again, by another channel than the first. */
  askAgain: procedure
    .input(
      z.object({
        memberIds,
        channel: z.enum(roundChannels),
        replyBy: isoDate,
        /** The address and numbers were checked with the GP or the school. */
        addressChecked: z.boolean().default(false),
        referrerTold: z.boolean().default(false),
        confirmed,
      }),
    )
    .output(type<RoundDone & { letters: RoundLetters | null }>()),
  addMinutes: procedure
    .input(z.object({ roundId: rowId, version: rowVersion, minutes: z.number().int().min(1).max(10_000) }))
    .output(type<{ version: number }>()),
  /** Ends a round; whoever has not answered stays on the list. */
  close: procedure
    .input(z.object({ roundId: rowId, version: rowVersion }))
    .output(type<{ version: number; stayOnList: number }>()),
  /** Writes the call list of a round: names, numbers that are safe to call, language. */
  callList: procedure
    .input(z.object({ roundId: rowId, states: z.array(z.enum(memberStates)).optional(), file: fileToken }))
    .output(type<{ rows: number; sha256: string }>()),
  /** First of two decisions: proposes to take children off the list. Nothing is removed. */
  proposeRemoval: procedure
    .input(
      z.object({
        referralIds: z.array(rowId).min(1).max(500),
        roundId: rowId.nullable().default(null),
        closedReason: z.enum(closedReasons),
        reason: reasonText,
      }),
    )
    .output(type<{ proposed: number; exceptions: LeftOut[] }>()),
  removals: procedure
    .input(z.object({ decided: z.boolean().default(false), ...pageInput }))
    .output(type<Page<RemovalProposal>>()),
  /** Second of two decisions, by another person who is a clinician: removes, or keeps on the list. */
  decideRemoval: procedure
    .input(
      z.object({
        proposalId: rowId,
        version: rowVersion,
        decision: z.enum(['removed', 'kept']),
        reason: reasonText,
        /** What could go wrong for the child if they leave the list, and what was done about it. */
        riskStatement: z.string().trim().max(2000).default(''),
      }),
    )
    .output(type<{ version: number }>()),
}
