import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { loadDraft } from './draft.ts'

/** A rule set and what people call it. */
export interface FoundRuleSet {
  ruleSet: RuleSet
  /** "version 3" or "the draft". */
  name: string
}

/** The rule set a person names; refuses a version that was never published. */
export async function findRuleSet(db: Readable | Writing, of: RuleSetRef): Promise<Result<FoundRuleSet>> {
  if (of.kind === 'draft') return ok({ ruleSet: (await loadDraft(db)).ruleSet, name: 'the draft' })
  const sets = await ruleSets(db)
  const ruleSet = sets.of(of.version)
  if (ruleSet.version !== of.version)
    return refuse('not_found', `Version ${of.version} of the rules is not in this store.`)
  return ok({ ruleSet, name: `version ${of.version}` })
}
