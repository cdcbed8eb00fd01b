import { type RuleKind, ruleKinds } from '../../../shared/codes/rule-kinds.ts'
import type { RuleInWords } from '../../../shared/contract/rules.ts'
import type { RuleOutcome, TriageRule } from '../../../shared/triage/rules.ts'
import { tierOf } from '../../domain/triage/compile-rule-set.ts'
import { describeRule } from '../../domain/triage/describe-rule.ts'

/** What people did while a rule fired. */
export type Decisions = RuleInWords['decisions']

/** Rules as people read them, each with what people did while it fired. */
export function rulesInWords(
  rules: readonly TriageRule[],
  decisions: ReadonlyMap<string, Decisions>,
): RuleInWords[] {
  return rules.map((rule) => {
    const { when: _when, outcome, ...held } = rule
    return {
      ...held,
      kind: kindOf(outcome),
      ...describeRule(rule),
      decisions: decisions.get(rule.id) ?? { made: 0, otherwise: 0 },
    }
  })
}

/** What a rule leads to at its most pressing, its branches included. */
export function kindOf({ branch, otherwise, ...base }: RuleOutcome): RuleKind {
  const outcomes = [base, ...(branch ?? []).map((each) => ({ ...base, ...each.outcome }))]
  if (otherwise) outcomes.push({ ...base, ...otherwise })
  const kinds = outcomes.map((outcome): RuleKind => {
    const tier = tierOf(outcome)
    return tier === 'routine' && outcome.priority === undefined && outcome.list === undefined ? 'flag' : tier
  })
  return ruleKinds.find((kind) => kinds.includes(kind)) ?? 'flag'
}
