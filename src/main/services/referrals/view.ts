import type { EventType } from '../../../shared/codes/event-types.ts'
import { eventTypes } from '../../../shared/codes/event-types.ts'
import type {
  ReferralDetail,
  ReferralFactsInput,
  ReferralSummary,
  TimelineEntry,
  WaitSummary,
} from '../../../shared/contract/referrals.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { effectiveEvents, inOrder } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { whyNotVoid } from '../../domain/referral-status/can-record.ts'
import { refusalOf } from '../../domain/referral-status/state-table.ts'
import { chsBandOf } from '../../domain/waiting-bands/bands.ts'
import type { ReferralTable } from '../../store/schema.ts'
import { stillRunning } from '../projection/compute.ts'
import type { LoadedReferral } from '../projection/load.ts'
import { leftInWords, whyWithClocks } from '../waiting-list/why.ts'
import { answerAParent, type LatelySeen, type WhomToCall } from './answer-a-parent.ts'
import { isReasonNeeded } from './commands.ts'
import type { ImportOfEvent } from './imported-events.ts'
import { eventSentence } from './event-sentence.ts'
import { nextAction } from './next-action.ts'

/** A referral in a few lines, with its wait counted to `today`. */
export function toSummary({ record, projection }: LoadedReferral, today: string): ReferralSummary {
  const { row } = projection
  const isWaiting = row.is_waiting === 1 && row.clock_start <= today
  const daysWaited = isWaiting ? daysBetween(row.clock_start, today) : null
  return {
    referralId: row.referral_id,
    childId: row.child_id,
    version: record.referral.version,
    serviceId: row.service_id,
    serviceName: record.service.name,
    pathways: JSON.parse(row.pathways) as string[],
    status: row.status,
    priority: row.priority,
    receivedDate: row.received_date,
    effectiveWaitStart: row.effective_wait_start,
    dueBy: row.due_by,
    daysWaited,
    band: daysWaited === null ? null : chsBandOf(daysWaited),
    nextAppointmentOn: row.next_appointment_on,
    closedOn: row.closed_on,
    closedReason: row.closed_reason,
    nextAction: nextAction(projection, record.service.triage_target_days),
  }
}

/** A referral with its timeline, waits, reasons and what may be recorded next. */
export function toDetail(
  loaded: LoadedReferral,
  names: ReadonlyMap<string, string>,
  imported: ReadonlyMap<string, ImportOfEvent>,
  latelySeen: LatelySeen | null,
  call: WhomToCall,
  today: string,
): ReferralDetail {
  const { record, projection } = loaded
  return {
    ...toSummary(loaded, today),
    facts: toFacts(record.referral),
    transferredIn: transferOf(record.events),
    timeline: timelineOf(record.events, names, imported),
    waits: projection.waits.map((wait): WaitSummary => {
      const until = wait.waiting_until === stillRunning ? null : wait.waiting_until
      const days = Math.max(0, daysBetween(wait.clock_start, until ?? today))
      return {
        from: wait.waiting_from,
        until,
        days,
        band: chsBandOf(days),
        leftBy: until === null ? null : leftInWords(wait.left_by),
      }
    }),
    why: whyWithClocks(loaded, today),
    actions: actionsOf(projection, record),
    answerAParent: answerAParent(projection, record.service.name, latelySeen, call, today),
  }
}

/** That it came by transfer, and from which provider where that is known; null when it did not. */
function transferOf(events: readonly ReferralEvent[]): ReferralDetail['transferredIn'] {
  const received = effectiveEvents(events).find((event) => event.type === 'received')
  return received?.detail.transferIn ? { from: received.detail.from ?? null } : null
}

/** Facts of the RTT clock, which only a consultant-led service has. */
const rttFacts: ReadonlySet<EventType> = new Set([
  'decision_to_treat',
  'active_monitoring_started',
  'active_monitoring_ended',
  'decision_not_to_treat',
  'declined_treatment',
  'rebook_agreed',
])
/** Facts of advice by law, where it was asked for. */
const adviceFacts: ReadonlySet<EventType> = new Set(['ehc_exception', 'ehc_advice_sent'])

