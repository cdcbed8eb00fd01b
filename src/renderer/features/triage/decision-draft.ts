import type { Priority } from '../../../shared/codes/priorities.ts'
import type { TriageDecision, TriageItem, TriageSuggestion } from '../../../shared/contract/triage.ts'
import { shiftDays } from '../../../shared/format/dates.ts'

export type DecisionKind = TriageDecision['kind']

/** A decision while it is typed: every field any kind of decision may have. Dates `YYYY-MM-DD`. */
export interface DecisionDraft {
  kind: DecisionKind
  priority: Priority
  /** Null leaves the date to the rule or the service's own target. */
  dueBy: string | null
  plannedDueOn: string | null
  /** One item a line. */
  items: string
  chaseOn: string | null
  route: string
  reasonCode: string | null
  advice: string
  reason: string
}

/** Days until information asked for is chased. Source: default rules, C01. */
const chaseDays = 10

/** The form of one kind of decision, filled in with what the rules suggest. */
export function newDecisionDraft(
  kind: DecisionKind,
  { suggestion }: TriageItem,
  today: string,
): DecisionDraft {
  const first = suggestion.askFor.map((item) => item.charAt(0).toLocaleUpperCase('en-GB') + item.slice(1))
  return {
    kind,
    priority: suggestion.priority ?? 'routine',
    dueBy: null,
    plannedDueOn: suggestion.plannedDueOn,
    items: first.join('\n'),
    chaseOn: shiftDays(today, chaseDays),
    route: suggestion.redirect?.route ?? '',
    reasonCode: suggestion.redirect?.reasonCode ?? null,
    advice: '',
    reason: '',
  }
}

/**
 * Whether accepting at this priority departs from the suggestion, which needs a reason. Where the rules lead with
 * asking or with another route, any acceptance does.
 */
export function departs(priority: Priority, { step, priority: suggested }: TriageSuggestion): boolean {
  return step !== 'accept' || priority !== (suggested ?? 'routine')
}

/** Whether accepting as suggested can be done at once, with nothing to fill in. */
export function canAcceptAtOnce(suggestion: TriageSuggestion): boolean {
  const priority = suggestion.priority ?? 'routine'
  if (departs(priority, suggestion)) return false
  return priority !== 'planned' || suggestion.plannedDueOn !== null
}

/** The decision that follows the suggestion. */
export function acceptance({ priority, plannedDueOn }: TriageSuggestion): TriageDecision {
  return { kind: 'accept', priority: priority ?? 'routine', dueBy: null, plannedDueOn, reason: null }
}

export type DecisionReading =
  { ok: true; decision: TriageDecision } | { ok: false; problems: { field: string; message: string }[] }

const reasonTooShort = { field: 'reason', message: 'Give a reason of at least 3 characters' }

/** The draft as the backend takes it, or what is wrong with each field. */
export function readDecision(draft: DecisionDraft, suggestion: TriageSuggestion): DecisionReading {
  const problems: { field: string; message: string }[] = []
  const reason = draft.reason.trim()
  const given = reason === '' ? null : reason
  if (isReasonNeeded(draft, suggestion) && reason.length < 3) problems.push(reasonTooShort)
  const answer = (decision: TriageDecision): DecisionReading =>
    problems.length === 0 ? { ok: true, decision } : { ok: false, problems }
  switch (draft.kind) {
    case 'accept': {
      const isPlanned = draft.priority === 'planned'
      if (isPlanned && draft.plannedDueOn === null)
        problems.push({ field: 'plannedDueOn', message: 'Enter when the planned follow-up becomes due' })
      return answer({
        kind: 'accept',
        priority: draft.priority,
        dueBy: isPlanned ? null : draft.dueBy,
        plannedDueOn: isPlanned ? draft.plannedDueOn : null,
        reason: given,
      })
    }
    case 'ask': {
      const items = draft.items
        .split('\n')
        .map((item) => item.trim())
        .filter((item) => item !== '')
      if (items.length === 0) problems.push({ field: 'items', message: 'Say what to ask for' })
      if (items.some((item) => item.length > 200))
        problems.push({ field: 'items', message: 'Keep each line under 200 characters' })
      return answer({ kind: 'ask', items, chaseOn: draft.chaseOn, reason: given })
    }
    case 'redirect': {
      const route = draft.route.trim()
      if (route.length < 2) problems.unshift({ field: 'route', message: 'Say where to' })
      return answer({ kind: 'redirect', route, reasonCode: draft.reasonCode, reason })
    }
    case 'not_accept': {
      const advice = draft.advice.trim()
      return answer({
        kind: 'not_accept',
        reasonCode: draft.reasonCode,
        advice: advice === '' ? null : advice,
        reason,
      })
    }
  }
}

/** Whether the decision is refused without a reason. */
export function isReasonNeeded(draft: DecisionDraft, suggestion: TriageSuggestion): boolean {
  if (draft.kind === 'ask') return false
  return draft.kind !== 'accept' || departs(draft.priority, suggestion)
}
