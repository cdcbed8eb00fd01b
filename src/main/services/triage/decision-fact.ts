import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageDecision } from '../../../shared/contract/triage.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { toService } from '../nhs-services/rows.ts'
import type { LoadedReferral } from '../projection/load.ts'
import type { NewFact } from '../referrals/commands.ts'
import { suggestedDueBy } from './suggest.ts'
import { suggestedPlannedDue, suggestedStep } from './to-suggestion.ts'

/**
 * The fact a triage decision records, with the rules it saw and whether it followed them, so that departures can be
 * counted by rule. Refuses, beside the field, an acceptance that departs from the suggestion without a reason (any
 * acceptance does where the rules lead with asking or with another route) and a planned follow-up without a date.
 */
export function decisionFact(
  decision: TriageDecision,
  loaded: LoadedReferral,
  evaluation: Evaluation,
  today: string,
): Result<NewFact> {
  const on = { happenedOn: today, reason: decision.reason }
  const step = suggestedStep(evaluation)
  const seen = {
    suggested: evaluation.priority,
    ruleSetVersion: evaluation.ruleSetVersion,
    rules: evaluation.fired.map((firing) => firing.ruleId),
  }
  switch (decision.kind) {
    case 'accept':
      return acceptance(decision, loaded, evaluation, { ...on, seen })
    case 'ask':
      return ok({
        type: 'information_requested',
        detail: {
          items: decision.items,
          chaseOn: decision.chaseOn,
          asSuggested: step === 'ask',
          ...seen,
        },
        ...on,
      })
    case 'redirect':
      return ok({
        type: 'redirected',
        detail: {
          route: decision.route,
          reasonCode: decision.reasonCode,
          asSuggested: step === 'redirect',
          ...seen,
        },
        ...on,
      })
    case 'not_accept':
      return ok({
        type: 'not_accepted',
        detail: { reasonCode: decision.reasonCode, advice: decision.advice, asSuggested: false, ...seen },
        ...on,
      })
  }
}

function acceptance(
  decision: Extract<TriageDecision, { kind: 'accept' }>,
  loaded: LoadedReferral,
  evaluation: Evaluation,
  { seen, ...on }: { happenedOn: string; reason: string | null; seen: object },
): Result<NewFact> {
  const { priority } = decision
  const isAcceptanceSuggested = suggestedStep(evaluation) === 'accept'
  const asSuggested = isAcceptanceSuggested && priority === (evaluation.priority ?? 'routine')
  if (!asSuggested && (decision.reason ?? '').trim().length < 3)
    return refuse(
      'invalid',
      `The rules suggest ${suggestedWords(evaluation)}. Give a reason for deciding otherwise; it is kept and counted by rule.`,
      { field: 'reason' },
    )
  if (priority === 'planned') {
    const dueOn = decision.plannedDueOn ?? suggestedPlannedDue(evaluation, loaded)
    if (dueOn === null)
      return refuse('invalid', 'Give the date the planned follow-up becomes due.', { field: 'plannedDueOn' })
    return ok({ type: 'planned', detail: { dueOn, asSuggested, ...seen }, ...on })
  }
  const { row } = loaded.projection
  const suggested = suggestedDueBy(evaluation, row.received_date, toService(loaded.record.service))
  const dueBy = decision.dueBy ?? (priority === evaluation.priority ? suggested : null)
  return ok({ type: 'accepted', detail: { priority, dueBy, asSuggested, ...seen }, ...on })
}

function suggestedWords(evaluation: Evaluation): string {
  const step = suggestedStep(evaluation)
  if (step === 'ask') return 'asking for information first'
  if (step === 'redirect') return 'another route'
  return evaluation.priority === null
    ? 'no priority; routine is the service’s own target'
    : priorityLabels[evaluation.priority].toLowerCase()
}
