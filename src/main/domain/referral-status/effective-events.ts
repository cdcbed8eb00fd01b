import type { ReferralEvent } from './events.ts'

/**
 * Facts in the order they count: by the date they happened, then by the order they were recorded.
 * Returns a new array. Source: domain rules, "status is a pure function of the events".
 */
export function inOrder(events: readonly ReferralEvent[]): ReferralEvent[] {
  // Most histories were recorded as they happened: looking is quicker than sorting.
  for (let at = 1; at < events.length; at += 1)
    if (compare(events[at - 1]!, events[at]!) > 0) return events.toSorted(compare)
  return [...events]
}

function compare(a: ReferralEvent, b: ReferralEvent): number {
  return compareText(a.happenedOn, b.happenedOn) || a.sequence - b.sequence || compareText(a.id, b.id)
}

/**
 * The facts that still stand, in order: a voided fact and the entry that voided it are left out, as if neither
 * had been recorded. A void can itself be voided, which brings the first fact back. A void reaches only facts
 * recorded before it, so a void naming itself, a later fact or an unknown one changes nothing.
 */
export function effectiveEvents(events: readonly ReferralEvent[]): ReferralEvent[] {
  if (!events.some((event) => event.type === 'voided')) return inOrder(events)
  const sequenceById = new Map(events.map((event) => [event.id, event.sequence]))
  const voidedIds = new Set<string>()
  for (const event of events.toSorted((a, b) => b.sequence - a.sequence)) {
    if (event.type !== 'voided' || voidedIds.has(event.id)) continue
    const target = sequenceById.get(event.detail.eventId)
    if (target !== undefined && target < event.sequence) voidedIds.add(event.detail.eventId)
  }
  return inOrder(events).filter((event) => event.type !== 'voided' && !voidedIds.has(event.id))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
