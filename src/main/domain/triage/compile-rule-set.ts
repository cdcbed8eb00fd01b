import { fieldsOf } from '../../../shared/triage/rule-set-schema.ts'
import { sendsElsewhere, testsOf } from '../../../shared/triage/rules.ts'
import type { RuleOutcome, RuleSet, TriageRule } from '../../../shared/triage/rules.ts'
import { compileCondition, crossedThresholds } from './compile-condition.ts'
import type { CompiledCondition, ReferralFacts } from './compile-condition.ts'
import { tiers } from './evaluation.ts'
import type { Firing, Tier } from './evaluation.ts'

interface Consequence {
  when: CompiledCondition | null
  outcome: RuleOutcome
  tier: Tier
}

interface CompiledRule {
  rule: TriageRule
  when: CompiledCondition
  /** In order: the first whose condition holds is taken; a null condition always does. */
  consequences: Consequence[]
  fields: string[]
}

/** A rule set made ready to be asked of many referrals. */
export interface CompiledRuleSet {
  version: number
  /** Rules that fire for these facts, in order of tier, then of the rule set. */
  firings: (service: string | null, facts: ReferralFacts) => Firing[]
  /** Whether any rule fires for these facts. */
  fires: (service: string | null, facts: ReferralFacts) => boolean
}

const compiled = new WeakMap<RuleSet, CompiledRuleSet>()

/** Compiles a rule set once; the same set gives the same compiled one. A rule set is never changed once made. */
export function compileRuleSet(ruleSet: RuleSet): CompiledRuleSet {
  const ready = compiled.get(ruleSet)
  if (ready) return ready
  const rules = ruleSet.rules.filter((rule) => rule.enabled).map(compileRule)
  const byService = new Map<string | null, CompiledRule[]>()
  const rulesFor = (service: string | null): CompiledRule[] => {
    let chosen = byService.get(service)
    if (!chosen) {
      chosen = rules.filter(
        ({ rule: { services } }) =>
          services.includes('all') || (service !== null && services.includes(service)),
      )
      byService.set(service, chosen)
    }
    return chosen
  }
  const made: CompiledRuleSet = {
    version: ruleSet.version,
    fires: (service, facts) => {
      for (const each of rulesFor(service)) if (each.when.holds(facts)) return true
      return false
    },
    firings: (service, facts) => {
      const fired: Firing[] = []
      for (const each of rulesFor(service)) if (each.when.holds(facts)) fired.push(fire(each, facts))
      return fired.length < 2
        ? fired
        : fired.toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier))
    },
  }
  compiled.set(ruleSet, made)
  return made
}

function compileRule(rule: TriageRule): CompiledRule {
  const { branch, otherwise, ...base } = rule.outcome
  const consequence = (when: CompiledCondition | null, added: RuleOutcome | undefined): Consequence => {
    const outcome = { ...base, ...added }
    return { when, outcome, tier: tierOf(outcome) }
  }
  return {
    rule,
    when: compileCondition(rule.when),
    consequences: [
      ...(branch ?? []).map((each) => consequence(compileCondition(each.if), each.outcome)),
      consequence(null, otherwise),
    ],
    fields: fieldsOf(rule),
  }
}

function fire({ rule, when, consequences, fields }: CompiledRule, facts: ReferralFacts): Firing {
  const taken = consequences.find((each) => each.when === null || each.when.holds(facts))
  if (!taken) throw new Error(`Rule ${rule.id} has no consequence`)
  const matched = [...when.matched(facts), ...(taken.when?.matched(facts) ?? [])]
  const inputs: Record<string, unknown> = {}
  for (const field of fields) inputs[field] = facts[field] ?? null
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleName: rule.name,
    tier: taken.tier,
    matched,
    inputs,
    outcome: taken.outcome,
    thresholds: matched.flatMap((test) => (test.op === 'crosses' ? crossedThresholds(test, facts) : [])),
  }
}

/** Where an outcome stands in the order of evaluation. */
export function tierOf(outcome: RuleOutcome): Tier {
  if (outcome.priority === 'same_day') return 'same_day'
  if (outcome.priority === 'urgent') return 'urgent'
  if (outcome.statutoryDueDays !== undefined) return 'statutory'
  if (outcome.needInfo || outcome.needInfoSoft) return 'information'
  if (sendsElsewhere(outcome)) return 'redirect'
  return 'routine'
}

/** Fields that the matched questions found blank. */
export function blanksOf(firing: Firing): string[] {
  return firing.matched
    .flatMap((test) => testsOf(test))
    .flatMap(({ field }) => {
      const held = firing.inputs[field]
      return held === null || held === '' ? [field] : []
    })
}
