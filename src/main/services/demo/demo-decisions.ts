import { addDays } from '../../domain/clocks/days.ts'
import type { ImportedFact } from '../../domain/import-rows/row-facts.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import { type DecisionInBrief, rulesSeen } from '../triage/overridden.ts'
import { type RuleInput, suggestionFor } from '../triage/suggest.ts'

/** The app has been in use for triage for this many days. */
const daysInUse = 365
/** The share of decisions that depart from the suggestion, as where rules are new and people look at them closely. */
const mostOtherwise = 0.16

/** Why people decide otherwise than suggested, by what they did. */
const reasons: Record<'accept' | 'ask' | 'redirect' | 'not_accept', readonly string[]> = {
  accept: [
    'Seen by this team last year; the letter understates the difficulty',
    'Spoke to the referrer, who gave what was missing',
    'Parents describe more than the letter says',
    'School already has support in place',
    'Stable since the last review, no need to go ahead of others',
  ],
  ask: ['The letter contradicts the health visitor’s report', 'No detail to decide on'],
  redirect: ['Known to the other service already', 'Agreed with the other team at the weekly meeting'],
  not_accept: ['Seen and discharged three months ago with the same question'],
}

type Facts = readonly ImportedFact[]

/**
 * Gives the facts of made-up referrals what a decision on the triage screen keeps: the rules it saw and whether it
 * followed them, as the rules given really suggest. Decisions from before the app was in use keep nothing, and neither
 * do those that would make departures commoner than they are. The same referrals in the same order give the same.
 */
export function demoDecisions(
  rules: RuleSet,
  today: string,
): (input: RuleInput, facts: Facts) => ImportedFact[] {
  const since = addDays(today, -daysInUse)
  let made = 0
  let otherwise = 0
  return (input, facts) => {
    const at = facts.findIndex((fact) => briefOf(fact) !== null)
    const fact = facts[at]
    if (fact === undefined || fact.happenedOn < since) return [...facts]
    const decision = briefOf(fact)
    if (decision === null) return [...facts]
    const events = facts.slice(0, at).map(asRecorded)
    const evaluation: Evaluation = suggestionFor(
      { rules, lastRunOn: null },
      { ...input, events },
      fact.happenedOn,
    )
    const seen = rulesSeen(decision, evaluation)
    if (!seen.asSuggested && otherwise + 1 > mostOtherwise * (made + 1)) return [...facts]
    made += 1
    if (!seen.asSuggested) otherwise += 1
    const known = reasons[decision.kind]
    const reason = seen.asSuggested ? fact.reason : (fact.reason ?? known[otherwise % known.length] ?? null)
    const decided = { ...fact, reason, detail: { ...fact.detail, ...seen } } as ImportedFact
    return facts.with(at, decided)
  }
}

type Brief = DecisionInBrief & { kind: keyof typeof reasons }

/** The decision a fact of triage records; null for any other fact. */
function briefOf(fact: ImportedFact): Brief | null {
  switch (fact.type) {
    case 'accepted':
      return { kind: 'accept', priority: fact.detail.priority }
    case 'planned':
      return { kind: 'accept', priority: 'planned' }
    case 'information_requested':
      return { kind: 'ask' }
    case 'redirected':
      return { kind: 'redirect' }
    case 'not_accepted':
      return { kind: 'not_accept' }
    default:
      return null
  }
}

function asRecorded(fact: ImportedFact, sequence: number): ReferralEvent {
  return { ...fact, id: String(sequence), sequence, recordedAt: '', recordedBy: '' } as ReferralEvent
}
