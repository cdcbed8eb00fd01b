import type { RuleDraft } from '../../../shared/contract/rules.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import { ruleSetSchemaName } from '../../../shared/triage/rule-set-schema.ts'
import type { RuleSet, TriageRule } from '../../../shared/triage/rules.ts'
import { checkRules } from '../../domain/triage/check-rules.ts'
import { compareRules, isSameRule } from '../../domain/triage/diff-rules.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { rulesInWords } from './in-words.ts'
import { decisionsByRule } from './usage.ts'

/** The draft as it is stored, or as it would begin: the current version. */
export interface LoadedDraft {
  /** Counts every change ever made to the draft; 0 before the first. */
  draftVersion: number
  isOpen: boolean
  basedOn: number
  changedBy: string | null
  changedAt: string | null
  /** Its version is the one it would be published as. */
  ruleSet: RuleSet
  current: RuleSet
}

/** The shared draft of this store. */
export async function loadDraft(db: Readable | Writing): Promise<LoadedDraft> {
  const { current } = await ruleSets(db)
  const row = await db
    .selectFrom('rule_draft')
    .innerJoin('account', 'account.id', 'rule_draft.changed_by')
    .select(['rule_draft.version', 'open', 'based_on', 'rules', 'changed_at', 'display_name'])
    .executeTakeFirst()
  const asDraft = (rules: TriageRule[]): RuleSet => ({
    ...current,
    version: current.version + 1,
    author: '',
    publishedOn: null,
    note: '',
    rules,
  })
  if (row === undefined || row.open === 0)
    return {
      draftVersion: row?.version ?? 0,
      isOpen: false,
      basedOn: current.version,
      changedBy: null,
      changedAt: null,
      ruleSet: asDraft(current.rules),
      current,
    }
  return {
    draftVersion: row.version,
    isOpen: true,
    basedOn: row.based_on,
    changedBy: row.display_name,
    changedAt: row.changed_at,
    ruleSet: asDraft(parsedRules(row.rules)),
    current,
  }
}

const readDrafts = new Map<string, TriageRule[]>()

/** The last draft read is kept parsed: a screen asks for it many times. */
function parsedRules(json: string): TriageRule[] {
  const known = readDrafts.get(json)
  if (known !== undefined) return known
  const read = readRuleSet(JSON.parse(json))
  if (!read.ok) throw new Error('The stored draft of the rules cannot be read')
  readDrafts.clear()
  readDrafts.set(json, read.value.rules)
  return read.value.rules
}

/** The draft as the editor shows it: in words, with everything that is wrong with it. */
export async function draftView(store: Store, today: string): Promise<RuleDraft> {
  const [draft, decisions, services] = await Promise.all([
    loadDraft(store.read),
    decisionsByRule(store, today),
    serviceIds(store.read),
  ])
  const { ruleSet, current } = draft
  const { added, removed, changed } = compareRules(current, ruleSet)
  return {
    draftVersion: draft.draftVersion,
    basedOn: draft.basedOn,
    isBehind: draft.basedOn !== current.version,
    changedBy: draft.changedBy,
    changedAt: draft.changedAt,
    rules: ruleSet.rules,
    inWords: rulesInWords(ruleSet.rules, decisions),
    problems: checkRules(ruleSet, services),
    changes: { added: added.length, removed: removed.length, changed: changed.length },
  }
}

/** Ids of the services of this store. */
export async function serviceIds(db: Readable | Writing): Promise<string[]> {
  return (await db.selectFrom('service').select('id').execute()).map(({ id }) => id)
}

/** A rule file with these rules in it, read and checked for its shape. */
export function readRules(rules: readonly unknown[]): Result<TriageRule[]> {
  const read = readRuleSet({ schema: ruleSetSchemaName, rules })
  return read.ok ? ok(read.value.rules) : read
}

/**
 * The rules with one put in another's place, or added at the end, as raw as it was written. `at` is where it stands;
 * null when the rule to replace is not there.
 */
export function withRule(
  rules: readonly TriageRule[],
  rule: unknown,
  replaces: string | null,
): { rules: unknown[]; at: number } | null {
  if (replaces === null) return { rules: [...rules, rule], at: rules.length }
  const at = rules.findIndex(({ id }) => id === replaces)
  return at === -1 ? null : { rules: rules.with(at, rule as TriageRule), at }
}

/** What `withRule` refuses for. */
export function noSuchRule(id: string): ReturnType<typeof refuse> {
  return refuse('not_found', `Rule ${id} is not in the draft. Somebody may have removed it.`)
}

/**
 * Changes the draft if it is still as the person saw it, beginning one from the current version where there is none.
 * A rule that says something new gets its next version and the name of who changed it; one that says what the
 * current version says is the current one again.
 */
export async function changeDraft(
  context: ServiceContext,
  draftVersion: number,
  what: { action: string; detail: Record<string, unknown> },
  change: (draft: LoadedDraft) => Result<TriageRule[]>,
): Promise<Result<{ draftVersion: number }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const draft = await loadDraft(tx)
    if (draft.draftVersion !== draftVersion) return changedMeanwhile(draft)
    const changed = change(draft)
    if (!changed.ok) return changed
    const rules = stamped(changed.value, draft, context)
    const row = {
      id: 1 as const,
      version: draftVersion + 1,
      open: 1 as const,
      based_on: draft.basedOn,
      rules: JSON.stringify({ schema: ruleSetSchemaName, rules }),
      changed_by: context.person.id,
      changed_at: context.now(),
    }
    await tx
      .insertInto('rule_draft')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    await appendAudit(tx, context, {
      action: what.action,
      subject: 'rules draft',
      detail: { ...what.detail, draftVersion: row.version },
    })
    return ok({ draftVersion: row.version })
  })
  if (result.ok) context.changed({ noun: 'rules', ids: [] })
  return result
}

/** Closes the draft: it is the current version again. */
export async function closeDraft(tx: Writing, context: ServiceContext, draft: LoadedDraft): Promise<void> {
  if (!draft.isOpen) return
  await tx
    .updateTable('rule_draft')
    .set({
      version: draft.draftVersion + 1,
      open: 0,
      changed_by: context.person.id,
      changed_at: context.now(),
    })
    .execute()
}

/** The refusal of a change to a draft that somebody changed meanwhile. */
export function changedMeanwhile(draft: LoadedDraft): ReturnType<typeof refuse> {
  return refuse(
    'conflict',
    'Somebody changed the draft after you opened it. Nothing of yours was lost: look at the draft as it is now and change it again if it still holds.',
    { present: { draftVersion: draft.draftVersion } },
  )
}

function stamped(
  rules: readonly TriageRule[],
  { current, ruleSet }: LoadedDraft,
  context: ServiceContext,
): TriageRule[] {
  const published = new Map(current.rules.map((rule) => [rule.id, rule]))
  const drafted = new Map(ruleSet.rules.map((rule) => [rule.id, rule]))
  return rules.map((rule) => {
    const before = published.get(rule.id)
    if (before !== undefined && isSameRule(before, rule)) return before
    const known = drafted.get(rule.id)
    if (known !== undefined && isSameRule(known, rule)) return known
    return {
      ...rule,
      version: (before?.version ?? 0) + 1,
      changedBy: context.person.displayName,
      changedOn: context.today(),
    }
  })
}
