import { chaseChannelLabels } from '../../../shared/codes/chase-channels.ts'
import { type ToldBy, toldByLabels } from '../../../shared/codes/appointments.ts'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { ehcExceptionLabels } from '../../../shared/codes/ehc-exceptions.ts'
import { eventLabels } from '../../../shared/codes/event-types.ts'
import {
  letterAudienceLabels,
  letterPurposeLabels,
  letterSentByLabels,
} from '../../../shared/codes/letter-purposes.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import {
  harmLevelLabels,
  needChangeLabels,
  reporterLabels,
  supportHelpedLabels,
} from '../../../shared/codes/waiting-care.ts'
import { type RoundChannel, roundChannelLabels, roundReplyLabels } from '../../../shared/codes/rounds.ts'
import { changedDetailLabels } from '../../../shared/codes/changed-details.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'

/** A fact as one line of a timeline, without its date: "Accepted as urgent, due by 12-Mar-2026". */
export function eventSentence(event: ReferralEvent): string {
  const label = eventLabels[event.type]
  switch (event.type) {
    case 'received':
      return event.detail.transferIn
        ? `Referral received by transfer${event.detail.from ? ` from ${event.detail.from}` : ''}`
        : label
    case 'received_date_corrected':
      return `Received date corrected to ${formatDate(event.detail.receivedDate)}`
    case 'information_requested': {
      const chase = event.detail.chaseOn ? `; chase on ${formatDate(event.detail.chaseOn)}` : ''
      return `Information requested: ${event.detail.items.join(', ')}${chase}`
    }
    case 'information_chased': {
      const next = event.detail.nextChaseOn ? `; chase again on ${formatDate(event.detail.nextChaseOn)}` : ''
      return `Information chased ${chaseChannelLabels[event.detail.channel]}${next}`
    }
    case 'information_part_received':
      return `Received: ${event.detail.items.join(', ')}; the rest stays asked`
    case 'accepted':
      return `Accepted as ${priorityLabels[event.detail.priority].toLowerCase()}${due(event.detail.dueBy)}${ahead(event.detail.expedited)}`
    case 'priority_changed':
      return `Priority changed to ${priorityLabels[event.detail.priority].toLowerCase()}${due(event.detail.dueBy)}`
    case 'redirected':
      return `Redirected${to(event.detail.route)}${because(event.detail.reasonCode)}`
    case 'not_accepted':
      return `Not accepted${because(event.detail.reasonCode)}`
    case 'opt_in_sent':
      return `Opt-in sent${event.detail.replyBy ? `, reply by ${formatDate(event.detail.replyBy)}` : ''}`
    case 'appointment_offered':
      return `Offered ${event.detail.dates.map(formatDate).join(' or ')}${told(event.detail.toldBy)}`
    case 'offer_declined':
      return event.detail.noReply ? 'No reply to the dates offered' : 'The dates offered were refused'
    case 'validation_sent':
      return `Asked whether still needed, by ${channelWords(event.detail.channel)}, reply by ${formatDate(event.detail.replyBy)}`
    case 'asked_again':
      return `Asked again by ${channelWords(event.detail.channel)}, reply by ${formatDate(event.detail.replyBy)}`
    case 'reply_received':
      return `Reply from the family by ${channelWords(event.detail.channel)}: ${roundReplyLabels[event.detail.reply].toLowerCase()}`
    case 'appointment_booked': {
      const at = event.detail.at ? ` at ${event.detail.at}` : ''
      const place = event.detail.place ? `, ${event.detail.place}` : ''
      const outOfTurn = event.detail.outOfTurn ? '; ahead of others who fitted' : ''
      return `Appointment booked for ${formatDate(event.detail.appointmentOn)}${at}${place}${told(event.detail.toldBy)}${outOfTurn}`
    }
    case 'attended':
      return event.detail.outcome ? `Attended: ${event.detail.outcome}` : label
    case 'planned':
      return `Put on the planned list, ${event.detail.dueOn === null ? 'due date not recorded' : `due ${formatDate(event.detail.dueOn)}`}`
    case 'letter_sent':
      return `Letter to the ${letterAudienceLabels[event.detail.audience].toLowerCase()}: ${letterPurposeLabels[event.detail.purpose]}. ${letterSentByLabels[event.detail.how]}`
    case 'contact_made':
      return event.detail.channel ? `${label} by ${event.detail.channel}` : label
    case 'history_carried': {
      const parts = [
        times(event.detail.wasNotBroughtCount, 'was not brought'),
        times(event.detail.cancelledByFamilyCount, 'cancelled by family'),
      ].filter((part) => part !== '')
      return `Carried over from the record system: ${parts.join(', ') || 'no counts'}`
    }
    case 'was_not_brought':
      return event.detail.communicated === true ? `${label}; the family had been told of it` : label
    case 'treatment_started':
      return event.detail.treatment ? `${label}: ${event.detail.treatment}` : label
    case 'decision_to_treat':
      return event.detail.newTreatment ? 'Decision to start a new treatment' : label
    case 'active_monitoring_started':
      return `${label} ${event.detail.by === 'family' ? 'at the family’s wish' : 'by a clinician, with the family'}`
    case 'active_monitoring_ended':
      return event.detail.goesAhead ? `${label}: the family goes ahead` : label
    case 'clinical_review':
      return event.detail.outcome ? `${label}: ${event.detail.outcome}` : label
    case 'delay_requested':
      return `${label}, until ${formatDate(event.detail.until)}`
    case 'rebook_agreed':
      return `${label}${event.detail.askedBy === 'family' ? ', asked for by the family' : ''}`
    case 'ehc_exception':
      return `${label}. ${ehcExceptionLabels[event.detail.exception]}`
    case 'strand_closed':
      return `${strandLabel(event.detail.pathway)} closed: ${closedReasonLabels[event.detail.reason].toLowerCase()}${takenOverBy(event.detail.to)}`
    case 'details_changed':
      return `${event.detail.what.map((what) => changedDetailLabels[what]).join(', ')}${fromTo(event.detail)}`
    case 'long_wait_reviewed': {
      const { weeks, level, change } = event.detail
      return `Long-wait review at ${weeks} weeks. ${harmLevelLabels[level]}. The need: ${needChangeLabels[change].toLowerCase()}`
    }
    case 'support_offered':
      return `Offered while waiting: ${event.detail.name}${event.detail.language ? ` (${event.detail.language})` : ''}`
    case 'support_outcome':
      return event.detail.takenUp
        ? `Support taken up: ${supportHelpedLabels[event.detail.helped].toLowerCase()}`
        : 'Support not taken up'
    case 'deterioration_reported':
      return `${reporterLabels[event.detail.by]} reports that it is getting worse: ${event.detail.what}`
    case 'closed':
      return `Closed: ${closedReasonLabels[event.detail.reason].toLowerCase()}${takenOverBy(event.detail.to)}${decidedBy(event.detail)}`
    case 'note':
      return `${event.detail.leftOpen ? 'Left undecided at triage' : 'Note'}: ${event.detail.text}`
    case 'letter_returned':
    case 'information_received':
    case 'opted_in':
    case 'cancelled_by_family':
    case 'cancelled_by_service':
    case 'arrived_not_seen':
    case 'decision_not_to_treat':
    case 'declined_treatment':
    case 'ehc_advice_sent':
    case 'reopened':
    case 'voided':
      return label
  }
}

function decidedBy({ clinician, risk }: { clinician?: string | null; risk?: string | null }): string {
  const who = clinician ? `. Decided by ${clinician}` : ''
  return risk ? `${who}. Risk: ${risk}` : who
}

function told(by: ToldBy | null | undefined): string {
  return by ? `; family told: ${toldByLabels[by].toLowerCase()}` : ''
}

function channelWords(channel: RoundChannel): string {
  return roundChannelLabels[channel].toLowerCase()
}

function strandLabel(pathway: string): string {
  return (pathwayLabels as Record<string, string>)[pathway] ?? pathway
}

function takenOverBy(provider: string | null | undefined): string {
  return provider ? ` (${provider})` : ''
}

function fromTo(detail: { from?: string | null; to?: string | null }): string {
  if (!detail.from && !detail.to) return ''
  return `: ${detail.from ?? 'not recorded'} → ${detail.to ?? 'not recorded'}`
}

function due(dueBy: string | null | undefined): string {
  return dueBy ? `, due by ${formatDate(dueBy)}` : ''
}

function ahead(expedited: { decidedBy: string } | null | undefined): string {
  return expedited ? `; put ahead by ${expedited.decidedBy}` : ''
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
