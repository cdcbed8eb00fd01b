import type { Priority } from '../../../shared/codes/priorities.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { suggestedStep } from '../../domain/triage/suggested-step.ts'

/** The part of a decision that is compared with the suggestion. */
export type DecisionInBrief =
  { kind: 'accept' | 'expedite'; priority: Priority } | { kind: 'ask' | 'redirect' | 'not_accept' }

/** Whether a decision is the one suggested, and the rules it did not follow. */
export interface Departure {
  asSuggested: boolean
  /** Ids of the rules behind the suggestion that was not followed; empty when it was, or when none stood behind it. */
  overridden: string[]
}

/** What a triage decision keeps of the rules it saw, so that departures can be counted by rule. */
export interface RulesSeen extends Departure {
  /** The priority suggested; null for none. */
  suggested: Priority | null
  ruleSetVersion: number | null
  /** Ids of the rules that fired. */
  rules: string[]
}

/** The rules a decision saw, whether it followed them and which it did not. */
export function rulesSeen(decision: DecisionInBrief, evaluation: Evaluation): RulesSeen {
  return {
    ...departureOf(decision, evaluation),
    suggested: evaluation.priority,
    ruleSetVersion: evaluation.ruleSetVersion,
    rules: evaluation.fired.map(({ ruleId }) => ruleId),
  }
}

/**
 * How a decision stands to the suggestion. The rules overridden are only those behind what was suggested: those that
 * ask, the one that sends elsewhere, or those that gave the priority. Others that fired are not counted against.
 */
export function departureOf(decision: DecisionInBrief, evaluation: Evaluation): Departure {
  const step = suggestedStep(evaluation)
  const asSuggested = isAsSuggested(decision, evaluation)
  if (asSuggested) return { asSuggested, overridden: [] }
  if (step === 'ask') {
    const asking = evaluation.fired.filter(({ outcome }) => outcome.needInfo !== undefined)
    return { asSuggested, overridden: asking.map(({ ruleId }) => ruleId) }
  }
  if (step === 'redirect')
    return { asSuggested, overridden: evaluation.redirect === null ? [] : [evaluation.redirect.ruleId] }
  return { asSuggested, overridden: [...evaluation.priorityBy] }
}

function isAsSuggested(decision: DecisionInBrief, evaluation: Evaluation): boolean {
  const step = suggestedStep(evaluation)
  switch (decision.kind) {
    case 'accept':
      return step === 'accept' && decision.priority === (evaluation.priority ?? 'routine')
    case 'expedite':
      return step === 'accept' && decision.priority === evaluation.priority
    case 'ask':
      return step === 'ask'
    case 'redirect':
      return step === 'redirect'
    case 'not_accept':
      return step === 'redirect' && evaluation.redirect?.kind === 'watchAndReReferAdvice'
  }
}
