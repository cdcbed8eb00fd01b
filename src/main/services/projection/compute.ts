import type { Priority } from '../../../shared/codes/priorities.ts'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { RowFlag } from '../../../shared/contract/list-query.ts'
import { birthday } from '../../../shared/format/age.ts'
import { clinicHistory, priorityHistory } from '../../domain/returns/known-then.ts'
import { communityWait } from '../../domain/clocks/community-wait.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { serviceDueBy } from '../../domain/clocks/due-by.ts'
import { ehcAdvice } from '../../domain/clocks/ehc-advice.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { effectiveWaitStart, queuePlace } from '../../domain/referral-status/queue-order.ts'
import { stageQueueOf } from '../../domain/referral-status/queues.ts'
import { replay, type ReferralState } from '../../domain/referral-status/replay.ts'
import type { ChildTable, ReferralTable, WaitingListTable, WaitTable } from '../../store/schema.ts'

/** What the rules said, as far as the list needs it. */
export interface SuggestionInBrief {
  priority: Priority | null
  dueBy: string | null
  statutoryDueOn: string | null
}

/** The child's columns that a list shows, sorts or filters by. */
export type ChildOnList = Pick<
  ChildTable,
  | 'id'
  | 'name_key'
  | 'date_of_birth'
  | 'nhs_number'
  | 'postcode'
  | 'gp_practice_code'
  | 'interpreter_needed'
  | 'child_in_care'
  | 'cp_plan'
  | 'child_in_need'
  | 'ehcp'
  | 'armed_forces_family'
  | 'restricted'
>
/** The referral's columns that a list shows, sorts or filters by. */
export type ReferralOnList = Pick<
  ReferralTable,
  | 'id'
  | 'child_id'
  | 'service_id'
  | 'pathways'
  | 'red_flags'
  | 'consent_status'
  | 'original_referral_date'
  | 'circumstances'
>

export interface ProjectionInput {
  child: ChildOnList
  /** Whether any contact has a phone number or an e-mail address. */
  hasContact: boolean
  referral: ReferralOnList
  service: Pick<Service, 'stopEvent' | 'upperAgeYears' | 'targetDays'>
  events: readonly ReferralEvent[]
  suggestion: SuggestionInBrief | null
  hasPossibleDuplicate: boolean
  /** Open referrals of the child to the same service, this one not counted. */
  otherOpenReferrals: number
}

export interface Projection {
  state: ReferralState
  row: WaitingListTable
  waits: WaitTable[]
}

/** The end of a wait that is still running, as stored. */
export const stillRunning = '9999-12-31'

/**
 * What a referral's facts mean for lists and returns. A pure function: the same facts always give the same rows,
 * which is what a rebuild proves.
 */
