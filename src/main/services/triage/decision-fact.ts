import { circumstanceLabels } from '../../../shared/codes/circumstances.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageDecision } from '../../../shared/contract/triage.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { suggestedStep } from '../../domain/triage/suggested-step.ts'
import { toService } from '../nhs-services/rows.ts'
import type { LoadedReferral } from '../projection/load.ts'
import type { NewFact } from '../referrals/commands.ts'
import type { WithoutLetter } from './decision-letters.ts'
import { rulesSeen } from './overridden.ts'
import { suggestedDueBy } from './suggest.ts'
import { suggestedPlannedDue } from './to-suggestion.ts'

/**
 * The fact a triage decision records, with the rules it saw, whether it followed them and which it did not, so that
 * departures can be counted by rule. Refuses, beside the field: an acceptance that departs from the suggestion without
 * a reason (any acceptance does where the rules lead with asking or with another route), a question in place of a
 * pressing priority without one, a planned follow-up without a date, and a due-by date that has passed for a child put
 * ahead.
 */
export function decisionFact(
  decision: TriageDecision,
  loaded: LoadedReferral,
  evaluation: Evaluation,
  { today, withoutLetter }: { today: string; withoutLetter: WithoutLetter[] },
): Result<NewFact> {
  const seen = {
    ...rulesSeen(decision, evaluation),
    ...(withoutLetter.length > 0 && { withoutLetter }),
  }
  const { reason } = decision
  const on = { happenedOn: today, reason }
  switch (decision.kind) {
    case 'accept':
      return acceptance(decision, loaded, evaluation, { ...on, seen })
    case 'expedite': {
      const { priority, dueBy, grounds, decidedBy } = decision
      if (dueBy < today)
        return refuse('invalid', 'That date has passed. Enter a date by which the child can still be seen.', {
          field: 'dueBy',
        })
      const detail = { priority, dueBy, expedited: { grounds, decidedBy }, ...seen }
      return ok({ type: 'accepted', detail, happenedOn: today, reason: expediteReason(decision) })
    }
    case 'ask': {
      const isPressing = evaluation.priority === 'same_day' || evaluation.priority === 'urgent'
      if (isPressing && !hasReason(reason)) return reasonNeeded(evaluation)
      const { items, chaseOn, addressee } = decision
      return ok({ type: 'information_requested', detail: { items, chaseOn, addressee, ...seen }, ...on })
    }
    case 'redirect': {
      const { route, reasonCode } = decision
      return ok({ type: 'redirected', detail: { route, reasonCode, ...seen }, ...on })
    }
    case 'not_accept': {
      const { reasonCode, advice, signatory } = decision
      return ok({ type: 'not_accepted', detail: { reasonCode, advice, signatory, ...seen }, ...on })
    }
  }
}

function acceptance(
  decision: Extract<TriageDecision, { kind: 'accept' }>,
  loaded: LoadedReferral,
  evaluation: Evaluation,
  {
    seen,
    ...on
  }: { happenedOn: string; reason: string | null; seen: { asSuggested: boolean; rules: string[] } },
): Result<NewFact> {
  const { priority } = decision
  if (!seen.asSuggested && !hasReason(decision.reason)) return reasonNeeded(evaluation)
  if (priority === 'planned') {
    const dueOn = decision.plannedDueOn ?? suggestedPlannedDue(evaluation, loaded)
    if (dueOn === null)
      return refuse('invalid', 'Give the date the planned follow-up becomes due.', { field: 'plannedDueOn' })
    return ok({ type: 'planned', detail: { dueOn, ...seen }, ...on })
  }
  const { row } = loaded.projection
  const suggested = suggestedDueBy(evaluation, row.received_date, toService(loaded.record.service))
  const dueBy = decision.dueBy ?? (priority === evaluation.priority ? suggested : null)
  return ok({ type: 'accepted', detail: { priority, dueBy, ...seen }, ...on })
}

function hasReason(reason: string | null): boolean {
  return (reason ?? '').trim().length >= 3
}

function reasonNeeded(evaluation: Evaluation): Result<never> {
  return refuse(
    'invalid',
    `The rules suggest ${suggestedWords(evaluation)}. Give a reason for deciding otherwise; it is kept and counted by rule.`,
    { field: 'reason' },
  )
}

/** "Put ahead: contact with youth justice. Decided by the Tuesday panel. Court date in May." */
function expediteReason(decision: Extract<TriageDecision, { kind: 'expedite' }>): string {
  const grounds = decision.grounds.map((ground) => {
    const label = circumstanceLabels[ground]
    return label.charAt(0).toLowerCase() + label.slice(1)
  })
  const more = decision.reason === null || decision.reason === '' ? '' : ` ${decision.reason}`
  return `Put ahead: ${grounds.join('; ')}. Decided by ${decision.decidedBy}.${more}`
}

function suggestedWords(evaluation: Evaluation): string {
  const step = suggestedStep(evaluation)
  if (step === 'ask') return 'asking for information first'
  if (step === 'redirect') return 'another route'
  return evaluation.priority === null
    ? 'no priority; routine is the service’s own target'
    : priorityLabels[evaluation.priority].toLowerCase()
}
