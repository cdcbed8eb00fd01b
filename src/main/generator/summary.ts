import type { StartingServiceId } from '../../shared/codes/services.ts'
import { startingServiceIds } from '../../shared/codes/services.ts'
import type { GeneratedEvent, GeneratedReferral } from './generated.ts'

/** What an extract says of a referral's history: the latest of each fact and the counts. */
export interface HistorySummary {
  priority: string | null
  triageOutcome: 'accepted' | 'redirected' | 'not_accepted' | 'information_requested' | null
  triageDate: string | null
  firstContactDate: string | null
  lastContactDate: string | null
  wnbCount: number
  cancelledByFamilyCount: number
  closedDate: string | null
  closedReason: string | null
}

/** Sums up the facts dated on or before a date (default: all). */
export function summarise(events: readonly GeneratedEvent[], asAt = '9999-12-31'): HistorySummary {
  const summary: HistorySummary = {
    priority: null,
    triageOutcome: null,
    triageDate: null,
    firstContactDate: null,
    lastContactDate: null,
    wnbCount: 0,
    cancelledByFamilyCount: 0,
    closedDate: null,
    closedReason: null,
  }
  for (const event of events) if (event.happenedOn <= asAt) addFact(summary, event)
  return summary
}

function addFact(summary: HistorySummary, event: GeneratedEvent): void {
  switch (event.type) {
    case 'information_requested':
      summary.triageOutcome ??= 'information_requested'
      summary.triageDate ??= event.happenedOn
      return
    case 'accepted':
      summary.priority = event.detail.priority
      decide(summary, 'accepted', event.happenedOn)
      return
    case 'planned':
      summary.priority = 'planned'
      decide(summary, 'accepted', event.happenedOn)
      return
    case 'priority_changed':
      summary.priority = event.detail.priority
      return
    case 'redirected':
    case 'not_accepted':
      if (summary.triageOutcome !== 'accepted') decide(summary, event.type, event.happenedOn)
      summary.closedDate = event.happenedOn
      summary.closedReason = event.type
      return
    case 'attended':
      summary.firstContactDate ??= event.happenedOn
      summary.lastContactDate = event.happenedOn
      return
    case 'was_not_brought':
      summary.wnbCount++
      return
    case 'cancelled_by_family':
      summary.cancelledByFamilyCount++
      return
    case 'closed':
      summary.closedDate = event.happenedOn
      summary.closedReason = event.detail.reason
  }
}

function decide(
  summary: HistorySummary,
  outcome: NonNullable<HistorySummary['triageOutcome']>,
  on: string,
): void {
  summary.triageOutcome = outcome
  summary.triageDate = on
}

/**
 * Whether a referral is waiting on a date: received by then, no attended contact and no closure by then, not on the
 * planned list. A closure as registered in error leaves every count.
 */
export function isWaiting({ receivedDate, events }: GeneratedReferral, asAt: string): boolean {
  if (receivedDate > asAt) return false
  for (const event of events) {
    if (event.type === 'closed' && event.detail.reason === 'registered_in_error') return false
    if (event.happenedOn > asAt) continue
    if (event.type === 'attended' || event.type === 'closed') return false
    if (event.type === 'redirected' || event.type === 'not_accepted') return false
    if (event.type === 'planned' && (event.detail.dueOn === null || event.detail.dueOn > asAt)) return false
  }
  return true
}

/** Result of the `generate` command. */
export interface WaitingCounts {
  rows: number
  waiting: Record<StartingServiceId, number>
}

/** Counts referrals as they stream past. */
export function waitingTally(asAt: string): {
  add(referral: GeneratedReferral): void
  counts(): WaitingCounts
} {
  let rows = 0
  const waiting = Object.fromEntries(startingServiceIds.map((id) => [id, 0])) as WaitingCounts['waiting']
  return {
    add(referral) {
      rows++
      if (isWaiting(referral, asAt)) waiting[referral.service]++
    },
    counts: () => ({ rows, waiting: { ...waiting } }),
  }
}

/** Counts rows, and children waiting on a date, by service. */
export function waitingAsAt(histories: Iterable<GeneratedReferral>, asAt: string): WaitingCounts {
  const tally = waitingTally(asAt)
  for (const referral of histories) tally.add(referral)
  return tally.counts()
}