export function computeProjection(input: ProjectionInput): Projection {
  const { child, referral, service, events, suggestion } = input
  const state = replay(events)
  const wait = communityWait(events, service)
  const isOpen = isOpenStatus(state.status)
  const receivedDate =
    state.receivedDate ?? events[0]?.happenedOn ?? referral.original_referral_date ?? '1900-01-01'
  const clockStart = wait.intervals.at(-1)?.countedFrom ?? receivedDate
  const carriedStart = effectiveWaitStart({
    receivedDate,
    originalReferralDate: state.originalReferralDate ?? referral.original_referral_date,
    childInCare: asked(child.child_in_care),
    armedForcesFamily: asked(child.armed_forces_family),
  })
  const dueBy =
    state.dueBy ??
    serviceDueBy(state.priority, receivedDate, service.targetDays) ??
    (state.priority === null ? (suggestion?.dueBy ?? null) : null)
  const place = queuePlace({
    priority: state.priority,
    suggestedPriority: suggestion?.priority ?? null,
    dueBy,
    effectiveWaitStart: carriedStart,
    plannedDueOn: state.plannedDueOn,
  })
  const missingData = isMissingData(input)
  const running = wait.intervals.some((interval) => interval.until === null)
  const pathways = openStrands(referral.pathways, state.closedStrands)
  const facts = effectiveEvents(events)
  const brokenDownBy = {
    received_date: receivedDate,
    date_of_birth: child.date_of_birth,
    pathways,
    priorities: priorityHistory(facts),
    clinics: clinicHistory(facts),
  }

  return {
    state,
    row: {
      referral_id: referral.id,
      child_id: child.id,
      service_id: referral.service_id,
      status: state.status,
      is_open: isOpen ? 1 : 0,
      stage_queue: stageQueueOf(state.status),
      is_waiting: running && isOpen ? 1 : 0,
      priority: state.priority,
      suggested_priority: suggestion?.priority ?? null,
      order_tier: place.tier,
      order_date: place.date,
      received_date: receivedDate,
      clock_start: clockStart,
      effective_wait_start: carriedStart,
      due_by: dueBy,
      triaged_on: state.triagedOn,
      first_contact_on: wait.firstContactOn,
      closed_on: state.closedOn,
      closed_reason: state.closedReason,
      planned_due_on: state.plannedDueOn,
      next_appointment_on: state.nextAppointmentOn,
      reply_by: state.asked?.replyBy ?? null,
      reviewed_weeks: state.reviewedWeeks,
      last_contact_on: state.lastContactOn,
      contact_from: state.lastContactOn ?? receivedDate,
      age_out_on: birthday(child.date_of_birth, service.upperAgeYears),
      statutory_due_on: isAdviceSent(events, referral.circumstances)
        ? null
        : (suggestion?.statutoryDueOn ?? null),
      was_not_brought_count: state.wasNotBroughtCount,
      cancelled_by_family_count: state.cancelledByFamilyCount,
      flags: fenced(flagsOf(input, state, missingData, isOpen)),
      pathways,
      has_possible_duplicate: input.hasPossibleDuplicate ? 1 : 0,
      missing_data: missingData ? 1 : 0,
      name_key: child.name_key,
      date_of_birth: child.date_of_birth,
      last_sequence: events.reduce((last, event) => Math.max(last, event.sequence), 0),
    },
    waits: wait.intervals.map((interval, ordinal) => ({
      referral_id: referral.id,
      ordinal,
      service_id: referral.service_id,
      clock_start: interval.countedFrom,
      waiting_from: interval.from,
      waiting_until: interval.until ?? stillRunning,
      span_class: spanClass(interval.from, interval.until),
      entered_by: interval.enteredBy,
      left_by: interval.leftBy,
      ...brokenDownBy,
    })),
  }
}

/**
 * The size class of a wait: ⌊log2⌋ of its days, -1 while it runs. A census looks in each class only at the waits
 * that ended within twice the class's length of the census, so its work grows with those waiting, not with history.
 */
export function spanClass(from: string, until: string | null): number {
  if (until === null) return -1
  return Math.floor(Math.log2(Math.max(1, daysBetween(from, until))))
}

/** Whether the advice that was asked for has been sent, so that nothing is due by law any more. */
function isAdviceSent(events: readonly ReferralEvent[], circumstances: string): boolean {
  if (!events.some((event) => event.type === 'ehc_advice_sent')) return false
  const { ehcnaAdviceRequestDate } = JSON.parse(circumstances) as { ehcnaAdviceRequestDate?: string | null }
  return ehcAdvice(effectiveEvents(events), ehcnaAdviceRequestDate ?? '').sentOn !== null
}

function asked(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}

function isMissingData({ child, referral, hasContact }: ProjectionInput): boolean {
  return (
    child.nhs_number === null ||
    child.postcode === null ||
    child.gp_practice_code === null ||
    referral.consent_status === null ||
    !hasContact
  )
}

function flagsOf(
  input: ProjectionInput,
  state: ReferralState,
  missingData: boolean,
  isOpen: boolean,
): RowFlag[] {
  const { child, referral } = input
  const flags: [RowFlag, boolean][] = [
    ['red_flag', referral.red_flags !== null && referral.red_flags !== '[]'],
    ['child_in_care', child.child_in_care === 1],
    ['cp_plan', child.cp_plan === 1],
    ['child_in_need', child.child_in_need === 1],
    ['ehcp', child.ehcp === 1],
    ['interpreter_needed', child.interpreter_needed === 1],
    ['armed_forces_family', child.armed_forces_family === 1],
    ['restricted', child.restricted === 1],
    ['was_not_brought', state.wasNotBroughtCount > 0],
    ['possible_duplicate', input.hasPossibleDuplicate],
    ['missing_data', missingData],
    ['same_service_twice', isOpen && input.otherOpenReferrals > 0],
  ]
  return flags.filter(([, holds]) => holds).map(([flag]) => flag)
}

/** The pathways that are still asked for, as stored. */
function openStrands(pathways: string, closed: readonly string[]): string {
  if (closed.length === 0) return pathways
  return JSON.stringify((JSON.parse(pathways) as string[]).filter((pathway) => !closed.includes(pathway)))
}

function fenced(flags: readonly string[]): string {
  return flags.length === 0 ? ',' : `,${flags.join(',')},`
}
