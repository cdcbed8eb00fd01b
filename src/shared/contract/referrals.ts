import { linkKinds } from './people.ts'
import { type } from '@orpc/contract'
import { z } from 'zod'
import { closedReasons } from '../codes/closed-reasons.ts'
import { ehcExceptions } from '../codes/ehc-exceptions.ts'
import type { EventType } from '../codes/event-types.ts'
import { type Priority, priorities } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import { childInput } from './children.ts'
import { selection } from './list-query.ts'
import { fileToken, isoDate, procedure, reasonText, rowId, rowVersion, serviceId } from './procedure.ts'

const asked = z.boolean().nullable().default(null)
const code = z.string().trim().max(60)
const codes = z.array(code).max(50)

/** What the letter says. `null` means not asked; an empty list means asked and none. */
export const referralFactsInput = z.object({
  pathways: codes.default([]),
  originalReferralDate: isoDate.nullable().default(null),
  sourceOfReferral: code.nullable().default(null),
  referrerRole: code.nullable().default(null),
  referrerName: z.string().trim().max(100).nullable().default(null),
  referrerOrganisation: z.string().trim().max(200).nullable().default(null),
  reasonCodes: codes.nullable().default(null),
  reasonText: z.string().trim().max(4000).nullable().default(null),
  redFlagsAsked: asked,
  redFlags: codes.nullable().default(null),
  evidence: codes.nullable().default(null),
  consentStatus: code.nullable().default(null),
  consentGiverRole: code.nullable().default(null),
  consentOn: isoDate.nullable().default(null),
  /** Further fields that triage rules read (src/shared/codes/triage-fields.ts), by field name. */
  circumstances: z
    .record(z.string().max(60), z.union([z.boolean(), z.number(), z.string().max(100), codes, z.null()]))
    .default({}),
})
export type ReferralFactsInput = z.infer<typeof referralFactsInput>

export const newReferral = referralFactsInput.extend({
  serviceId,
  receivedDate: isoDate,
  /** The provider a transfer comes from. Naming it makes this a transfer. */
  transferFrom: z.string().trim().max(120).nullable().default(null),
  /** Why a received date long past or a second open referral is right, where the app asked. */
  reason: z.string().trim().max(2000).nullable().default(null),
})

/** A fact that a person records by hand. Dates `YYYY-MM-DD`. */
export const recordableEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('received_date_corrected'), detail: z.object({ receivedDate: isoDate }) }),
  z.object({
    type: z.literal('information_requested'),
    detail: z.object({
      items: z.array(z.string().trim().min(1).max(200)).min(1),
      chaseOn: isoDate.nullable().default(null),
    }),
  }),
  z.object({ type: z.literal('information_received'), detail: z.object({}).default({}) }),
  z.object({
    type: z.literal('priority_changed'),
    detail: z.object({ priority: z.enum(priorities), dueBy: isoDate.nullable().default(null) }),
  }),
  z.object({
    type: z.literal('opt_in_sent'),
    detail: z.object({ replyBy: isoDate.nullable().default(null) }),
  }),
  z.object({ type: z.literal('opted_in'), detail: z.object({}).default({}) }),
  z.object({
    type: z.literal('appointment_booked'),
    detail: z.object({
      appointmentOn: isoDate,
      kind: z.enum(['first', 'follow_up', 'drop_in']).default('first'),
      place: z.string().trim().max(100).nullable().default(null),
    }),
  }),
  z.object({ type: z.literal('cancelled_by_family'), detail: z.object({}).default({}) }),
  z.object({ type: z.literal('cancelled_by_service'), detail: z.object({}).default({}) }),
  z.object({
    type: z.literal('was_not_brought'),
    detail: z.object({ communicated: z.boolean().nullable().optional() }).default({}),
  }),
  z.object({
    type: z.literal('decision_to_treat'),
    detail: z.object({ newTreatment: z.boolean().default(false) }),
  }),
  z.object({
    type: z.literal('treatment_started'),
    detail: z.object({ treatment: z.string().trim().max(200).nullable().default(null) }),
  }),
  z.object({
    type: z.literal('active_monitoring_started'),
    detail: z.object({ by: z.enum(['family', 'clinician']) }),
  }),
  z.object({ type: z.literal('active_monitoring_ended'), detail: z.object({ goesAhead: z.boolean() }) }),
  z.object({ type: z.literal('decision_not_to_treat'), detail: z.object({}).default({}) }),
  z.object({ type: z.literal('declined_treatment'), detail: z.object({}).default({}) }),
  z.object({
    type: z.literal('clinical_review'),
    detail: z.object({ outcome: z.string().trim().max(200).nullable().default(null) }),
  }),
  z.object({ type: z.literal('delay_requested'), detail: z.object({ until: isoDate }) }),
  z.object({
    type: z.literal('rebook_agreed'),
    detail: z.object({ askedBy: z.enum(['family', 'service']) }),
  }),
  z.object({
    type: z.literal('ehc_exception'),
    detail: z.object({ exception: z.enum(ehcExceptions) }),
  }),
  z.object({ type: z.literal('ehc_advice_sent'), detail: z.object({}).default({}) }),
  z.object({ type: z.literal('arrived_not_seen'), detail: z.object({}).default({}) }),
  z.object({
    type: z.literal('attended'),
    detail: z.object({
      treatment: z.boolean().default(false),
      outcome: z.string().trim().max(200).nullable().default(null),
    }),
  }),
  z.object({ type: z.literal('planned'), detail: z.object({ dueOn: isoDate }) }),
  z.object({
    type: z.literal('contact_made'),
    detail: z.object({
      direction: z.enum(['in', 'out', 'two_way']).default('two_way'),
      channel: z.string().trim().max(40).nullable().default(null),
    }),
  }),
  z.object({
    type: z.literal('closed'),
    detail: z.object({
      reason: z.enum(closedReasons),
      /** Needed with `risk` to discharge a child who was missed or silent: who decides. */
      clinician: z.string().trim().max(100).nullable().default(null),
      risk: z.string().trim().max(2000).nullable().default(null),
      /** After a missed appointment: told of it, a clinician’s decision, under a policy that protects children. */
      missedPolicy: z.boolean().optional(),
      /** Who takes over; needed for a transfer. */
      to: z.string().trim().max(120).nullable().default(null),
    }),
  }),
  z.object({
    type: z.literal('strand_closed'),
    detail: z.object({
      pathway: z.string().min(1).max(60),
      reason: z.enum(closedReasons),
      to: z.string().trim().max(120).nullable().default(null),
    }),
  }),
  z.object({ type: z.literal('reopened'), detail: z.object({}).default({}) }),
  z.object({ type: z.literal('note'), detail: z.object({ text: z.string().trim().min(1).max(4000) }) }),
])
export type RecordableEvent = z.infer<typeof recordableEvent>
export type RecordableEventType = RecordableEvent['type']

