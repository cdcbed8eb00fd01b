import { protectiveOperators } from './rules.ts'
import type { RuleCondition, RuleTest } from './rules.ts'

/**
 * What becomes of a condition when nobody answered the question of one of its tests: it can no longer hold, it still
 * holds because that test protects, or it holds only by another way.
 */
export type BlankMeaning = 'stops' | 'holds' | 'another_way'

/** What a blank in the test's field does to the whole condition, every other question holding. Source: domain, triage. */
export function blankMeaning(condition: RuleCondition, test: RuleTest): BlankMeaning {
  if (!canHold(condition, test.field)) return 'stops'
  return protectiveOperators.includes(test.op) ? 'holds' : 'another_way'
}

/** Whether the condition can hold with that field blank and every other question holding. */
export function canHold(condition: RuleCondition, blank: string): boolean {
  if ('all' in condition) return condition.all.every((part) => canHold(part, blank))
  if ('any' in condition) return condition.any.some((part) => canHold(part, blank))
  return condition.field !== blank || protectiveOperators.includes(condition.op)
}

const ruleWords: Record<BlankMeaning, string> = {
  stops: 'If nobody asked, this does not fire.',
  holds: 'If nobody asked, this still fires.',
  another_way: 'If nobody asked, this fires only for another reason.',
}
const branchWords: Record<BlankMeaning, string> = {
  stops: 'If nobody asked, this part does not apply.',
  holds: 'If nobody asked, this part still applies.',
  another_way: 'If nobody asked, this part applies only for another reason.',
}

/** The same in words, for the rule's own condition or for that of one of its branches. */
export function blankWords(meaning: BlankMeaning, of: 'rule' | 'branch' = 'rule'): string {
  return (of === 'rule' ? ruleWords : branchWords)[meaning]
}
