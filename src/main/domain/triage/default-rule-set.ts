import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import json from './default-rules.json' with { type: 'json' }

let read: RuleSet | undefined

/**
 * The 42 rules a new store starts with: a research draft, not clinically approved, to be adopted by a trust's
 * clinical owner. The same object each time.
 */
export function defaultRuleSet(): RuleSet {
  if (!read) {
    const result = readRuleSet(json)
    if (!result.ok) throw new Error(result.refusal.message)
    read = result.value
  }
  return read
}
