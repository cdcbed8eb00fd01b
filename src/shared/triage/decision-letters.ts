import type { LetterAudience, LetterPurpose } from '../codes/letter-purposes.ts'
import type { LetterWanted } from '../contract/letters.ts'
import type { TriageDecision } from '../contract/triage.ts'
import { formatLongDate } from '../format/dates.ts'
import { plainReason } from '../letters/plain-reasons.ts'

/** A letter that goes with a triage decision. */
export interface DecisionLetter {
  purpose: LetterPurpose
  audience: LetterAudience
  /** Whether the decision is refused without it where it can be made. */
  required: boolean
}

/**
 * The letters of a decision. Whoever is sent elsewhere or not accepted is told, and so is who referred them. Source:
 * pathways research, "Refuse safely" and "Ask for what is missing once".
 */
export function lettersOfDecision(decision: TriageDecision): DecisionLetter[] {
  const to = (purpose: LetterPurpose, audience: LetterAudience, required: boolean): DecisionLetter => ({
    purpose,
    audience,
    required,
  })
  switch (decision.kind) {
    case 'accept':
      return decision.priority === 'planned' ? [] : [to('accepted', 'family', false)]
    case 'expedite':
      return [to('accepted', 'family', false)]
    case 'ask': {
      const { addressee } = decision
      const asked: LetterAudience[] = addressee === 'both' ? ['referrer', 'family'] : [addressee]
      return asked.map((audience) => to('information_request', audience, false))
    }
    case 'redirect':
      return [to('redirected', 'family', true), to('redirected', 'referrer', true)]
    case 'not_accept':
      return [to('not_accepted', 'family', true), to('not_accepted', 'referrer', true)]
  }
}

/** What the letters of a decision say that the referral does not hold until it is made. */
export function suppliedByDecision(decision: TriageDecision): NonNullable<LetterWanted['supplied']> {
  switch (decision.kind) {
    case 'accept':
    case 'expedite':
      return {}
    case 'ask':
      return {
        'request.items': decision.items,
        ...(decision.chaseOn !== null && { 'request.replyBy': formatLongDate(decision.chaseOn) }),
      }
    case 'redirect':
      return { 'decision.route': decision.route, ...reasonOf(decision.reasonCode) }
    case 'not_accept':
      return { 'decision.advice': decision.advice, ...reasonOf(decision.reasonCode) }
  }
}

function reasonOf(reasonCode: string | null): { 'decision.reason'?: string } {
  const plain = plainReason(reasonCode)
  return plain === null ? {} : { 'decision.reason': plain }
}
