import { sql, type SqlBool } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { BulkDetail } from '../../../shared/codes/data-quality-details.ts'
import type { QualityRuleId } from '../../../shared/codes/data-quality-rules.ts'
import type { BulkChange, QualityBulk, QualityException } from '../../../shared/contract/data-quality.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { judge } from '../../domain/data-quality/judge.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { noteChangedDetails } from '../children/changed-details.ts'
import type { ServiceContext } from '../context.ts'
import { timeSlices } from '../import/time-slices.ts'
import { reproject } from '../projection/reproject.ts'
import { withNames } from '../referrals/bulk.ts'
import { inTransaction } from '../transaction.ts'
import { failingIds } from './page.ts'
import { subjectRows, toSubject } from './scan.ts'

/** One bulk action reaches at most this many referrals, so that a slip stays small enough to look at. */
const mostAtOnce = 5000
/** Referrals looked at in one statement. */
const atOnce = 200

const ruleOf: Record<BulkDetail, QualityRuleId> = {
  gp_practice: 'gp_practice_missing',
  language: 'language_missing',
  interpreter: 'interpreter_not_asked',
}
const columnOf = {
  gp_practice: 'gp_practice_code',
  language: 'language',
  interpreter: 'interpreter_needed',
} as const satisfies Record<BulkDetail, keyof ChildTable>

const recorded: Record<BulkDetail, string> = {
  gp_practice: 'A GP practice is recorded already. What is recorded is not replaced here.',
  language: 'A language is recorded already. What is recorded is not replaced here.',
  interpreter: 'Whether an interpreter is needed is recorded already. It is not replaced here.',
}

interface Fits {
  total: number
  /** The children that miss the detail, once each. */
  childIds: string[]
  exceptions: QualityException[]
}

/** What filling a detail in would do, without doing it. */
export async function bulkPreview(
  context: ServiceContext,
  input: QualityBulk,
): Promise<Result<{ total: number; children: number; exceptions: QualityException[] }>> {
  const ids = await selectedIds(context, input)
  if (!ids.ok) return ids
  const { total, childIds, exceptions } = await split(
    context.store.read,
    ids.value,
    input.change,
    context.today(),
  )
  return ok({ total, children: childIds.length, exceptions })
}

/** Fills one detail in for every selected child that misses it, in one transaction, so that it can be undone as one. */
export async function bulkApply(
  context: ServiceContext,
  input: QualityBulk,
): Promise<Result<{ batchId: string; children: number; exceptions: QualityException[] }>> {
  const ids = await selectedIds(context, input)
  if (!ids.ok) return ids
  const { change } = input
  const result = await inTransaction(context.store, async (tx) => {
    const { childIds, exceptions } = await split(tx, ids.value, change, context.today())
    if (childIds.length === 0)
      return refuse('conflict', `None of these children miss it any more. ${nothing}`)
    const batchId = uuidv7()
    await tx
      .insertInto('data_quality_batch')
      .values({
        id: batchId,
        detail: change.detail,
        value: change.value,
        done_at: context.now(),
        done_by: context.person.id,
        undone_at: null,
        undone_by: null,
      })
      .execute()
    const slices = timeSlices()
    for (const childId of childIds) {
      const before = await fill(tx, context, childId, change.detail, stored(change), batchId)
      if (!before.ok) return before
      await tx
        .insertInto('data_quality_batch_row')
        .values({ batch_id: batchId, child_id: childId, before: before.value })
        .execute()
      if (slices.over) await slices.rest()
    }
    await appendAudit(tx, context, {
      action: 'data_quality.filled_in',
      subject: batchId,
      detail: { detail: change.detail, children: childIds.length, exceptions: exceptions.length },
    })
    return ok({ batchId, children: childIds.length, exceptions })
  })
  if (result.ok) context.changed({ noun: 'child', ids: [] })
  return result
}

