import { addDays } from '../../domain/clocks/days.ts'
import type { ImportedFact } from '../../domain/import-rows/row-facts.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import { type DecisionInBrief, rulesSeen } from '../triage/overridden.ts'
import { type RuleInput, suggestionFor } from '../triage/suggest.ts'

/** The app has been in use for triage for this many days. */
const daysInUse = 365
/** One referral in so many was decided on paper, and entered with its outcome only. */
const onPaper = 3
/** The largest share of decisions that depart from the suggestion: of all, and of those with one rule. */
const mostOtherwise = { ofAll: 0.16, ofOneRule: 0.3 }

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
 * followed them, as the rules given really suggest. Decisions from before the app was in use, or made on paper, keep
 * nothing, and neither do those that would make departures commoner than they are. The same referrals in the same
 * order give the same.
 */
export function demoDecisions(
  rules: RuleSet,
  today: string,
): (input: RuleInput, facts: Facts) => ImportedFact[] {
  const since = addDays(today, -daysInUse)
  const all = { made: 0, otherwise: 0 }
  const byRule = new Map<string, Tally>()
  let looked = 0
  return (input, facts) => {
    const at = facts.findIndex((fact) => briefOf(fact) !== null)
    const fact = facts[at]
    if (fact === undefined || fact.happenedOn < since) return [...facts]
    looked += 1
    if (looked % onPaper === 0) return [...facts]
    const decision = briefOf(fact)
    if (decision === null) return [...facts]
    const events = facts.slice(0, at).map(asRecorded)
    const evaluation: Evaluation = suggestionFor(
      { rules, lastRunOn: null },
      { ...input, events },
      fact.happenedOn,
    )
    const seen = rulesSeen(decision, evaluation)
    const tallies = seen.rules.map((rule) => {
      const tally = byRule.get(rule) ?? { made: 0, otherwise: 0 }
      byRule.set(rule, tally)
      return tally
    })
    const { ofAll, ofOneRule } = mostOtherwise
    const isLikely = hasRoom(all, ofAll) && tallies.every((tally) => hasRoom(tally, ofOneRule))
    if (!seen.asSuggested && !isLikely) return [...facts]
    for (const tally of [all, ...tallies]) {
      tally.made += 1
      if (!seen.asSuggested) tally.otherwise += 1
    }
    const known = reasons[decision.kind]
    const reason = seen.asSuggested
      ? fact.reason
      : (fact.reason ?? known[all.otherwise % known.length] ?? null)
    const decided = { ...fact, reason, detail: { ...fact.detail, ...seen } } as ImportedFact
    return facts.with(at, decided)
  }
}

interface Tally {
  made: number
  otherwise: number
}

/** Whether one more departure leaves the share of departures below `most`. */
function hasRoom({ made, otherwise }: Tally, most: number): boolean {
  return otherwise + 1 <= most * (made + 1)
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
