import { ok, refuse } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralFacts } from './compile-condition.ts'
import type { Evaluation } from './evaluation.ts'
import { evaluate } from './evaluate.ts'
import { sentencesOf } from './sentences.ts'

/** One answer of the `triage` command. */
export interface TriagedCase {
  name: string
  /** Ids of the rules that fired, sorted. */
  fires: string[]
  suggestion: {
    /** `same_day`, `urgent`, `soon`, `routine`, `planned`, or null when no rule gives one. */
    priority: Priority | null
    /** Days to the target, or null for the service's own. */
    targetDays: number | null
    /** Present when the days are working days; otherwise they are calendar days. */
    targetUnit?: 'working'
    /** The date field the days count from; null is the received date. Of several, the first that is known. */
    targetFrom: string | null
    needInfo: string[]
    /** The redirect or decline that stands, or null. */
    redirect: { ruleId: string; reasonCode: string | null; route: string | null } | null
    /** True when a same-day or urgent rule holds a redirect back. */
    suppressed: boolean
  }
  flags: string[]
  tasks: string[]
  sentences: string[]
}

/**
 * Evaluates `{"cases": [{"name", "referral": {…}}]}`. Refuses input of another shape with its place; what is wrong
 * inside a referral is answered in its sentences instead.
 */
export function triageCases(input: unknown, ruleSet: RuleSet): Result<TriagedCase[]> {
  const cases = isRecord(input) ? input['cases'] : undefined
  if (!Array.isArray(cases))
    return refuse('invalid', 'The file holds no list named "cases".', { field: 'cases' })
  const answers: TriagedCase[] = []
  for (const [index, each] of cases.entries()) {
    const field = `cases[${index}]`
    if (!isRecord(each)) return refuse('invalid', `${field} is not a case with a referral.`, { field })
    const { referral, name } = each
    if (!isRecord(referral))
      return refuse('invalid', `${field} has no referral.`, { field: `${field}.referral` })
    answers.push(triagedCase(typeof name === 'string' ? name : '', evaluate(ruleSet, referral)))
  }
  return ok(answers)
}

/** An evaluation as the `triage` command gives it. */
export function triagedCase(name: string, evaluation: Evaluation): TriagedCase {
  const { target, redirect } = evaluation
  return {
    name,
    fires: evaluation.fired.map(({ ruleId }) => ruleId).toSorted(),
    suggestion: {
      priority: evaluation.priority,
      targetDays: target?.days ?? null,
      ...(target?.unit === 'working' && { targetUnit: target.unit }),
      targetFrom: target && target.from.length > 0 ? (target.start?.field ?? target.from[0] ?? null) : null,
      needInfo: evaluation.needInfo,
      redirect: redirect && {
        ruleId: redirect.ruleId,
        reasonCode: redirect.reasonCode,
        route: redirect.route,
      },
      suppressed: evaluation.redirects.some(({ suppressedBy }) => suppressedBy.length > 0),
    },
    flags: evaluation.flags,
    tasks: evaluation.tasks.map(({ text }) => text),
    sentences: sentencesOf(evaluation),
  }
}

function isRecord(value: unknown): value is ReferralFacts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