/** Which facts may be recorded in a status, and why the others may not. What never concerns it is left out. */
function actionsOf(
  { state: { status }, row }: LoadedReferral['projection'],
  { referral, service }: Pick<LoadedReferral['record'], 'referral' | 'service'>,
): ReferralDetail['actions'] {
  const hasSeveralStrands = (JSON.parse(row.pathways) as string[]).length > 1
  const isAdviceAsked = referral.circumstances.includes('"ehcnaAdviceRequestDate":"')
  return eventTypes.flatMap((type) => {
    if (type === 'received' || type === 'voided' || type === 'history_carried') return []
    if (rttFacts.has(type) && service.consultant_led === 0) return []
    if (adviceFacts.has(type) && !isAdviceAsked) return []
    if (type === 'strand_closed' && !hasSeveralStrands) return []
    const why = refusalOf(status, type)
    return { type: type as EventType, allowed: why === null, why, needsReason: isReasonNeeded(type) }
  })
}

/** Every fact, newest first, voided ones marked, the voids themselves folded into what they void. */
function timelineOf(
  events: readonly ReferralEvent[],
  names: ReadonlyMap<string, string>,
  imported: ReadonlyMap<string, ImportOfEvent>,
): TimelineEntry[] {
  const standing = new Set(effectiveEvents(events).map((event) => event.id))
  const voids = new Map(
    events.flatMap((event) => (event.type === 'voided' ? [[event.detail.eventId, event] as const] : [])),
  )
  return inOrder(events)
    .filter((event) => event.type !== 'voided')
    .toReversed()
    .map((event) => {
      const voidedBy = standing.has(event.id) ? undefined : voids.get(event.id)
      return {
        eventId: event.id,
        type: event.type,
        happenedOn: event.happenedOn,
        recordedAt: event.recordedAt,
        recordedBy: names.get(event.recordedBy) ?? 'Somebody who has left',
        sentence: eventSentence(event),
        reason: event.reason,
        voidedBy:
          voidedBy === undefined
            ? null
            : {
                recordedBy: names.get(voidedBy.recordedBy) ?? 'Somebody who has left',
                recordedAt: voidedBy.recordedAt,
                reason: voidedBy.reason,
              },
        canVoid: standing.has(event.id) && whyNotVoid(events, event.id) === null,
        fromImport: imported.get(event.id) ?? null,
      }
    })
}

/** What the letter said, as stored. */
export function toFacts(row: ReferralTable): ReferralFactsInput {
  return {
    pathways: JSON.parse(row.pathways) as string[],
    originalReferralDate: row.original_referral_date,
    sourceOfReferral: row.source_of_referral,
    referrerRole: row.referrer_role,
    referrerName: row.referrer_name,
    referrerOrganisation: row.referrer_organisation,
    reasonCodes: list(row.reason_codes),
    reasonText: row.reason_text,
    redFlagsAsked: row.red_flags_asked === null ? null : row.red_flags_asked === 1,
    redFlags: list(row.red_flags),
    evidence: list(row.evidence),
    consentStatus: row.consent_status,
    consentGiverRole: row.consent_giver_role,
    consentOn: row.consent_on,
    circumstances: JSON.parse(row.circumstances) as ReferralFactsInput['circumstances'],
  }
}

/** What the letter said, ready to be stored. */
export function factsToRow(facts: ReferralFactsInput) {
  return {
    pathways: JSON.stringify(facts.pathways),
    original_referral_date: facts.originalReferralDate,
    source_of_referral: facts.sourceOfReferral,
    referrer_role: facts.referrerRole,
    referrer_name: facts.referrerName,
    referrer_organisation: facts.referrerOrganisation,
    reason_codes: stored(facts.reasonCodes),
    reason_text: facts.reasonText,
    red_flags_asked: facts.redFlagsAsked === null ? null : facts.redFlagsAsked ? 1 : 0,
    red_flags: stored(facts.redFlags),
    evidence: stored(facts.evidence),
    consent_status: facts.consentStatus,
    consent_giver_role: facts.consentGiverRole,
    consent_on: facts.consentOn,
    circumstances: JSON.stringify(facts.circumstances),
  } satisfies Partial<ReferralTable>
}

function list(value: string | null): string[] | null {
  return value === null ? null : (JSON.parse(value) as string[])
}

function stored(value: readonly string[] | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
