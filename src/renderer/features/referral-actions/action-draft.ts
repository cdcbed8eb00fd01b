import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { EhcException } from '../../../shared/codes/ehc-exceptions.ts'
import { eventLabels } from '../../../shared/codes/event-types.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { RecordableEvent, RecordableEventType } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'

/** A fact while it is typed: every field any kind of fact may have. Dates `YYYY-MM-DD`. */
export interface ActionDraft {
  type: RecordableEventType
  happenedOn: string | null
  reason: string
  /** The date in the detail: appointment, planned due date, corrected received date. */
  otherDate: string | null
  /** The optional date in the detail: reply by, chase on, due by. */
  followUpOn: string | null
  kind: 'first' | 'follow_up' | 'drop_in'
  place: string
  /** One item a line. */
  items: string
  priority: Priority | null
  isTreatment: boolean
  outcome: string
  direction: 'in' | 'out' | 'two_way'
  channel: string | null
  closedReason: ClosedReason | null
  /** Who takes over. */
  to: string
  /** Who decides a discharge, and the risk that was weighed. */
  clinician: string
  risk: string
  /** Discharged after a missed appointment, on grounds that protect the child. */
  isMissedPolicy: boolean
  text: string
  /** The one answer of several that some kinds of fact ask for, by its value. */
  choice: string | null
}

/** A form for one kind of fact, with the date it most likely happened on. */
export function newDraft(type: RecordableEventType, happenedOn: string): ActionDraft {
  return {
    type,
    happenedOn,
    reason: '',
    otherDate: null,
    followUpOn: null,
    kind: 'first',
    place: '',
    items: '',
    priority: null,
    isTreatment: false,
    outcome: '',
    direction: 'two_way',
    channel: null,
    closedReason: null,
    to: '',
    clinician: '',
    risk: '',
    isMissedPolicy: false,
    text: '',
    choice: null,
  }
}

/** Whether anything was typed beside the date the form came with. */
export function isDirty(draft: ActionDraft, start: ActionDraft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(start)
}

export interface FieldMessage {
  field: string
  message: string
}
export type DraftReading =
  | { ok: true; event: RecordableEvent; happenedOn: string; reason: string | null }
  | { ok: false; problems: FieldMessage[] }

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function detailOf(draft: ActionDraft): RecordableEvent | FieldMessage {
  const { type } = draft
  switch (type) {
    case 'appointment_booked':
      if (draft.otherDate === null)
        return { field: 'otherDate', message: 'Enter the date of the appointment' }
      return {
        type,
        detail: { appointmentOn: draft.otherDate, kind: draft.kind, place: orNull(draft.place) },
      }
    case 'attended':
      return { type, detail: { treatment: draft.isTreatment, outcome: orNull(draft.outcome) } }
    case 'information_requested': {
      const items = draft.items
        .split('\n')
        .map((item) => item.trim())
        .filter((item) => item !== '')
      if (items.length === 0) return { field: 'items', message: 'Say what was asked for, one thing a line' }
      return { type, detail: { items, chaseOn: draft.followUpOn } }
    }
    case 'priority_changed':
      if (draft.priority === null) return { field: 'priority', message: 'Choose a priority' }
      return { type, detail: { priority: draft.priority, dueBy: draft.followUpOn } }
    case 'opt_in_sent':
      return { type, detail: { replyBy: draft.followUpOn } }
    case 'planned':
      if (draft.otherDate === null) return { field: 'otherDate', message: 'Enter the date it is due' }
      return { type, detail: { dueOn: draft.otherDate } }
    case 'received_date_corrected':
      if (draft.otherDate === null) return { field: 'otherDate', message: 'Enter the right received date' }
      return { type, detail: { receivedDate: draft.otherDate } }
    case 'contact_made':
      return { type, detail: { direction: draft.direction, channel: draft.channel } }
    case 'closed':
      if (draft.closedReason === null)
        return { field: 'closedReason', message: 'Choose why the referral leaves the list' }
      return {
        type,
        detail: {
          reason: draft.closedReason,
          clinician: orNull(draft.clinician),
          risk: orNull(draft.risk),
          to: orNull(draft.to),
          ...(draft.closedReason === 'discharged' && draft.isMissedPolicy && { missedPolicy: true }),
        },
      }
    case 'strand_closed':
      if (draft.choice === null) return { field: 'choice', message: 'Choose the strand' }
      if (draft.closedReason === null)
        return { field: 'closedReason', message: 'Choose why this strand leaves the list' }
      return {
        type,
        detail: { pathway: draft.choice, reason: draft.closedReason, to: orNull(draft.to) },
      }
    case 'note':
      if (draft.text.trim() === '') return { field: 'text', message: 'Write the note' }
      return { type, detail: { text: draft.text.trim() } }
    case 'was_not_brought':
      return { type, detail: draft.choice === null ? {} : { communicated: draft.choice === 'yes' } }
    case 'decision_to_treat':
      return { type, detail: { newTreatment: draft.isTreatment } }
    case 'treatment_started':
      return { type, detail: { treatment: orNull(draft.outcome) } }
    case 'clinical_review':
      return { type, detail: { outcome: orNull(draft.outcome) } }
    case 'active_monitoring_started':
      if (draft.choice === null) return { field: 'choice', message: 'Say whose wish it was' }
      return { type, detail: { by: draft.choice === 'family' ? 'family' : 'clinician' } }
    case 'active_monitoring_ended':
      if (draft.choice === null) return { field: 'choice', message: 'Say what comes next' }
      return { type, detail: { goesAhead: draft.choice === 'goes_ahead' } }
    case 'rebook_agreed':
      if (draft.choice === null) return { field: 'choice', message: 'Say who asked for it' }
      return { type, detail: { askedBy: draft.choice === 'family' ? 'family' : 'service' } }
    case 'delay_requested':
      if (draft.otherDate === null)
        return { field: 'otherDate', message: 'Enter the date from which they can come' }
      return { type, detail: { until: draft.otherDate } }
    case 'ehc_exception':
      if (draft.choice === null) return { field: 'choice', message: 'Choose the exception' }
      return { type, detail: { exception: draft.choice as EhcException } }
    case 'information_received':
    case 'opted_in':
    case 'cancelled_by_family':
    case 'cancelled_by_service':
    case 'arrived_not_seen':
    case 'decision_not_to_treat':
    case 'declined_treatment':
    case 'ehc_advice_sent':
    case 'reopened':
      return { type, detail: {} }
  }
}

/** The draft as the backend takes it, or what each field still needs. */
export function readDraft(draft: ActionDraft, needsReason: boolean): DraftReading {
  const problems: FieldMessage[] = []
  const detail = detailOf(draft)
  if ('field' in detail) problems.push(detail)
  if (draft.happenedOn === null) problems.push({ field: 'happenedOn', message: 'Enter the date' })
  if (needsReason && draft.reason.trim().length < 3)
    problems.push({ field: 'reason', message: 'Give a reason of at least 3 characters' })
  if ('field' in detail || draft.happenedOn === null || problems.length > 0) return { ok: false, problems }
  return { ok: true, event: detail, happenedOn: draft.happenedOn, reason: orNull(draft.reason) }
}

/** What was recorded, for the message that offers to take it back: "Was not brought, 20-Nov-2026". */
export function recordedWords(event: RecordableEvent, happenedOn: string): string {
  if (event.type === 'appointment_booked')
    return `Appointment booked for ${formatDate(event.detail.appointmentOn)}`
  return `${eventLabels[event.type]}, ${formatDate(happenedOn)}`
}