/** One line of a referral's timeline, already in words. */
export interface TimelineEntry {
  eventId: string
  type: EventType
  happenedOn: string
  recordedAt: string
  recordedBy: string
  /** "Accepted as urgent, due by 12-Mar-2026". */
  sentence: string
  reason: string | null
  /** Set when a later entry voided this one. */
  voidedBy: { recordedBy: string; recordedAt: string; reason: string | null } | null
  canVoid: boolean
  /** The import that recorded it; null when a person did. */
  fromImport: { fileName: string; source: string } | null
}

/** One wait of a referral and why it reads as it does. */
export interface WaitSummary {
  from: string
  until: string | null
  days: number
  band: string
  leftBy: string | null
}

export interface ReferralSummary {
  referralId: string
  childId: string
  version: number
  serviceId: string
  serviceName: string
  pathways: string[]
  status: ReferralStatus
  priority: Priority | null
  receivedDate: string
  effectiveWaitStart: string
  dueBy: string | null
  daysWaited: number | null
  band: string | null
  nextAppointmentOn: string | null
  closedOn: string | null
  closedReason: string | null
  /** What should happen next, in words, and by when. */
  nextAction: { text: string; by: string | null }
}

export interface ReferralDetail extends ReferralSummary {
  facts: ReferralFactsInput
  /** Set when it came by transfer; `from` is null when nobody recorded from whom. */
  transferredIn: { from: string | null } | null
  timeline: TimelineEntry[]
  waits: WaitSummary[]
  why: { order: string[]; wait: string[]; priority: string[] }
  /** What may be recorded now, and what may not with the reason. */
  actions: { type: EventType; allowed: boolean; why: string | null; needsReason: boolean }[]
  /** Plain words for a parent on the phone. */
  answerAParent: string[]
}

/** A bulk action: one fact recorded for many referrals. */
export const bulkAction = z.object({
  selection,
  event: recordableEvent,
  happenedOn: isoDate,
  reason: z.string().trim().max(2000).nullable().default(null),
})

export interface BulkPreview {
  total: number
  applies: number
  exceptions: { referralId: string; childName: string; why: string }[]
}
export interface BulkResult {
  batchId: string
  applied: number
  exceptions: { referralId: string; childName: string; why: string }[]
}

export const referrals = {
  get: procedure.input(z.object({ referralId: rowId })).output(type<ReferralDetail>()),
  /** Adds the referral, and the child first when `child.kind` is `new`. */
  register: procedure
    .input(
      z.object({
        child: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('existing'), childId: rowId }),
          z.object({
            kind: z.literal('new'),
            child: childInput,
            /** The similar children shown whom the person says are not this one, and what they are to it. */
            relatedTo: z
              .array(z.object({ childId: rowId, kind: z.enum(linkKinds) }))
              .max(50)
              .default([]),
          }),
        ]),
        referral: newReferral,
      }),
    )
    .output(type<{ referralId: string; childId: string; warnings: string[] }>()),
  updateFacts: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, facts: referralFactsInput }))
    .output(type<{ version: number }>()),
  /** Records one fact if the state table allows it. */
  record: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        event: recordableEvent,
        happenedOn: isoDate,
        reason: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<{ eventId: string; version: number; status: ReferralStatus }>()),
  /** Voids a mistaken entry: it stays readable and counts for nothing. */
  voidEvent: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, eventId: rowId, reason: reasonText }))
    .output(type<{ version: number; status: ReferralStatus }>()),
  /** What a provider that takes the child over needs to keep the wait, part by part. */
  transferSummary: procedure
    .input(z.object({ referralId: rowId }))
    .output(type<{ heading: string; lines: string[] }[]>()),
  saveTransferSummary: procedure
    .input(z.object({ referralId: rowId, file: fileToken }))
    .output(type<{ sha256: string }>()),
  bulkPreview: procedure.input(bulkAction).output(type<BulkPreview>()),
  bulkApply: procedure.input(bulkAction).output(type<BulkResult>()),
  bulkUndo: procedure
    .input(z.object({ batchId: rowId }))
    .output(type<{ undone: number; exceptions: { referralId: string; childName: string; why: string }[] }>()),
}
