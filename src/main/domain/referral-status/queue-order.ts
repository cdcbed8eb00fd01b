import type { Priority } from '../../../shared/codes/priorities.ts'

/** Place in the queue: lower tier first, then earlier date, then received date, then id. */
export interface QueuePlace {
  /** 1 same day, 2 urgent, 3 soon, 4 routine, 5 planned. */
  tier: number
  date: string
}

const tiers: Record<Priority, number> = { same_day: 1, urgent: 2, soon: 3, routine: 4, planned: 5 }

/**
 * Where a referral stands in the queue: same-day, urgent and soon by due-by date; routine strictly by effective
 * wait start; planned by due date. Where nobody has decided a priority, a pressing suggestion of the rules
 * counts, so that a red flag is looked at first; it decides nothing. Source: domain rules, "Queue order".
 */
export function queuePlace(facts: {
  priority: Priority | null
  suggestedPriority: Priority | null
  dueBy: string | null
  effectiveWaitStart: string
  plannedDueOn: string | null
}): QueuePlace {
  const priority = facts.priority ?? pressing(facts.suggestedPriority) ?? 'routine'
  if (priority === 'planned')
    return { tier: tiers.planned, date: facts.plannedDueOn ?? facts.effectiveWaitStart }
  if (priority === 'routine') return { tier: tiers.routine, date: facts.effectiveWaitStart }
  return { tier: tiers[priority], date: facts.dueBy ?? facts.effectiveWaitStart }
}

function pressing(suggested: Priority | null): Priority | null {
  return suggested === 'same_day' || suggested === 'urgent' ? suggested : null
}

/**
 * The date that decides a child's place among routine waits (`YYYY-MM-DD`): the original referral date for a
 * child in care who moved and for an armed-forces family, else the received date. Never later than receipt.
 * Source: domain rules, "Five dates"; Armed Forces Covenant; NICE QS31 statement 6.
 */
export function effectiveWaitStart(facts: {
  receivedDate: string
  originalReferralDate: string | null
  childInCare: boolean | null
  armedForcesFamily: boolean | null
}): string {
  const carried = facts.childInCare === true || facts.armedForcesFamily === true
  if (!carried || facts.originalReferralDate === null) return facts.receivedDate
  return facts.originalReferralDate < facts.receivedDate ? facts.originalReferralDate : facts.receivedDate
}
