import { v7 as uuidv7 } from 'uuid'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { BulkPreview, BulkResult } from '../../../shared/contract/referrals.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { whyNotRecord } from '../../domain/referral-status/can-record.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { orderedIds, resolveText } from '../waiting-list/page.ts'
import { isReasonNeeded, recordFact, type NewFact, voidFact } from './commands.ts'
import { eventsOfMany, unrecorded } from './events.ts'

type Input = Parameters<HandlersOf<'referrals'>['bulkPreview']>[1]
type Exceptions = BulkPreview['exceptions']

/** One bulk action reaches at most this many referrals, so that a slip stays small enough to look at. */
const mostAtOnce = 5000

/** What a bulk action would do, without doing it: how many it fits and who it does not fit, with the reason. */
export async function bulkPreview(context: ServiceContext, input: Input): Promise<Result<BulkPreview>> {
  const ids = await selectedIds(context.store.read, input.selection, context.today())
  if (!ids.ok) return ids
  const fits = await split(context.store.read, context, ids.value, input)
  return ok({ total: ids.value.length, applies: fits.fitting.length, exceptions: fits.exceptions })
}

/** Records the fact for every selected referral it fits, in one transaction, so that it can be undone as one. */
export async function bulkApply(context: ServiceContext, input: Input): Promise<Result<BulkResult>> {
  if (isReasonNeeded(input.event.type) && (input.reason ?? '').trim().length < 3)
    return refuse('invalid', 'Give a reason of at least 3 characters. It is kept with each entry.', {
      field: 'reason',
    })
  const result = await inTransaction(context.store, async (tx) => {
    const ids = await selectedIds(tx, input.selection, context.today())
    if (!ids.ok) return ids
    const batchId = uuidv7()
    await tx
      .insertInto('bulk_batch')
      .values({
        id: batchId,
        done_at: context.now(),
        done_by: context.person.id,
        event_type: input.event.type,
        undone_at: null,
      })
      .execute()
    const { fitting, exceptions } = await split(tx, context, ids.value, input)
    for (const referralId of fitting) {
      const done = await recordFact(tx, context, referralId, null, factOf(input), batchId)
      if (!done.ok) return done
    }
    await appendAudit(tx, context, {
      action: 'referral.bulk_recorded',
      subject: batchId,
      detail: { type: input.event.type, applied: fitting.length, exceptions: exceptions.length },
    })
    return ok<BulkResult>({ batchId, applied: fitting.length, exceptions })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [] })
  return result
}

/** Voids every fact a bulk action recorded, except where something later depends on it; those are named. */
export async function bulkUndo(
  context: ServiceContext,
  batchId: string,
): Promise<Result<{ undone: number; exceptions: Exceptions }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const batch = await tx.selectFrom('bulk_batch').selectAll().where('id', '=', batchId).executeTakeFirst()
    if (batch === undefined) return refuse('not_found', 'That bulk action is not in this store.')
    if (batch.undone_at !== null) return refuse('conflict', 'That bulk action has been undone already.')
    const events = await tx
      .selectFrom('referral_event')
      .select(['id', 'referral_id'])
      .where('batch_id', '=', batchId)
      .where('type', '!=', 'voided')
      .execute()
    const exceptions: Exceptions = []
    let undone = 0
    for (const event of events) {
      const voided = await voidFact(
        tx,
        context,
        event.referral_id,
        null,
        event.id,
        'Bulk action undone',
        batchId,
      )
      if (voided.ok) undone += 1
      else exceptions.push({ referralId: event.referral_id, childName: '', why: voided.refusal.message })
    }
    await tx.updateTable('bulk_batch').set({ undone_at: context.now() }).where('id', '=', batchId).execute()
    await appendAudit(tx, context, { action: 'referral.bulk_undone', subject: batchId, detail: { undone } })
    return ok({ undone, exceptions: await withNames(tx, exceptions) })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [] })
  return result
}

/** The referrals a selection names, in queue order; refused when they are more than one action may reach. */
export async function selectedIds(
  db: Readable | Writing,
  selection: Selection,
  today: string,
): Promise<Result<string[]>> {
  if (selection.kind === 'ids') return ok([...new Set(selection.ids)])
  const text = await resolveText(db, selection.filter)
  const order = [{ column: 'queue_order', direction: 'asc' }] as const
  const ids = await orderedIds(db, selection.filter, [...order], today, text, {
    offset: 0,
    limit: mostAtOnce + 1,
  })
  if (ids.length > mostAtOnce)
    return refuse(
      'invalid',
      `That is more than ${mostAtOnce.toLocaleString('en-GB')} referrals. Narrow the list first.`,
    )
  const except = new Set(selection.except)
  return ok(ids.filter((id) => !except.has(id)))
}

async function split(
  db: Readable | Writing,
  context: ServiceContext,
  ids: readonly string[],
  input: Input,
): Promise<{ fitting: string[]; exceptions: Exceptions }> {
  const fitting: string[] = []
  const exceptions: Exceptions = []
  const probe = unrecorded(factOf(input))
  for (let at = 0; at < ids.length; at += 500) {
    const part = ids.slice(at, at + 500)
    for (const [referralId, events] of await eventsOfMany(db, part)) {
      const why =
        events.length === 0
          ? 'That referral is not in this store.'
          : whyNotRecord(events, probe, context.today())
      if (why === null) fitting.push(referralId)
      else exceptions.push({ referralId, childName: '', why })
    }
  }
  return { fitting, exceptions: await withNames(db, exceptions) }
}

function factOf(input: Input): NewFact {
  return {
    type: input.event.type,
    happenedOn: input.happenedOn,
    detail: input.event.detail as NewFact['detail'],
    reason: input.reason,
  }
}

/** The same exceptions with the children's names, for the person to read. */
export async function withNames(db: Readable | Writing, exceptions: Exceptions): Promise<Exceptions> {
  if (exceptions.length === 0) return []
  const names = new Map<string, string>()
  for (let at = 0; at < exceptions.length; at += 500) {
    const rows = await db
      .selectFrom('referral')
      .innerJoin('child', 'child.id', 'referral.child_id')
      .select(['referral.id', 'child.family_name', 'child.given_name'])
      .where(
        'referral.id',
        'in',
        exceptions.slice(at, at + 500).map((each) => each.referralId),
      )
      .execute()
    for (const row of rows) names.set(row.id, `${row.family_name.toUpperCase()}, ${row.given_name}`)
  }
  return exceptions.map((each) => ({ ...each, childName: names.get(each.referralId) ?? 'Unknown child' }))
}
