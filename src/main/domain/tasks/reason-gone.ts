import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { TaskKind, TaskOpener } from '../../../shared/codes/task-kinds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { keyOf, type TaskSubject } from './wanted-task.ts'

/** Why a task asks for nothing any more, and the fact that made it so where one did. */
export interface ReasonGone {
  why: string
  eventId: string | null
}

/** Kinds a clinician ends even after the child was seen or the referral closed. */
const outliveSeen: ReadonlySet<TaskKind> = new Set(['safeguarding_review', 'lead_sign_off', 'ehc_advice'])
const outliveClosing: ReadonlySet<TaskKind> = new Set(['safeguarding_review', 'lead_sign_off'])

/**
 * Why a task that nobody has closed is no longer needed; null while it is. Only what has happened ends a task: the
 * child died or was never referred, the referral closed, the child was seen, the decision was made, the family was
 * spoken to. A person's own task ends by itself only with a death or an error. `stillWanted` holds the keys of what
 * the facts ask for now. Source: domain rules, "Thresholds" and "Was not brought, cancelled, silent".
 */
export function reasonGone(
  task: { kind: TaskKind; occasion: string; openedBy: TaskOpener },
  subject: TaskSubject,
  stillWanted: ReadonlySet<string>,
): ReasonGone | null {
  const { state } = subject
  if (state.closedReason === 'died') return { why: 'Closed quietly.', eventId: lastOf(subject, ['closed']) }
  if (state.status === 'registered_in_error')
    return { why: 'The referral was registered in error.', eventId: lastOf(subject, ['closed']) }
  if (task.openedBy === 'person') return null
  if (!subject.isOpen && !outliveClosing.has(task.kind)) return closed(subject)
  const seen = outliveSeen.has(task.kind) ? undefined : seenSince(task, subject)
  if (seen !== undefined)
    return { why: `The child was seen on ${formatDate(seen.happenedOn)}.`, eventId: seen.id }
  if (task.openedBy === 'rule' || stillWanted.has(keyOf(task))) return null
  return changed(task.kind, subject)
}

function closed(subject: TaskSubject): ReasonGone {
  const { closedReason, closedOn } = subject.state
  const reason = closedReason === null ? 'closed' : closedReasonLabels[closedReason].toLowerCase()
  return {
    why: `The referral was closed${closedOn === null ? '' : ` on ${formatDate(closedOn)}`}: ${reason}.`,
    eventId: lastOf(subject, ['closed', 'redirected', 'not_accepted']),
  }
}

/** The facts that end each kind, where what asked for the task no longer holds. */
function changed(kind: TaskKind, subject: TaskSubject): ReasonGone {
  const { state } = subject
  const gone = (why: string, ...types: ReferralEvent['type'][]) => ({ why, eventId: lastOf(subject, types) })
  if (state.status === 'planned') return gone('Put on the planned list.', 'planned')
  switch (kind) {
    case 'triage_overdue':
      return state.triagedOn === null
        ? gone('The received date was corrected.', 'received_date_corrected')
        : gone(`Triaged on ${formatDate(state.triagedOn)}.`, 'accepted', 'redirected', 'not_accepted')
    case 'urgent_breach':
      return gone('It is not urgent any more.', 'priority_changed', 'accepted', 'received_date_corrected')
    case 'validation_contact':
      return gone(
        state.lastContactOn === null
          ? 'An entry was corrected.'
          : `There was contact with the family on ${formatDate(state.lastContactOn)}.`,
        'contact_made',
        'opted_in',
        'cancelled_by_family',
        'arrived_not_seen',
        'attended',
      )
    case 'information_chase':
      return informationGone(subject)
    case 'opt_in_silent':
    case 'validation_silent':
      return gone(
        'The family was asked again, or has answered.',
        'opted_in',
        'reply_received',
        'asked_again',
        'appointment_booked',
        'opt_in_sent',
        'validation_sent',
      )
    case 'harm_review':
      return lookedAt(subject, 'Reviewed', 'long_wait_reviewed', 'received_date_corrected')
    case 'deterioration':
      return lookedAt(
        subject,
        'A clinician has looked at it',
        'clinical_review',
        'priority_changed',
        'long_wait_reviewed',
        'contact_made',
      )
    case 'ehc_advice':
      return gone('The advice was sent, or a lawful exception applies.', 'ehc_advice_sent', 'ehc_exception')
    default:
      return gone('An entry was voided or corrected.', 'received_date_corrected')
  }
}

/** That somebody looked, and when; an entry that was voided leaves nothing to look at. */
function lookedAt(subject: TaskSubject, what: string, ...types: ReferralEvent['type'][]): ReasonGone {
  const look = effectiveEvents(subject.events).findLast((event) => types.includes(event.type))
  return look === undefined
    ? { why: 'An entry was voided or corrected.', eventId: null }
    : { why: `${what} on ${formatDate(look.happenedOn)}.`, eventId: look.id }
}

function informationGone(subject: TaskSubject): ReasonGone {
  const awaited = subject.state.informationRequested
  if (awaited === null)
    return {
      why: 'The information came, or the decision was made without it.',
      eventId: lastOf(subject, [
        'information_received',
        'accepted',
        'redirected',
        'not_accepted',
        'attended',
      ]),
    }
  const last = awaited.chases.at(-1)
  return {
    why: last === undefined ? 'Asked again.' : `Chased on ${formatDate(last.on)}.`,
    eventId: lastOf(subject, ['information_chased', 'information_requested']),
  }
}

function lastOf({ events }: TaskSubject, types: readonly ReferralEvent['type'][]): string | null {
  return effectiveEvents(events).findLast((event) => types.includes(event.type))?.id ?? null
}

/** The contact that answers a task: after the missed step for a step of the ladder, else the one that ended the wait. */
function seenSince(
  task: { occasion: string; openedBy: TaskOpener },
  { events, isWaiting }: TaskSubject,
): ReferralEvent | undefined {
  const facts = effectiveEvents(events)
  const cause = task.openedBy === 'ladder' ? facts.findIndex((event) => event.id === task.occasion) : -1
  if (cause >= 0) return facts.find((event, index) => index > cause && event.type === 'attended')
  return isWaiting ? undefined : facts.find((event) => event.type === 'attended')
}
