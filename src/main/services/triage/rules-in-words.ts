import { type RuleKind, ruleKinds } from '../../../shared/codes/rule-kinds.ts'
import type { RuleInWords, RulesInWords } from '../../../shared/contract/triage.ts'
import type { RuleOutcome, TriageRule } from '../../../shared/triage/rules.ts'
import { tierOf } from '../../domain/triage/compile-rule-set.ts'
import { describeRule } from '../../domain/triage/describe-rule.ts'
import type { Readable } from '../../store/store.ts'
import { currentRules } from './current-rules.ts'

/** The rule set in use, each rule as a sentence, with how often people decided otherwise. */
export async function rulesInWords(db: Readable): Promise<RulesInWords> {
  const [ruleSet, published, decisions] = await Promise.all([
    currentRules(db),
    db.selectFrom('rule_set').select('published_at').orderBy('version', 'desc').limit(1).executeTakeFirst(),
    decisionsByRule(db),
  ])
  return {
    version: ruleSet.version,
    author: ruleSet.author,
    publishedAt: published?.published_at ?? null,
    note: ruleSet.note,
    rules: ruleSet.rules.map((rule) => inWords(rule, decisions.get(rule.id) ?? { made: 0, otherwise: 0 })),
  }
}

function inWords(rule: TriageRule, decisions: RuleInWords['decisions']): RuleInWords {
  const { id, version, services, name, source, confidence, detailConfidence, note, enabled } = rule
  return {
    ...{ id, version, services, name, source, confidence, detailConfidence, note, enabled, decisions },
    kind: kindOf(rule.outcome),
    ...describeRule(rule),
  }
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

/** Decisions that stand, by the rules that had fired, and how many of them departed from the suggestion. */
async function decisionsByRule(db: Readable): Promise<Map<string, RuleInWords['decisions']>> {
  const rows = await db
    .selectFrom('referral_event')
    .select('detail')
    .where('type', 'in', ['accepted', 'planned', 'redirected', 'not_accepted', 'information_requested'])
    .where('detail', 'like', '%"rules":[%')
    .where('id', 'not in', (query) =>
      query
        .selectFrom('referral_event as void')
        .select((select) => select.ref('void.voids_event_id').$notNull().as('id'))
        .where('void.voids_event_id', 'is not', null),
    )
    .execute()
  const byRule = new Map<string, RuleInWords['decisions']>()
  for (const row of rows) {
    const { rules, asSuggested } = JSON.parse(row.detail) as { rules?: string[]; asSuggested?: boolean }
    for (const id of rules ?? []) {
      const counted = byRule.get(id) ?? { made: 0, otherwise: 0 }
      byRule.set(id, {
        made: counted.made + 1,
        otherwise: counted.otherwise + (asSuggested === false ? 1 : 0),
      })
    }
  }
  return byRule
}
