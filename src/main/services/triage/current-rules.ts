import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import { defaultRuleSet } from '../../domain/triage/default-rule-set.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Rule sets read from stores, by the id of their row: a published set never changes. */
const read = new Map<string, RuleSet>()

/** The published rule sets of a store. The same object for the same version each time. */
export interface RuleSets {
  /** The one published last: new referrals are put to it. */
  current: RuleSet
  /** Every one a referral may have been put to. */
  all: readonly RuleSet[]
  /** The one of that version; the current one where the store holds no such version. */
  of(version: number): RuleSet
}

/** Every published rule set of this store, each parsed once; the shipped draft where none was published. */
export async function ruleSets(db: Readable | Writing): Promise<RuleSets> {
  const rows = await db.selectFrom('rule_set').select(['version', 'id']).orderBy('version').execute()
  const unread = rows.filter(({ id }) => !read.has(id))
  if (unread.length > 0) {
    const texts = await db
      .selectFrom('rule_set')
      .select(['version', 'id', 'rules'])
      .where(
        'version',
        'in',
        unread.map(({ version }) => version),
      )
      .execute()
    for (const { version, id, rules } of texts) read.set(id, parsed(version, rules))
  }
  const byVersion = new Map(rows.flatMap(({ version, id }) => [[version, read.get(id)] as const]))
  const current = byVersion.get(rows.at(-1)?.version ?? 0) ?? defaultRuleSet()
  return {
    current,
    all: [...new Set([current, ...[...byVersion.values()].filter((each) => each !== undefined)])],
    of: (version) => byVersion.get(version) ?? current,
  }
}

/** The rule set published last in this store: what new referrals are put to. */
export async function currentRules(db: Readable | Writing): Promise<RuleSet> {
  return (await ruleSets(db)).current
}

function parsed(version: number, json: string): RuleSet {
  const result = readRuleSet(JSON.parse(json))
  if (!result.ok) throw new Error(`Rule set ${version} of this store cannot be read`)
  return { ...result.value, version }
}
