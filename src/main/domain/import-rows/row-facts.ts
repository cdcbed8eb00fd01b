import type { EventType } from '../../../shared/codes/event-types.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { EventDetails } from '../referral-status/events.ts'
import type { ValidRow } from './valid-row.ts'

/** A dated fact that a row of an extract tells of, before it has an id and a place in the order of recording. */
export type ImportedFact = {
  [T in EventType]: { type: T; happenedOn: string; detail: EventDetails[T]; reason: string | null }
}[EventType]

/** What stands in an information request whose items the extract does not name. */
export const itemsNotInExtract = 'Not recorded in the extract'

/**
 * The facts of a row in the order in which they must be recorded, so that each fits the state it comes in. A
 * planned child is planned from receipt, because the layout has no due date and nobody may count as waiting by a
 * gap. A triage decision dated after the first contact or the closure counts on the earlier of the two, with the
 * date of the extract kept in words.
 */
export function factsOfRow(row: ValidRow): ImportedFact[] {
  const { receivedDate, firstContactDate: seen, closedDate: closed } = row
  const isPlanned = row.priority === 'planned'
  const outcome = row.triageOutcome
  const facts: ImportedFact[] = [
    fact('received', receivedDate, {
      receivedDate,
      originalReferralDate: row.originalReferralDate,
      transferIn: false,
    }),
  ]
  const wasNotBroughtCount = row.wnbCount ?? 0
  const cancelledByFamilyCount = row.cancelledByFamilyCount ?? 0
  if (wasNotBroughtCount + cancelledByFamilyCount > 0)
    facts.push(fact('history_carried', receivedDate, { wasNotBroughtCount, cancelledByFamilyCount }))

  const decided = notAfter(row.triageDate ?? receivedDate, earlierOf(seen, closed), 'Triaged')
  if (row.priority !== null && !isPlanned && outcome !== 'accepted')
    facts.push(fact('priority_changed', receivedDate, { priority: row.priority }))
  if (outcome === 'information_requested') {
    const asked = isPlanned ? notAfter(decided.on, receivedDate, 'Information requested') : decided
    facts.push(fact('information_requested', asked.on, { items: [itemsNotInExtract] }, asked.reason))
  }
  if (isPlanned) {
    const note = row.triageDate !== null && row.triageDate !== receivedDate && outcome === 'accepted'
    const reason = note ? `Triaged on ${formatDate(row.triageDate ?? '')} by the extract.` : null
    facts.push(fact('planned', receivedDate, { dueOn: null }, reason))
  } else if (outcome === 'accepted') {
    facts.push(fact('accepted', decided.on, { priority: row.priority ?? 'routine' }, decided.reason))
  }

  if (seen !== null) facts.push(fact('attended', seen, {}))
  if (row.lastContactDate !== null && row.lastContactDate !== seen) {
    // Nothing but a note can follow a registration in error.
    const limit = row.closedReason === 'registered_in_error' ? closed : null
    const contact = notAfter(row.lastContactDate, limit, 'Last contact')
    facts.push(fact('contact_made', contact.on, { direction: 'two_way' }, contact.reason))
  }
  const leaving = leavingFact(row, isPlanned)
  return leaving === null ? facts : [...facts, leaving]
}

/** How the referral left the list: by the closure of the row, else by a triage decision that sends it elsewhere. */
function leavingFact(row: ValidRow, isPlanned: boolean): ImportedFact | null {
  const { triageOutcome: outcome, firstContactDate: seen } = row
  const sentAway = outcome === 'redirected' || outcome === 'not_accepted' ? outcome : null
  const reason = row.closedDate === null ? sentAway : row.closedReason
  if (reason === null) return null
  const decidedOn = row.triageDate ?? row.receivedDate
  const on = row.closedDate ?? (seen !== null && seen > decidedOn ? seen : decidedOn)
  const isTriage = sentAway === reason && seen === null && !(isPlanned && reason === 'not_accepted')
  if (isTriage) return fact(sentAway, on, {})
  const contradicts = sentAway !== null && sentAway !== reason
  return fact('closed', on, { reason }, contradicts ? `The extract's triage outcome: ${sentAway}.` : null)
}

function fact<T extends EventType>(
  type: T,
  happenedOn: string,
  detail: EventDetails[T],
  reason: string | null = null,
): ImportedFact {
  return { type, happenedOn, detail, reason } as ImportedFact
}

function earlierOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function notAfter(date: string, limit: string | null, what: string): { on: string; reason: string | null } {
  if (limit === null || date <= limit) return { on: date, reason: null }
  return {
    on: limit,
    reason: `${what} on ${formatDate(date)} by the extract, which is after what followed it.`,
  }
}