/** Takes a bulk action back where what it filled in still stands; the others are named and stay. */
export async function bulkUndo(
  context: ServiceContext,
  batchId: string,
): Promise<Result<{ undone: number; exceptions: QualityException[] }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const batch = await tx
      .selectFrom('data_quality_batch')
      .selectAll()
      .where('id', '=', batchId)
      .executeTakeFirst()
    if (batch === undefined) return refuse('not_found', 'That bulk action is not in this store.')
    if (batch.undone_at !== null) return refuse('conflict', 'That bulk action has been undone already.')
    const rows = await tx
      .selectFrom('data_quality_batch_row')
      .innerJoin('child', 'child.id', 'data_quality_batch_row.child_id')
      .select(['child_id', 'before', `child.${columnOf[batch.detail]} as present`])
      .where('batch_id', '=', batchId)
      .execute()
    const filledIn = stored({ detail: batch.detail, value: batch.value } as BulkChange)
    const kept: string[] = []
    const slices = timeSlices()
    for (const row of rows) {
      if (row.present !== filledIn) {
        kept.push(row.child_id)
        continue
      }
      const before = batch.detail === 'interpreter' && row.before !== null ? Number(row.before) : row.before
      const done = await fill(tx, context, row.child_id, batch.detail, before, batchId)
      if (!done.ok) return done
      if (slices.over) await slices.rest()
    }
    await tx
      .updateTable('data_quality_batch')
      .set({ undone_at: context.now(), undone_by: context.person.id })
      .where('id', '=', batchId)
      .execute()
    const undone = rows.length - kept.length
    await appendAudit(tx, context, {
      action: 'data_quality.filling_undone',
      subject: batchId,
      detail: { undone, kept: kept.length },
    })
    return ok({ undone, exceptions: await changedSince(tx, kept) })
  })
  if (result.ok) context.changed({ noun: 'child', ids: [] })
  return result
}

const nothing = 'Nothing was changed.'

/** The value of a change as its column holds it. */
function stored(change: BulkChange): string | number {
  return change.detail === 'interpreter' ? (change.value === 'yes' ? 1 : 0) : change.value
}

async function selectedIds(
  context: ServiceContext,
  { filter, selection }: QualityBulk,
): Promise<Result<string[]>> {
  if (selection.kind === 'ids') return ok([...new Set(selection.ids)])
  const order = { column: 'queue_order', direction: 'asc' } as const
  const all = await failingIds(context.store, filter, order, context.today())
  const except = new Set(selection.except)
  const ids = all.filter((id) => !except.has(id))
  return ids.length > mostAtOnce
    ? refuse(
        'invalid',
        `That is more than ${mostAtOnce.toLocaleString('en-GB')} referrals. Narrow the list first.`,
      )
    : ok(ids)
}

/** Which children miss the detail now, whatever the list said when it was looked at. */
async function split(
  db: Readable | Writing,
  ids: readonly string[],
  { detail }: BulkChange,
  today: string,
): Promise<Fits> {
  const childIds = new Set<string>()
  const left: { referralId: string; why: string }[] = []
  const slices = timeSlices()
  for (let at = 0; at < ids.length; at += atOnce) {
    const part = ids.slice(at, at + atOnce)
    const rows = await subjectRows(db, sql<SqlBool>`is_open = 1 AND referral_id IN (${sql.join(part)})`)
    const rowOf = new Map(rows.map((row) => [row.referral_id, row]))
    for (const id of part) {
      const row = rowOf.get(id)
      if (row === undefined) {
        left.push({ referralId: id, why: 'The referral is not open any more.' })
        continue
      }
      const verdict = judge(ruleOf[detail], toSubject(row), today)
      if (typeof verdict === 'string') left.push({ referralId: id, why: recorded[detail] })
      else childIds.add(row.child_id)
    }
    if (slices.over) await slices.rest()
  }
  const exceptions = await withNames(
    db,
    left.map((each) => ({ ...each, childName: '' })),
  )
  return { total: ids.length, childIds: [...childIds], exceptions }
}

/** Gives one child’s detail a value, with everything that follows from it. Returns what was there before, as text. */
async function fill(
  tx: Writing,
  context: ServiceContext,
  childId: string,
  detail: BulkDetail,
  value: string | number | null,
  batchId: string,
): Promise<Result<string | null>> {
  const before = await tx.selectFrom('child').selectAll().where('id', '=', childId).executeTakeFirstOrThrow()
  const column = columnOf[detail]
  await tx
    .updateTable('child')
    .set({ [column]: value, version: before.version + 1 })
    .where('id', '=', childId)
    .execute()
  const noted = await noteChangedDetails(tx, context, before)
  if (!noted.ok) return noted
  const referrals = await tx.selectFrom('referral').select('id').where('child_id', '=', childId).execute()
  await reproject(
    tx,
    referrals.map(({ id }) => id),
    context.today(),
  )
  await appendAudit(tx, context, {
    action: 'child.changed',
    subject: childId,
    childId,
    detail: { version: before.version + 1, batch: batchId },
  })
  const was = before[column]
  return ok(was === null ? null : String(was))
}

async function changedSince(tx: Writing, childIds: readonly string[]): Promise<QualityException[]> {
  if (childIds.length === 0) return []
  const rows = await tx
    .selectFrom('waiting_list')
    .select(['child_id', (select) => select.fn.max('referral_id').as('referral_id')])
    .where('child_id', 'in', [...childIds])
    .groupBy('child_id')
    .execute()
  const why = 'It was changed since, and stays as it is.'
  return withNames(
    tx,
    rows.map((row) => ({ referralId: row.referral_id, childName: '', why })),
  )
}
