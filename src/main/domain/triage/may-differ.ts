import { fieldsOf } from '../../../shared/triage/rule-set-schema.ts'
import { canonicalServiceId, type RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralFacts } from './compile-condition.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import { isSameRule } from './diff-rules.ts'

/** A quick question before two rule sets are both asked in full. */
export interface MayDiffer {
  /** Fields the question needs; null: it needs none, since the answer is always yes. */
  fields: string[] | null
  /** Whether the question may be answered with yes at a service at all; where not, nobody there needs to be looked at. */
  concerns: (service: string) => boolean
  ask: (service: string | null, facts: ReferralFacts) => boolean
}

/**
 * Whether two rule sets may say otherwise about a referral: a quick question before both are asked in full. What is
 * suggested depends on the rules that fire, their order, and the pressing ones that blanks leave open. So where no rule
 * that differs fires or is left open under either set, and those they share stand in one order, both say the same.
 */
export function mayDiffer(before: RuleSet, after: RuleSet): MayDiffer {
  if (before === after) return { fields: [], concerns: () => false, ask: () => false }
  const old = new Map(before.rules.map((rule) => [rule.id, rule]))
  const same = new Set(
    after.rules.flatMap((rule) => {
      const was = old.get(rule.id)
      return was !== undefined && isSameRule(was, rule) ? [rule.id] : []
    }),
  )
  const shared = (set: RuleSet) => set.rules.map(({ id }) => id).filter((id) => same.has(id))
  const isOneOrder = shared(before).join() === shared(after).join()
  if (!isOneOrder) return { fields: null, concerns: () => true, ask: () => true }
  const rest = (set: RuleSet): RuleSet => ({ ...set, rules: set.rules.filter(({ id }) => !same.has(id)) })
  const different = [rest(before), rest(after)]
  const sets = different.map(compileRuleSet)
  const services = new Set(different.flatMap(({ rules }) => rules.flatMap((rule) => rule.services)))
  return {
    fields: [...new Set(different.flatMap(({ rules }) => rules.flatMap(fieldsOf)))],
    concerns: (service) => services.has('all') || services.has(canonicalServiceId(service)),
    ask: (service, facts) => {
      const id = service === null ? null : canonicalServiceId(service)
      return sets.some((set) => set.fires(id, facts) || set.couldPress(id, facts).length > 0)
    },
  }
}
