import { formatDate } from '../../../shared/format/dates.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { eventSentence } from '../referrals/event-sentence.ts'

/** A fact with its date, and for a voided entry what it was: "Attended: Assessed, 25-Feb-2026". */
export function factSentence(event: ReferralEvent, events: readonly ReferralEvent[]): string {
  if (event.type !== 'voided') return `${eventSentence(event)}, ${formatDate(event.happenedOn)}`
  const target = events.find((each) => each.id === event.detail.eventId)
  const what = target === undefined ? '' : `: ${eventSentence(target)}, ${formatDate(target.happenedOn)}`
  return `${eventSentence(event)}${what}`
}
