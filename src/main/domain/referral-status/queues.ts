import { addDays } from '../clocks/days.ts'
import type { StageQueueId } from '../../../shared/codes/queues.ts'
import {
  isOpenStatus,
  type OpenStatus,
  type ReferralStatus,
} from '../../../shared/codes/referral-statuses.ts'

const queueOfStatus: Record<OpenStatus, StageQueueId> = {
  received: 'not_triaged',
  information_requested: 'information_awaited',
  waiting: 'to_book',
  opt_in_sent: 'opt_in_awaited',
  booked: 'booked',
  to_rebook: 'to_rebook',
  planned: 'planned',
  seen: 'seen_open',
}

/** The one stage queue of an open referral; null only when it is closed. Source: domain rules, "Queue order". */
export function stageQueueOf(status: ReferralStatus): StageQueueId | null {
  return isOpenStatus(status) ? queueOfStatus[status] : null
}

/** Days before each threshold from which a wait counts as crossing it soon. */
export const crossingSoon = {
  crossing_18_weeks: { overAtDays: 127, withinDays: 14 },
  crossing_52_weeks: { overAtDays: 365, withinDays: 28 },
  crossing_104_weeks: { overAtDays: 729, withinDays: 28 },
} as const

/** No two-way contact for this many days makes a referral due for validation. Source: 12 weeks, thresholds. */
export const validationDueDays = 84
/** A child who reaches the upper age within this many days is at risk of ageing out unseen. */
export const ageOutRiskDays = 182

/**
 * The clock starts (`YYYY-MM-DD`, both inclusive) of waits that will cross a threshold soon: not over it on
 * `today`, over it within the threshold's number of days.
 */
export function crossingClockStarts(
  threshold: keyof typeof crossingSoon,
  today: string,
): { from: string; to: string } {
  const { overAtDays, withinDays } = crossingSoon[threshold]
  return { from: addDays(today, 1 - overAtDays), to: addDays(today, withinDays - overAtDays) }
}
