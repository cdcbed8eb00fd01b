import type { RuleChecked, RuleDraft, RulesInWords } from '../../../shared/contract/rules.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { TriageRule } from '../../../shared/triage/rules.ts'
import { checkRules } from '../../domain/triage/check-rules.ts'
import { describeRule } from '../../domain/triage/describe-rule.ts'
import { diffInWords } from '../../domain/triage/diff-rules.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { currentRules } from '../triage/current-rules.ts'
import { applyRules } from './apply.ts'
import { benchPage, benchResult, benchWhy, runBench } from './bench.ts'
import {
  changedMeanwhile,
  changeDraft,
  closeDraft,
  draftView,
  loadDraft,
  noSuchRule,
  readRules,
  serviceIds,
  withRule,
} from './draft.ts'
import {
  changeExample,
  examplesWith,
  removeExample,
  restoreExample,
  retireExample,
  saveExample,
} from './examples.ts'
import { findRuleSet } from './find-rule-set.ts'
import { kindOf, rulesInWords } from './in-words.ts'
import { triageMeasures } from './measures.ts'
import { publishDraft, rollBackTo, versionsOf } from './publish.ts'
import { exportRules, rulesFromFile } from './rule-file.ts'
import { decisionsByRule, decisionsPage } from './usage.ts'
import { inTransaction } from '../transaction.ts'
import { appendAudit } from '../audit/append.ts'

/** Triage rules as local data: read, drafted, tried, published, applied, and how they did. */
export const rulesHandlers: HandlersOf<'rules'> = {
  async current(context) {
    return ok(await wordsOf(context, (await currentRules(context.store.read)).version))
  },

  async versions({ store }) {
    return ok(await versionsOf(store.read))
  },

  async get(context, { of }) {
    const found = await findRuleSet(context.store.read, of)
    if (!found.ok) return found
    const { ruleSet } = found.value
    return ok({
      of,
      rules: ruleSet.rules,
      inWords: await wordsOf(context, of.kind === 'draft' ? null : ruleSet.version),
    })
  },

  async diff({ store }, { from, to }) {
    const [before, after] = await Promise.all([findRuleSet(store.read, from), findRuleSet(store.read, to)])
    if (!before.ok) return before
    if (!after.ok) return after
    return ok(diffInWords(before.value.ruleSet, after.value.ruleSet, before.value.name, after.value.name))
  },

  async draft({ store, today }) {
    return ok(await draftView(store, today()))
  },

  async checkRule({ store }, { rule, replaces }) {
    const draft = await loadDraft(store.read)
    const placed = withRule(draft.ruleSet.rules, rule, replaces)
    if (placed === null) return noSuchRule(replaces ?? '')
    const { rules, at } = placed
    const place = `rules[${at}]`
    const problems = checkRules({ ...draft.ruleSet, rules }, await serviceIds(store.read)).filter(
      (problem) => problem.place === place || problem.place.startsWith(`${place}.`),
    )
    const read = readRules(rules)
    const written = read.ok ? read.value[at] : undefined
    return ok<RuleChecked>({
      problems,
      ...(written === undefined
        ? { sentence: null, notes: [], kind: null }
        : { ...describeRule(written), kind: kindOf(written.outcome) }),
    })
  },

  async saveRule(context, { draftVersion, rule, replaces }) {
    return changed(context, draftVersion, 'rules.rule_saved', { replaces }, ({ ruleSet }) => {
      const placed = withRule(ruleSet.rules, rule, replaces)
      return placed === null ? noSuchRule(replaces ?? '') : readRules(placed.rules)
    })
  },

  async removeRule(context, { draftVersion, ruleId }) {
    return changed(context, draftVersion, 'rules.rule_removed', { ruleId }, ({ ruleSet }) => {
      const rest = ruleSet.rules.filter(({ id }) => id !== ruleId)
      return rest.length === ruleSet.rules.length ? noSuchRule(ruleId) : readRules(rest)
    })
  },

  async importDraft(context, { draftVersion, file }) {
    const read = await rulesFromFile(context, file)
    if (!read.ok) return read
    return changed(context, draftVersion, 'rules.imported', { rules: read.value.length }, () => read)
  },

  async discardDraft(context, { draftVersion }) {
    const result = await inTransaction(context.store, async (tx) => {
      const draft = await loadDraft(tx)
      if (draft.draftVersion !== draftVersion) return changedMeanwhile(draft)
      await closeDraft(tx, context, draft)
      await appendAudit(tx, context, { action: 'rules.draft_discarded', subject: 'rules draft' })
      return ok(null)
    })
    if (!result.ok) return result
    context.changed({ noun: 'rules', ids: [] })
    return ok(await draftView(context.store, context.today()))
  },

  async exportFile(context, { of, file }) {
    const found = await findRuleSet(context.store.read, of)
    return found.ok ? exportRules(context, found.value.ruleSet, file) : found
  },

  publish: publishDraft,
  rollBack: rollBackTo,

  async bench(context, asked, { signal }) {
    return runBench(context, asked, signal)
  },

  async benchRows({ store }, { token, ...asked }) {
    const result = benchResult(store, token)
    return result.ok ? ok(await benchPage(store, result.value, asked)) : result
  },

  async benchWhy({ store }, { token, referralId }) {
    const result = benchResult(store, token)
    return result.ok ? benchWhy(store, result.value, referralId) : result
  },

  apply: applyRules,

  async examples({ store }, { of }) {
    const found = await findRuleSet(store.read, of)
    return found.ok ? ok(await examplesWith(store.read, found.value.ruleSet)) : found
  },
  saveExample,
  changeExample,
  removeExample,
  retireExample,
  restoreExample,

  async decisions({ store, today }, asked) {
    return ok(await decisionsPage(store, asked, today()))
  },

  async measures({ store, today }, { services }) {
    return ok(await triageMeasures(store, services, today()))
  },
}

/** A version (null: the draft) in words. */
async function wordsOf({ store, today }: ServiceContext, version: number | null): Promise<RulesInWords> {
  const [found, row, decisions] = await Promise.all([
    findRuleSet(store.read, version === null ? { kind: 'draft' } : { kind: 'version', version }),
    store.read
      .selectFrom('rule_set')
      .select(['author', 'published_at', 'note'])
      .where('version', '=', version ?? 0)
      .executeTakeFirst(),
    decisionsByRule(store, today()),
  ])
  const ruleSet = found.ok ? found.value.ruleSet : await currentRules(store.read)
  return {
    version: ruleSet.version,
    author: row?.author ?? ruleSet.author,
    publishedAt: row?.published_at ?? null,
    note: row?.note ?? ruleSet.note,
    rules: rulesInWords(ruleSet.rules, decisions),
  }
}

async function changed(
  context: ServiceContext,
  draftVersion: number,
  action: string,
  detail: Record<string, unknown>,
  change: (draft: Awaited<ReturnType<typeof loadDraft>>) => Result<TriageRule[]>,
): Promise<Result<RuleDraft>> {
  const result = await changeDraft(context, draftVersion, { action, detail }, change)
  return result.ok ? ok(await draftView(context.store, context.today())) : result
}
