import { type } from '@orpc/contract'
import { z } from 'zod'
import { priorities } from '../codes/priorities.ts'
import {
  type HarmKind,
  harmKinds,
  type HarmLevel,
  harmLevels,
  type NeedChange,
  needChanges,
  reporters,
  type ReviewWeeks,
} from '../codes/waiting-care.ts'
import { isoDate, procedure, rowId, rowVersion, serviceId } from './procedure.ts'

/** A long-wait review as it was made. */
export interface LongWaitReview {
  eventId: string
  weeks: number
  reviewedOn: string
  reviewedBy: string
  change: NeedChange
  level: HarmLevel
  harm: HarmKind[]
  action: string
  familyTold: boolean
}

export interface ReviewsOfReferral {
  /** The threshold a review is due at; null when none is. */
  dueAt: ReviewWeeks | null
  daysWaited: number | null
  reviews: LongWaitReview[]
}

/** Reviews made and what they found, for a period. */
export interface ReviewsSummary {
  due: number
  made: number
  byLevel: Record<HarmLevel, number>
  byKind: Record<HarmKind, number>
  /** Reviews after which the priority was raised. */
  raised: number
  /** Families told of the outcome. */
  familiesTold: number
}

/** What was recorded. */
export interface ReviewRecorded {
  eventId: string
  /** The change of priority that was recorded with it, for taking both back. */
  priorityEventId: string | null
  version: number
  weeks: ReviewWeeks
}

/** The short form. An answer nobody could get is `not_known`, never left out. */
export const reviewForm = z.object({
  change: z.enum(needChanges),
  level: z.enum(harmLevels),
  harm: z.array(z.enum(harmKinds)).max(harmKinds.length).default([]),
  /** What is done in the meantime. */
  action: z.string().trim().min(3, 'Say what is done meanwhile, or that nothing more is needed').max(2000),
  /** A new priority; null leaves it. */
  priority: z.enum(priorities).nullable().default(null),
  familyTold: z.boolean(),
})

export const reviews = {
  ofReferral: procedure.input(z.object({ referralId: rowId })).output(type<ReviewsOfReferral>()),
  /** Records a review at the threshold that is due, and the new priority with it. */
  record: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        form: reviewForm,
        reason: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<ReviewRecorded>()),
  summary: procedure
    .input(z.object({ from: isoDate, to: isoDate, services: z.array(serviceId).max(50).default([]) }))
    .output(type<ReviewsSummary>()),
  /** Somebody says the child is getting worse. It asks a clinician and moves nobody. */
  reportDeterioration: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        happenedOn: isoDate,
        by: z.enum(reporters),
        what: z.string().trim().min(3, 'Say what has changed').max(2000),
      }),
    )
    .output(type<{ eventId: string; version: number }>()),
}
