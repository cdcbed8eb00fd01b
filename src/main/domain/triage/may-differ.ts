import { canonicalServiceId, type RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralFacts } from './compile-condition.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import { isSameRule } from './diff-rules.ts'

/**
 * Whether two rule sets may say otherwise about a referral: a quick question before both are asked in full. What is
 * suggested depends on the rules that fire and their order alone, so where no rule that differs fires under either
 * set, and those they share stand in one order, both say the same.
 */
export function mayDiffer(
  before: RuleSet,
  after: RuleSet,
): (service: string | null, facts: ReferralFacts) => boolean {
  if (before === after) return () => false
  const old = new Map(before.rules.map((rule) => [rule.id, rule]))
  const same = new Set(
    after.rules.flatMap((rule) => {
      const was = old.get(rule.id)
      return was !== undefined && isSameRule(was, rule) ? [rule.id] : []
    }),
  )
  const shared = (set: RuleSet) => set.rules.map(({ id }) => id).filter((id) => same.has(id))
  const isOneOrder = shared(before).join() === shared(after).join()
  if (!isOneOrder) return () => true
  const rest = (set: RuleSet): RuleSet => ({ ...set, rules: set.rules.filter(({ id }) => !same.has(id)) })
  const sets = [compileRuleSet(rest(before)), compileRuleSet(rest(after))]
  return (service, facts) => {
    const id = service === null ? null : canonicalServiceId(service)
    return sets.some((set) => set.fires(id, facts))
  }
}
