import { knownValue, triageField } from '../../../shared/codes/triage-fields.ts'
import { fieldsOf } from '../../../shared/triage/rule-set-schema.ts'
import { sendsElsewhere, testsOf } from '../../../shared/triage/rules.ts'
import type { RuleCondition, RuleOutcome, RuleSet, TriageRule } from '../../../shared/triage/rules.ts'
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
  /** Whether it can make a referral same-day or urgent. */
  presses: boolean
}

/** A rule set made ready to be asked of many referrals. */
export interface CompiledRuleSet {
  version: number
  /** Rules that fire for these facts, in order of tier, then of the rule set. */
  firings: (service: string | null, facts: ReferralFacts) => Firing[]
  /** Whether any rule fires for these facts. */
  fires: (service: string | null, facts: ReferralFacts) => boolean
  /** Blank fields for want of which a same-day or urgent rule that does not fire cannot be ruled out. */
  couldPress: (service: string | null, facts: ReferralFacts) => string[]
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
    couldPress: (service, facts) => {
      const blanks = rulesFor(service)
        .filter((each) => each.presses && !each.when.holds(facts) && each.when.mayHold(facts))
        .flatMap(({ rule }) => blankFieldsOf([rule.when], facts))
      return [...new Set(blanks)]
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
  const consequences = [
    ...(branch ?? []).map((each) => consequence(compileCondition(each.if), each.outcome)),
    consequence(null, otherwise),
  ]
  return {
    rule,
    when: compileCondition(rule.when),
    consequences,
    fields: fieldsOf(rule),
    presses: consequences.some(({ tier }) => tier === 'same_day' || tier === 'urgent'),
  }
}

function fire({ rule, when, consequences, fields }: CompiledRule, facts: ReferralFacts): Firing {
  const taken = consequences.find((each) => each.when === null || each.when.holds(facts))
  if (!taken) throw new Error(`Rule ${rule.id} has no consequence`)
  const undecided = undecidedBranches(rule, consequences.slice(0, consequences.indexOf(taken)), facts)
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
    waitsFor: sendsElsewhere(taken.outcome) ? blankFieldsOf(undecided, facts) : [],
    thresholds: matched.flatMap((test) => (test.op === 'crosses' ? crossedThresholds(test, facts) : [])),
  }
}

/** Conditions of earlier branches that lead elsewhere than away, and would hold with other answers to what is blank. */
function undecidedBranches(
  { outcome }: TriageRule,
  earlier: readonly Consequence[],
  facts: ReferralFacts,
): RuleCondition[] {
  return (outcome.branch ?? [])
    .slice(0, earlier.length)
    .filter((_branch, at) => {
      const each = earlier[at]
      return each !== undefined && !sendsElsewhere(each.outcome) && each.when?.mayHold(facts) === true
    })
    .map((each) => each.if)
}

/** Fields the conditions ask about that nobody answered. */
function blankFieldsOf(conditions: readonly RuleCondition[], facts: ReferralFacts): string[] {
  const names = conditions.flatMap(testsOf).map(({ field }) => field)
  return [...new Set(names)].filter((name) => {
    const field = triageField(name)
    return field !== undefined && knownValue(field.type, facts[name]) === undefined
  })
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
