import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageDecision, TriageItem, TriageSuggestion } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'

const dayMs = 86_400_000

/** Days from one date to a later one, both `YYYY-MM-DD`; negative when it is earlier. */
export function daysApart(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`
}

/** "Today", "9 days ago". */
export function agoWords(date: string, today: string): string {
  const ago = daysApart(date, today)
  return ago === 0 ? 'Today' : `${days(ago)} ago`
}

/** Where the triage of a referral stands against its target: "Triage due in 3 days", "Triage 5 days overdue". */
export function triageDueWords(triageBy: string, today: string): { text: string; isOverdue: boolean } {
  const left = daysApart(today, triageBy)
  if (left < 0) return { text: `Triage ${days(-left)} overdue`, isOverdue: true }
  return { text: left === 0 ? 'Triage due today' : `Triage due in ${days(left)}`, isOverdue: false }
}

/** What the inbox and the pane say alike of a referral for which the rules name no priority. */
export const noPrioritySuggested = 'No priority suggested'

/** The suggestion in a few words, as the head of the pane says it; null when the rules suggest nothing. */
export function suggestionTitle({ step, priority, redirect }: TriageSuggestion): string | null {
  if (step === 'ask') return 'Ask for information first'
  if (step === 'redirect') return redirect?.route ? `Redirect: ${redirect.route}` : 'Redirect'
  return priority === null ? null : priorityLabels[priority]
}

/** What was decided, for the line that offers to take it back. */
export function decidedWords(decision: TriageDecision): string {
  switch (decision.kind) {
    case 'accept':
      return decision.priority === 'planned'
        ? 'Put on the planned list'
        : `Accepted as ${priorityLabels[decision.priority].toLowerCase()}`
    case 'expedite':
      return `Put ahead as ${priorityLabels[decision.priority].toLowerCase()}, due by ${formatDate(decision.dueBy)}`
    case 'ask':
      return decision.chaseOn === null
        ? 'Information asked for'
        : `Information asked for, chase on ${formatDate(decision.chaseOn)}`
    case 'redirect':
      return `Redirected to ${decision.route}`
    case 'not_accept':
      return 'Not accepted'
  }
}

const decisive: ReadonlySet<string> = new Set([
  'accepted',
  'planned',
  'redirected',
  'not_accepted',
  'priority_changed',
  'attended',
  'closed',
])

/** What was decided about a referral, when and who by, as its timeline says it. */
export function decidedSentence({ referral }: TriageItem): string {
  const standing = referral.timeline.filter((entry) => entry.voidedBy === null)
  const decided = standing.find((entry) => decisive.has(entry.type)) ?? standing[0]
  if (decided === undefined) return 'nothing is recorded'
  return `${decided.sentence} on ${formatDate(decided.happenedOn)} by ${decided.recordedBy}`
}

/** Whether a referral still waits for a triage decision. */
export function isUndecided({ referral }: TriageItem): boolean {
  return referral.status === 'received' || referral.status === 'information_requested'
}

/**
 * Why it must not be passed over in silence: the same day suggested or a date set by law, and nobody has decided or
 * asked anything. Null when it may be left.
 */
export function whyNotLeave({ suggestion, referral }: TriageItem): string | null {
  if (referral.status !== 'received') return null
  if (suggestion.priority === 'same_day') return 'The rules suggest seeing this child the same day.'
  if (suggestion.statutoryDueOn !== null)
    return `Advice for this child is due by law on ${formatDate(suggestion.statutoryDueOn)}.`
  return null
}
