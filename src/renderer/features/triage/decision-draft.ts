import { circumstances, type Circumstance } from '../../../shared/codes/circumstances.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type {
  Addressee,
  TriageDecision,
  TriageItem,
  TriageSuggestion,
} from '../../../shared/contract/triage.ts'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import { shiftDays } from '../../../shared/format/dates.ts'
import { lettersOfDecision, suppliedByDecision } from '../../../shared/triage/decision-letters.ts'

export type DecisionKind = TriageDecision['kind']

/** Priorities that put a child ahead of routine waits. */
export const aheadPriorities = ['same_day', 'urgent', 'soon'] as const
type AheadPriority = (typeof aheadPriorities)[number]

/** A decision while it is typed: every field any kind of decision may have. Dates `YYYY-MM-DD`. */
export interface DecisionDraft {
  kind: DecisionKind
  priority: Priority
  /** Null leaves the date to the rule or the service's own target. */
  dueBy: string | null
  plannedDueOn: string | null
  /** One item a line. */
  items: string
  addressee: Addressee
  chaseOn: string | null
  route: string
  reasonCode: string | null
  advice: string
  signatory: string
  /** Account of who signs; null for the person deciding. */
  signatoryId: string | null
  /** The ground in words a family can read, where no code says it. */
  plainReason: string
  grounds: Circumstance[]
  decidedBy: string
  reason: string
}

/** Where a ground by itself says where to. */
const routeOfGround: Readonly<Record<string, string>> = { OUT_OF_AREA: 'Service of the home area' }

/** Days until information asked for is chased. Source: default rules, C01. */
const chaseDays = 10

/** The form of one kind of decision, filled in with what the rules suggest and who decides. */
export function newDecisionDraft(
  kind: DecisionKind,
  { suggestion, referral, dueByFor }: TriageItem,
  { today, name }: { today: string; name: string },
): DecisionDraft {
  const first = suggestion.askFor.map((item) => item.charAt(0).toLocaleUpperCase('en-GB') + item.slice(1))
  const priority = suggestion.priority ?? 'routine'
  const ahead = isAhead(priority) ? priority : 'urgent'
  return {
    kind,
    priority: kind === 'expedite' ? ahead : priority,
    dueBy: kind === 'expedite' && dueByFor[ahead] >= today ? dueByFor[ahead] : null,
    plannedDueOn: suggestion.plannedDueOn,
    items: first.join('\n'),
    addressee: 'referrer',
    chaseOn: shiftDays(today, chaseDays),
    route: suggestion.redirect?.route ?? routeOfGround[suggestion.redirect?.reasonCode ?? ''] ?? '',
    reasonCode: suggestion.redirect?.reasonCode ?? null,
    advice: '',
    signatory: name,
    signatoryId: null,
    plainReason: '',
    grounds: recordedGrounds(referral.facts.circumstances['circumstances']),
    decidedBy: name,
    reason: '',
  }
}

function isAhead(priority: Priority): priority is AheadPriority {
  return (aheadPriorities as readonly Priority[]).includes(priority)
}

