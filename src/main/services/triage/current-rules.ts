import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import { defaultRuleSet } from '../../domain/triage/default-rule-set.ts'
import type { Readable, Writing } from '../../store/store.ts'

const read = new Map<string, RuleSet>()

/** The rule set published last in this store; the shipped draft where none was. The same object while unchanged. */
export async function currentRules(db: Readable | Writing): Promise<RuleSet> {
  const row = await db
    .selectFrom('rule_set')
    .select(['version', 'published_at'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return defaultRuleSet()
  const key = `${row.version} ${row.published_at}`
  const known = read.get(key)
  if (known !== undefined) return known
  const { rules } = await db
    .selectFrom('rule_set')
    .select('rules')
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow()
  const result = readRuleSet(JSON.parse(rules))
  if (!result.ok) throw new Error(`Rule set ${row.version} of this store cannot be read`)
  const ruleSet = { ...result.value, version: row.version }
  read.set(key, ruleSet)
  return ruleSet
}
