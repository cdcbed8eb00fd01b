import type { CommunityWait } from '../clocks/community-wait.ts'
import { waitingOn } from '../clocks/community-wait.ts'
import { arrivals } from './reconcile.ts'

/** A coming or going that a month's reconciliation counts. */
export interface Movement {
  /** A cell of the reconciliation. */
  cell: 'received' | 'transferred_in' | 'reopened' | 'first_contacts' | 'removals'
  reason: string | null
  on: string
}

/** Everything that one referral is counted as in a month. */
export interface MonthPlace {
  /** Days waited at the census; null when not waiting then. */
  days: number | null
  movements: Movement[]
}

const cells = {
  received: 'received',
  transferredIn: 'transferred_in',
  reopened: 'reopened',
} as const

/** What a wait is counted as in the month after one census date and up to and including the next. */
export function monthPlaceOf(wait: CommunityWait, after: string, upTo: string): MonthPlace {
  const inMonth = (date: string | null): date is string => date !== null && date > after && date <= upTo
  const movements: Movement[] = []
  for (const { from, until, enteredBy, leftBy } of wait.intervals) {
    if (inMonth(from)) movements.push({ cell: cells[arrivals[enteredBy]], reason: null, on: from })
    if (leftBy === null || !inMonth(until)) continue
    const isContact = leftBy === 'first_contact'
    movements.push({
      cell: isContact ? 'first_contacts' : 'removals',
      reason: isContact ? null : leftBy,
      on: until,
    })
  }
  return { days: waitingOn(wait, upTo)?.days ?? null, movements }
}
