import { v7 as uuidv7 } from 'uuid'
import type { RuleSetVersion } from '../../../shared/contract/rules.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { ruleSetSchemaName } from '../../../shared/triage/rule-set-schema.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import { checkRules } from '../../domain/triage/check-rules.ts'
import { compareRules } from '../../domain/triage/diff-rules.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { RuleSetTable } from '../../store/tables/rules.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { changedMeanwhile, closeDraft, loadDraft, serviceIds } from './draft.ts'
import { failingCases } from './examples.ts'

type Published = Result<{ version: number; failed: string[] }>
type Override = { reason: string } | null

/** Every published version, newest first. */
export async function versionsOf(db: Readable): Promise<RuleSetVersion[]> {
  const [sets, rows] = await Promise.all([
    ruleSets(db),
    db
      .selectFrom('rule_set')
      .select([
        ...(['version', 'author', 'published_at', 'note', 'origin'] as const),
        ...(['based_on', 'override_reason', 'override_failed'] as const),
      ])
      .orderBy('version', 'desc')
      .execute(),
  ])
  return rows.map((row) => {
    const { rules } = sets.of(row.version)
    return {
      version: row.version,
      author: row.author,
      publishedAt: row.published_at,
      note: row.note,
      origin: row.origin,
      basedOn: row.based_on,
      overridden:
        row.override_reason === null
          ? null
          : { reason: row.override_reason, failed: JSON.parse(row.override_failed ?? '[]') as string[] },
      ruleCount: rules.length,
      enabledCount: rules.filter(({ enabled }) => enabled).length,
      current: row.version === sets.current.version,
    }
  })
}

/**
 * Publishes the draft as the next version, in the name of the person signed in. Refused while something blocks it, when
 * it says what the current version says, and, without a reason, while a worked case fails. Nobody moves: the version
 * is for new referrals, and for those it is applied to.
 */
export function publishDraft(
  context: ServiceContext,
  { draftVersion, note, override }: { draftVersion: number; note: string; override: Override },
): Promise<Published> {
  return publishing(context, async (tx) => {
    const draft = await loadDraft(tx)
    if (draft.draftVersion !== draftVersion) return changedMeanwhile(draft)
    const { added, removed, changed } = compareRules(draft.current, draft.ruleSet)
    if (added.length + removed.length + changed.length === 0)
      return refuse(
        'invalid',
        `The draft says what version ${draft.current.version} says. Change a rule first.`,
      )
    const done = await addVersion(tx, context, {
      ruleSet: draft.ruleSet,
      origin: 'published',
      basedOn: draft.basedOn,
      note,
      override,
    })
    if (done.ok) await closeDraft(tx, context, draft)
    return done
  })
}

/** Publishes an older version's rules as a new version, under the same conditions. The draft is left alone. */
export function rollBackTo(
  context: ServiceContext,
  { version, note, override }: { version: number; note: string; override: Override },
): Promise<Published> {
  return publishing(context, async (tx) => {
    const sets = await ruleSets(tx)
    const old = sets.of(version)
    if (old.version !== version)
      return refuse('not_found', `Version ${version} of the rules is not in this store.`)
    if (version === sets.current.version)
      return refuse('invalid', `Version ${version} is the one in use already.`)
    const ruleSet = { ...old, version: sets.current.version + 1 }
    return addVersion(tx, context, { ruleSet, origin: 'rolled_back', basedOn: version, note, override })
  })
}

async function publishing(
  context: ServiceContext,
  work: (tx: Writing) => Promise<Published>,
): Promise<Published> {
  const result = await inTransaction(context.store, work)
  if (result.ok) context.changed({ noun: 'rules', ids: [] })
  return result
}

interface NewVersion {
  ruleSet: RuleSet
  origin: RuleSetTable['origin']
  basedOn: number
  note: string
  override: Override
}

async function addVersion(tx: Writing, context: ServiceContext, made: NewVersion): Promise<Published> {
  const { ruleSet, origin, basedOn, note, override } = made
  const blocking = checkRules(ruleSet, await serviceIds(tx)).filter(({ blocks }) => blocks)
  const [first] = blocking
  if (first !== undefined)
    return refuse('invalid', `These rules cannot be published. ${first.place}: ${first.message}`, {
      field: first.place,
      issues: blocking.map(({ place, message }) => ({ field: place, message })),
    })
  const failed = await failingCases(tx, ruleSet)
  if (failed.length > 0 && override === null)
    return refuse(
      'invalid',
      `${failed.length === 1 ? 'A worked case fails' : `${failed.length} worked cases fail`}. Put the rules or the cases right, or give a reason to publish all the same.`,
      { field: 'override', issues: failed.map((name) => ({ field: 'examples', message: name })) },
    )
  const { version } = ruleSet
  const author = context.person.displayName
  await tx
    .insertInto('rule_set')
    .values({
      version,
      id: uuidv7(),
      origin,
      author,
      author_id: context.person.id,
      published_at: context.now(),
      note,
      rules: JSON.stringify({
        ...ruleSet,
        schema: ruleSetSchemaName,
        author,
        publishedOn: context.today(),
        note,
      }),
      based_on: basedOn,
      override_reason: failed.length > 0 ? (override?.reason ?? null) : null,
      override_failed: failed.length > 0 ? JSON.stringify(failed) : null,
    })
    .execute()
  await appendAudit(tx, context, {
    action: origin === 'rolled_back' ? 'rules.rolled_back' : 'rules.published',
    subject: `rules version ${version}`,
    detail: { version, basedOn, rules: ruleSet.rules.length, failedCases: failed.length },
  })
  return ok({ version, failed })
}
