import type { EventType } from '../../../shared/codes/event-types.ts'
import type { EarlierContact, LeftOpen } from '../../../shared/contract/triage.ts'
import { effectiveEvents, inOrder } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { LoadedReferral } from '../projection/load.ts'
import { eventSentence } from '../referrals/event-sentence.ts'

/** Facts that are about meeting or reaching the family. */
const aboutTheFamily: ReadonlySet<EventType> = new Set([
  'contact_made',
  'information_received',
  'appointment_booked',
  'attended',
  'arrived_not_seen',
  'was_not_brought',
  'cancelled_by_family',
  'cancelled_by_service',
])

/** Who last left a referral undecided at triage, and why; null when nobody did. */
export function leftOpenOf(
  events: readonly ReferralEvent[],
  names: ReadonlyMap<string, string>,
): LeftOpen | null {
  for (const event of inOrder(effectiveEvents(events)).toReversed())
    if (event.type === 'note' && event.detail.leftOpen === true)
      return {
        on: event.happenedOn,
        by: names.get(event.recordedBy) ?? 'Somebody who has left',
        reason: event.detail.text,
      }
  return null
}

/** What happened with the family on any referral of a child, the newest first; what was voided is left out. */
export function contactsOf(referrals: readonly LoadedReferral[]): EarlierContact[] {
  return referrals
    .flatMap(({ record }) =>
      effectiveEvents(record.events)
        .filter((event) => aboutTheFamily.has(event.type))
        .map((event) => ({
          on: event.happenedOn,
          sequence: event.sequence,
          sentence: eventSentence(event),
          serviceName: record.service.name,
          referralId: record.referral.id,
        })),
    )
    .toSorted((a, b) => (a.on === b.on ? b.sequence - a.sequence : a.on < b.on ? 1 : -1))
    .map(({ sequence: _sequence, ...contact }) => contact)
}
