import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { reasonCodeLabels } from '../../../shared/codes/reason-codes.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { SuppliedField } from '../../../shared/letters/fields.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { plainReason } from '../../../shared/letters/plain-reasons.ts'
import type { LetterValues } from '../../domain/letters/render-template.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { EventType } from '../../../shared/codes/event-types.ts'
import { answerAParent } from '../referrals/answer-a-parent.ts'
import type { LetterSetting, LetterSource } from './sources.ts'
import { senderOf } from './senders.ts'

export type Supplied = Partial<Record<SuppliedField, string | string[]>>

/** The value of every field for one referral; what somebody supplied goes before what the referral holds. */
export function valuesOf(
  { loaded, child, lately }: LetterSource,
  setting: LetterSetting,
  addressee: string,
  addedWords: string,
  supplied: Supplied,
): LetterValues {
  const { record, projection } = loaded
  const { row, state } = projection
  const events = effectiveEvents(record.events)
  const sender = senderOf(setting.senders, row.service_id)
  const redirected = last(events, 'redirected')
  const notAccepted = last(events, 'not_accepted')
  const booked = last(events, 'appointment_booked')
  const missed = last(events, 'was_not_brought')
  const service = lowerFirst(record.service.name)
  const referrer = [record.referral.referrer_name, record.referral.referrer_organisation]
    .filter(Boolean)
    .join(', ')
  return {
    'child.name': `${child.given_name} ${child.family_name}`,
    'child.firstName': child.preferred_name ?? child.given_name,
    'child.dateOfBirth': formatLongDate(child.date_of_birth),
    'child.nhsNumber': child.nhs_number && formatNhsNumber(child.nhs_number),
    'child.school': child.school,
    'child.language': child.language,
    'child.interpreter':
      child.interpreter_needed === null ? null : child.interpreter_needed === 1 ? 'yes' : 'no',
    'child.protectionPlan':
      child.cp_plan === 1
        ? 'The child has a child protection plan.'
        : child.child_in_care === 1
          ? 'The child is in care.'
          : null,
    'addressee.name': addressee,
    'service.name': service,
    'service.team': sender.team || record.service.name,
    'service.phone': sender.phone,
    'service.email': sender.email,
    'service.hours': sender.hours,
    'provider.name': setting.providerName,
    'referral.receivedOn': formatLongDate(row.received_date),
    'referral.referrer': referrer,
    'referral.reasons': reasonsOf(record.referral.reason_codes),
    'wait.soFar': row.is_waiting === 1 ? inWeeks(daysBetween(row.received_date, setting.today)) : null,
    'decision.priority': row.priority && priorityLabels[row.priority].toLowerCase(),
    'decision.reason': plainReason(notAccepted?.detail.reasonCode ?? redirected?.detail.reasonCode),
    'decision.route': redirected?.detail.route,
    'decision.advice': notAccepted?.detail.advice,
    'request.items': state.informationRequested?.items,
    'request.replyBy': longDate(state.informationRequested?.chaseOn),
    'optIn.replyBy': longDate(state.optIn?.replyBy),
    'appointment.date': longDate(state.nextAppointmentOn),
    'appointment.place': state.nextAppointmentOn === null ? null : booked?.detail.place,
    'appointment.missedOn': missed && longDate(missed.detail.appointmentOn ?? missed.happenedOn),
    'answer.sentences': answerAParent(projection, record.service.name, lately, sender, setting.today),
    'discharge.reason': state.closedReason === null ? null : `${closedReasonLabels[state.closedReason]}.`,
    'letter.addedWords': addedWords,
    ...supplied,
  }
}

/** The child as the family and the envelope know the name. */
export function childOnEnvelope(child: { family_name: string; given_name: string }): string {
  return displayName({ familyName: child.family_name, givenName: child.given_name, preferredName: null })
}

function last<T extends EventType>(
  events: readonly ReferralEvent[],
  type: T,
): Extract<ReferralEvent, { type: T }> | undefined {
  return events.findLast((event): event is Extract<ReferralEvent, { type: T }> => event.type === type)
}

function longDate(date: string | null | undefined): string | null {
  return date ? formatLongDate(date) : null
}

function reasonsOf(codes: string | null): string | null {
  const labels: Readonly<Record<string, string>> = reasonCodeLabels
  const words = codes === null ? [] : (JSON.parse(codes) as string[]).map((code) => labels[code] ?? code)
  return words.length === 0 ? null : words.join(', ').toLowerCase()
}

/** Whole weeks, so that nobody counts days in a letter that takes some to arrive. */
function inWeeks(days: number): string | null {
  const weeks = Math.floor(days / 7)
  if (weeks < 1) return null
  return weeks === 1 ? 'one week' : `${weeks} weeks`
}

/** A service's name within a sentence: "speech and language therapy", but "SLT" and "ADHD clinic". */
function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}
