import { v7 as uuidv7 } from 'uuid'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { canonicalServiceId, type RuleSet } from '../../../shared/triage/rules.ts'
import {
  factsInWords,
  runCase,
  shippedCases,
  withoutIdentity,
  type WorkedCase,
} from '../../domain/triage/worked-case.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { RuleExampleTable } from '../../store/tables/rules.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { loadReferrals } from '../projection/load.ts'
import { inTransaction } from '../transaction.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { ruleRuns } from '../triage/rule-run.ts'
import { factsOf } from '../triage/suggest.ts'

/** A worked case of this store, the shipped ones included, with who last changed it. */
interface StoredCase extends WorkedCase {
  version: number
  origin: RuleExample['origin']
  changedBy: string | null
  changedOn: string | null
  retired: RuleExample['retired']
}

/** Every worked case: the shipped ones with what this store changed about them, then the store's own by name. */
async function loadCases(db: Readable | Writing): Promise<StoredCase[]> {
  const rows = await db
    .selectFrom('rule_example')
    .innerJoin('account as changer', 'changer.id', 'rule_example.changed_by')
    .leftJoin('account as retirer', 'retirer.id', 'rule_example.retired_by')
    .selectAll('rule_example')
    .select(['changer.display_name as changer', 'retirer.display_name as retirer'])
    .orderBy('rule_example.name')
    .orderBy('rule_example.id')
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const shipped = shippedCases.map((each): StoredCase => {
    const row = byId.get(each.id)
    return row === undefined
      ? { ...each, version: 0, origin: 'shipped', changedBy: null, changedOn: null, retired: null }
      : { ...toCase(row), facts: each.facts }
  })
  return [...shipped, ...rows.filter(({ origin }) => origin === 'own').map(toCase)]
}

function toCase(row: RuleExampleTable & { changer: string; retirer: string | null }): StoredCase {
  const { retired_on: on, retired_reason: reason } = row
  return {
    id: row.id,
    name: row.name,
    facts: JSON.parse(row.facts ?? '{}') as WorkedCase['facts'],
    expected: JSON.parse(row.expected) as string[],
    version: row.version,
    origin: row.origin,
    changedBy: row.changer,
    changedOn: row.changed_on,
    retired: on === null || reason === null ? null : { by: row.retirer ?? '', on, reason },
  }
}

/** Every worked case with what a rule set makes of it. */
export async function examplesWith(db: Readable, ruleSet: RuleSet): Promise<RuleExample[]> {
  return (await loadCases(db)).map((each): RuleExample => {
    const { id, facts, expected, ...rest } = each
    const service = facts['service']
    return {
      ...rest,
      exampleId: id,
      facts: { ...facts },
      factsInWords: factsInWords(facts),
      serviceId: typeof service === 'string' ? canonicalServiceId(service) : null,
      expected: [...expected],
      result: runCase(ruleSet, each),
    }
  })
}

/** Names of the worked cases that fail with a rule set, retired ones left out. */
export async function failingCases(db: Readable | Writing, ruleSet: RuleSet): Promise<string[]> {
  return (await loadCases(db))
    .filter((each) => each.retired === null && !runCase(ruleSet, each).passes)
    .map(({ name }) => name)
}

/**
 * Keeps a referral's answers as they are today, without identity, as a worked case. `expected` null means the rules
 * of the current version that fire now.
 */
export async function saveExample(
  context: ServiceContext,
  { referralId, name, expected }: { referralId: string; name: string; expected: string[] | null },
): Promise<Result<{ exampleId: string }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const today = context.today()
    const [loaded] = await loadReferrals(tx, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    const { lastRunOn } = (await ruleRuns(tx, [referralId], today))(referralId)
    const facts = withoutIdentity(factsOf(loaded.record, today, lastRunOn))
    const { current } = await ruleSets(tx)
    const rules = expected ?? runCase(current, { id: '', name, facts, expected: [] }).fired
    const id = uuidv7()
    await tx
      .insertInto('rule_example')
      .values({ ...newRow(context, id, 'own', name, rules), facts: JSON.stringify(facts) })
      .execute()
    // The referral is not named: a case must not lead back to a child.
    await appendAudit(tx, context, { action: 'rules.example_saved', subject: `rule example ${id}` })
    return ok({ exampleId: id })
  })
  if (result.ok) context.changed({ noun: 'rules', ids: [] })
  return result
}

