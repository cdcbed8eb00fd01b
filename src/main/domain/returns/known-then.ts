import type { ReferralEvent } from '../referral-status/events.ts'

/** What follows a date that something ended on without anything taking its place. */
const nothing = '-'

/**
 * The priorities that people decided, as one text in date order: `2025-01-03 routine,2025-02-01 urgent`; empty while
 * nobody has. Takes facts that stand, in order.
 */
export function priorityHistory(facts: readonly ReferralEvent[]): string {
  return written(
    facts.flatMap((fact) => {
      if (fact.type === 'planned') return [[fact.happenedOn, 'planned']]
      if (fact.type !== 'accepted' && fact.type !== 'priority_changed') return []
      return [[fact.happenedOn, fact.detail.priority]]
    }),
  )
}

/**
 * The clinics a referral was booked into, by the date of booking, as one text like `priorityHistory`. A booking that
 * was cancelled is followed by `-`.
 */
export function clinicHistory(facts: readonly ReferralEvent[]): string {
  return written(
    facts.flatMap((fact) => {
      if (fact.type === 'appointment_booked' && fact.detail.clinicId)
        return [[fact.happenedOn, fact.detail.clinicId]]
      const isCancelled = fact.type === 'cancelled_by_family' || fact.type === 'cancelled_by_service'
      return isCancelled && fact.detail.appointmentId ? [[fact.happenedOn, nothing]] : []
    }),
  )
}

/** What such a text says on a date, with what was decided on that day; null when nothing was or it had ended. */
export function knownOn(history: string, date: string): string | null {
  let known: string | null = null
  for (let at = 0; at < history.length;) {
    if (history.slice(at, at + 10) > date) break
    const comma = history.indexOf(',', at)
    const end = comma < 0 ? history.length : comma
    known = history.slice(at + 11, end)
    at = end + 1
  }
  return known === nothing ? null : known
}

function written(entries: readonly (readonly string[])[]): string {
  return entries.map((entry) => entry.join(' ')).join(',')
}
