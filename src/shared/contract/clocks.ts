import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ClockKind } from '../codes/clock-targets.ts'
import type { RttCode } from '../codes/rtt-statuses.ts'
import { isoDate, procedure, reasonText, rowId, rowVersion } from './procedure.ts'

export type ClockState =
  | 'running'
  | 'stopped'
  /** Stopped and in no figure: a missed first appointment. */
  | 'nullified'
  /** On the planned list, not yet due. */
  | 'not_started'
  /** The date it counts from has not been recorded. */
  | 'date_missing'
  /** A lawful exception to its due date is recorded; what is owed is still owed. */
  | 'excused'

/** One clock of a referral, with what it says in sentences. Dates `YYYY-MM-DD`, days whole. */
export interface ReferralClock {
  /** Unique within the referral: `community`, `rtt-1`. */
  id: string
  kind: ClockKind
  name: string
  state: ClockState
  start: string | null
  stop: string | null
  stopReason: string | null
  target: { days: number; unit: 'calendar' | 'working' } | null
  dueBy: string | null
  /** To the stop, or to the day asked about. Never negative. */
  days: number
  /** Against the due-by date; null where there is none to hold it against. */
  outcome: 'within' | 'over' | null
  byLaw: boolean
  /** RTT period status; null for other clocks. */
  rttCode: RttCode | null
  /** When a clinical review of active monitoring falls due. */
  reviewDue: string | null
  /** A person should look: repeated cancellations, a long delay, a review overdue. */
  needsReview: boolean
  sentences: string[]
  source: string
}

/** A mistake put right: another received date, an entry taken out, or an entry moved to another date. */
export const correction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('received_date'), receivedDate: isoDate }),
  z.object({ kind: z.literal('void'), eventId: rowId }),
  z.object({ kind: z.literal('move'), eventId: rowId, happenedOn: isoDate }),
])
export type Correction = z.infer<typeof correction>

/** A clock before and after a correction; null where it is not carried. */
export interface ClockChange {
  id: string
  name: string
  before: ReferralClock | null
  after: ReferralClock | null
  /** "Starts 3 March 2026 instead of 2 February 2026: 28 days fewer." */
  sentence: string
}

/** A month whose census counts this referral otherwise. */
export interface MonthChange {
  month: string
  /** Published service line, or null where the service is not in the return. */
  line: string | null
  /** Band before and after; null when not counted. */
  before: string | null
  after: string | null
  /** Whether a return of that month has been produced already. */
  wasProduced: boolean
  /** "October 2026: (CYP) Audiology 29-84 → 85-126". */
  sentence: string
}

export interface QueuePlaceShown {
  /** How many stand before it in its list; null when it stands in none. */
  ahead: number | null
  queue: string | null
  sentence: string
}

export interface CorrectionPreview {
  clocks: ClockChange[]
  /** Clocks that stay as they are, by name. */
  unchanged: string[]
  queueBefore: QueuePlaceShown
  queueAfter: QueuePlaceShown
  statusBefore: string
  statusAfter: string
  /** Newest first; at most the last 36 month-ends. */
  months: MonthChange[]
  monthsLookedAt: number
}

export const clocks = {
  /** Every clock a referral carries today, in sentences. */
  explain: procedure
    .input(z.object({ referralId: rowId }))
    .output(type<{ asAt: string; clocks: ReferralClock[] }>()),
  /** What a correction would change, without making it. */
  previewCorrection: procedure
    .input(z.object({ referralId: rowId, correction }))
    .output(type<CorrectionPreview>()),
  /** Makes it: records the correcting facts, or none of them. */
  correct: procedure
    .input(z.object({ referralId: rowId, version: rowVersion, correction, reason: reasonText }))
    .output(type<{ version: number; eventIds: string[] }>()),
}