function newRow(
  context: ServiceContext,
  id: string,
  origin: RuleExampleTable['origin'],
  name: string,
  expected: readonly string[],
): RuleExampleTable {
  return {
    id,
    version: 1,
    origin,
    name,
    facts: null,
    expected: JSON.stringify([...new Set(expected)].toSorted()),
    changed_by: context.person.id,
    changed_on: context.today(),
    retired_by: null,
    retired_on: null,
    retired_reason: null,
  }
}

interface Seen {
  exampleId: string
  /** The version the person saw; 0 for a shipped case that nobody changed. */
  version: number
}

/** Gives a case another name or other rules that must fire. */
export function changeExample(
  context: ServiceContext,
  { name, expected, ...seen }: Seen & { name?: string | undefined; expected: readonly string[] },
): Promise<Result<{ version: number }>> {
  return change(context, seen, 'rules.example_changed', (stored) => ({
    name: name ?? stored.name,
    expected: JSON.stringify([...new Set(expected)].toSorted()),
  }))
}

/** Stops running a case, with the reason. */
export function retireExample(
  context: ServiceContext,
  { reason, ...seen }: Seen & { reason: string },
): Promise<Result<{ version: number }>> {
  return change(context, seen, 'rules.example_retired', () => ({
    retired_by: context.person.id,
    retired_on: context.today(),
    retired_reason: reason,
  }))
}

/** Runs a retired case again. */
export function restoreExample(context: ServiceContext, seen: Seen): Promise<Result<{ version: number }>> {
  return change(context, seen, 'rules.example_restored', () => ({
    retired_by: null,
    retired_on: null,
    retired_reason: null,
  }))
}

/** Removes a case of this store. A shipped one is refused: it can be retired. */
export async function removeExample(context: ServiceContext, seen: Seen): Promise<Result<{ done: true }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const stored = await findCase(tx, seen)
    if (!stored.ok) return stored
    if (stored.value.origin === 'shipped')
      return refuse('invalid', 'A shipped case cannot be removed. Retire it with a reason instead.')
    await tx.deleteFrom('rule_example').where('id', '=', seen.exampleId).execute()
    await appendAudit(tx, context, {
      action: 'rules.example_removed',
      subject: `rule example ${seen.exampleId}`,
    })
    return ok({ done: true as const })
  })
  if (result.ok) context.changed({ noun: 'rules', ids: [] })
  return result
}

async function findCase(tx: Writing, { exampleId, version }: Seen): Promise<Result<StoredCase>> {
  const stored = (await loadCases(tx)).find(({ id }) => id === exampleId)
  if (stored === undefined) return refuse('not_found', 'That worked case is not in this store.')
  if (stored.version !== version)
    return refuse('conflict', 'Somebody changed this case after you opened it. Look at it again.', {
      present: { version: stored.version },
    })
  return ok(stored)
}

async function change(
  context: ServiceContext,
  seen: Seen,
  action: string,
  columns: (stored: StoredCase) => Partial<RuleExampleTable>,
): Promise<Result<{ version: number }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const found = await findCase(tx, seen)
    if (!found.ok) return found
    const stored = found.value
    const version = stored.version + 1
    const changed: Partial<RuleExampleTable> = {
      changed_by: context.person.id,
      changed_on: context.today(),
      ...columns(stored),
      version,
    }
    if (stored.version === 0)
      await tx
        .insertInto('rule_example')
        .values({ ...newRow(context, stored.id, 'shipped', stored.name, stored.expected), ...changed })
        .execute()
    else await tx.updateTable('rule_example').set(changed).where('id', '=', stored.id).execute()
    await appendAudit(tx, context, { action, subject: `rule example ${stored.id}`, detail: { version } })
    return ok({ version })
  })
  if (result.ok) context.changed({ noun: 'rules', ids: [] })
  return result
}