function recordedGrounds(held: unknown): Circumstance[] {
  return Array.isArray(held) ? circumstances.filter((each) => held.includes(each)) : []
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

/** The draft as the backend takes it, or what is wrong with each field. */
export function readDecision(draft: DecisionDraft, suggestion: TriageSuggestion): DecisionReading {
  const problems: { field: string; message: string }[] = []
  const need = (field: string, holds: boolean, message: string): void => {
    if (!holds) problems.push({ field, message })
  }
  switch (draft.kind) {
    case 'accept':
      need(
        'plannedDueOn',
        draft.priority !== 'planned' || draft.plannedDueOn !== null,
        'Enter when the planned follow-up becomes due',
      )
      break
    case 'expedite':
      need('grounds', draft.grounds.length > 0, 'Name at least one ground')
      need('decidedBy', draft.decidedBy.trim().length >= 2, 'Say who decided')
      need('dueBy', draft.dueBy !== null, 'Enter the new due-by date')
      break
    case 'ask': {
      const items = itemsOf(draft)
      need('items', items.length > 0, 'Say what to ask for')
      need(
        'items',
        items.every((item) => item.length <= 200),
        'Keep each line under 200 characters',
      )
      need('chaseOn', draft.chaseOn !== null, 'Enter when to chase')
      break
    }
    case 'redirect':
      need('route', draft.route.trim().length >= 2, 'Say where to')
      break
    case 'not_accept':
      need('reasonCode', draft.reasonCode !== null, 'Choose a ground')
      need('advice', draft.advice.trim().length >= 3, 'Say what the referrer and the family can do now')
      need('signatory', draft.signatory.trim().length >= 2, 'Say who signs the letters')
      break
  }
  const needsWords = isPlainReasonNeeded(draft)
  need('plainReason', !needsWords || draft.plainReason.trim().length >= 3, 'Say why, for the letters')
  const isReasoned = !isReasonNeeded(draft, suggestion) || draft.reason.trim().length >= 3
  need('reason', isReasoned, 'Give a reason of at least 3 characters')
  return problems.length === 0 ? { ok: true, decision: sketchOf(draft) } : { ok: false, problems }
}

/** The decision as far as it is typed. It may lack what `readDecision` asks for. */
export function sketchOf(draft: DecisionDraft): TriageDecision {
  const { kind, priority, dueBy, plannedDueOn, reasonCode, addressee, chaseOn, grounds } = draft
  const reason = draft.reason.trim()
  const given = reason === '' ? null : reason
  switch (kind) {
    case 'accept': {
      const isPlanned = priority === 'planned'
      return {
        kind,
        priority,
        dueBy: isPlanned ? null : dueBy,
        plannedDueOn: isPlanned ? plannedDueOn : null,
        reason: given,
      }
    }
    case 'expedite': {
      const ahead = isAhead(priority) ? priority : 'urgent'
      const decidedBy = draft.decidedBy.trim()
      return { kind, priority: ahead, dueBy: dueBy ?? '', grounds, decidedBy, reason: given }
    }
    case 'ask':
      return { kind, items: itemsOf(draft), addressee, chaseOn, reason: given }
    case 'redirect':
      return { kind, route: draft.route.trim(), reasonCode, reason }
    case 'not_accept': {
      const [advice, signatory] = [draft.advice.trim(), draft.signatory.trim()]
      return { kind, reasonCode: reasonCode ?? '', advice, signatory, reason }
    }
  }
}

function itemsOf({ items }: DecisionDraft): string[] {
  return items
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Whether the letters lack a ground in plain words, because the code chosen has none. */
export function isPlainReasonNeeded({ kind, reasonCode }: DecisionDraft): boolean {
  return kind === 'not_accept' && reasonCode === 'OTHER'
}

/** The letters that go with a decision, saying what it will say. */
export function lettersWanted(decision: TriageDecision, draft: DecisionDraft | null): LetterWanted[] {
  const plain = draft === null || !isPlainReasonNeeded(draft) ? '' : draft.plainReason.trim()
  return lettersOfDecision(decision).map(({ purpose, audience }) => ({
    purpose,
    audience,
    signatoryId: draft?.kind === 'not_accept' ? draft.signatoryId : null,
    supplied: {
      ...(plain !== '' && { 'decision.reason': plain }),
      ...Object.fromEntries(
        Object.entries(suppliedByDecision(decision)).filter(([, value]) => value.length > 0),
      ),
    },
  }))
}

/** Whether the decision is refused without a reason. */
export function isReasonNeeded(draft: DecisionDraft, suggestion: TriageSuggestion): boolean {
  switch (draft.kind) {
    case 'expedite':
      return false
    case 'ask':
      return suggestion.priority === 'same_day' || suggestion.priority === 'urgent'
    case 'accept':
      return departs(draft.priority, suggestion)
    case 'redirect':
    case 'not_accept':
      return true
  }
}
