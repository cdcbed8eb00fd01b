import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { eventLabels } from '../../../shared/codes/event-types.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'

/** A fact as one line of a timeline, without its date: "Accepted as urgent, due by 12-Mar-2026". */
export function eventSentence(event: ReferralEvent): string {
  const label = eventLabels[event.type]
  switch (event.type) {
    case 'received':
      return event.detail.transferIn ? 'Referral received by transfer' : label
    case 'received_date_corrected':
      return `Received date corrected to ${formatDate(event.detail.receivedDate)}`
    case 'information_requested': {
      const chase = event.detail.chaseOn ? `; chase on ${formatDate(event.detail.chaseOn)}` : ''
      return `Information requested: ${event.detail.items.join(', ')}${chase}`
    }
    case 'accepted':
      return `Accepted as ${priorityLabels[event.detail.priority].toLowerCase()}${due(event.detail.dueBy)}`
    case 'priority_changed':
      return `Priority changed to ${priorityLabels[event.detail.priority].toLowerCase()}${due(event.detail.dueBy)}`
    case 'redirected':
      return `Redirected${to(event.detail.route)}${because(event.detail.reasonCode)}`
    case 'not_accepted':
      return `Not accepted${because(event.detail.reasonCode)}`
    case 'opt_in_sent':
      return `Opt-in sent${event.detail.replyBy ? `, reply by ${formatDate(event.detail.replyBy)}` : ''}`
    case 'appointment_booked': {
      const place = event.detail.place ? ` at ${event.detail.place}` : ''
      return `Appointment booked for ${formatDate(event.detail.appointmentOn)}${place}`
    }
    case 'attended':
      return event.detail.outcome ? `Attended: ${event.detail.outcome}` : label
    case 'planned':
      return `Put on the planned list, ${event.detail.dueOn === null ? 'due date not recorded' : `due ${formatDate(event.detail.dueOn)}`}`
    case 'contact_made':
      return event.detail.channel ? `${label} by ${event.detail.channel}` : label
    case 'history_carried': {
      const parts = [
        times(event.detail.wasNotBroughtCount, 'was not brought'),
        times(event.detail.cancelledByFamilyCount, 'cancelled by family'),
      ].filter((part) => part !== '')
      return `Carried over from the record system: ${parts.join(', ') || 'no counts'}`
    }
    case 'closed':
      return `Closed: ${closedReasonLabels[event.detail.reason].toLowerCase()}`
    case 'note':
      return `Note: ${event.detail.text}`
    case 'information_received':
    case 'opted_in':
    case 'cancelled_by_family':
    case 'cancelled_by_service':
    case 'was_not_brought':
    case 'arrived_not_seen':
    case 'reopened':
    case 'voided':
      return label
  }
}

function due(dueBy: string | null | undefined): string {
  return dueBy ? `, due by ${formatDate(dueBy)}` : ''
}

function to(route: string | null | undefined): string {
  return route ? ` to ${route}` : ''
}

function because(code: string | null | undefined): string {
  if (!code) return ''
  return `: ${((rejectReasonLabels as Record<string, string>)[code] ?? code).toLowerCase()}`
}

function times(count: number | undefined, what: string): string {
  return count === undefined || count === 0 ? '' : `${what} ${count} ${count === 1 ? 'time' : 'times'}`
}
