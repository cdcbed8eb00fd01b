import { letterWanted, type LetterBatchPreview } from '../../../shared/contract/letters.ts'
import type { Selection } from '../../../shared/contract/list-query.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { orderedIds, resolveText } from '../waiting-list/page.ts'
import { changing } from './commands.ts'
import { type SortedLetters, sortLetters, storeBatch } from './create-batch.ts'
import { childOnEnvelope } from './values.ts'

type Batch = Pick<HandlersOf<'letters'>, 'batchPreview' | 'batchCreate' | 'batchUndo'>
type Input = Parameters<Batch['batchPreview']>[1]

/** As many as fit a post run and a PDF that opens at once. */
const mostAtOnce = 500

/** Letters of one purpose to many families or professionals, each set by what is known of that child. */
export const letterBatches: Batch = {
  async batchPreview(context, input) {
    const sorted = await sort(context.store.read, input, context.today(), context.person.id)
    if (!sorted.ok) return sorted
    const { total, fitting, exceptions } = sorted.value
    return ok<LetterBatchPreview>({
      total,
      applies: fitting.length,
      held: fitting.filter(({ built }) => built.preview.holds.length > 0).length,
      exceptions,
      sample: sorted.value.sample?.preview ?? null,
    })
  },

  async batchCreate(context, input) {
    return changing(context, async (tx) => {
      const sorted = await sort(tx, input, context.today(), context.person.id)
      if (!sorted.ok) return sorted
      if (sorted.value.fitting.length === 0)
        return refuse('invalid', 'No letter can be made for any of these children.')
      return ok(await storeBatch(tx, context, sorted.value, input))
    })
  },

  async batchUndo(context, { batchId }) {
    return changing(context, async (tx) => {
      const batch = await tx
        .selectFrom('letter_batch')
        .selectAll()
        .where('id', '=', batchId)
        .executeTakeFirst()
      if (batch === undefined) return refuse('not_found', 'That batch of letters is not in this store.')
      if (batch.undone_at !== null)
        return refuse('conflict', 'That batch of letters has been undone already.')
      const rows = await tx
        .selectFrom('letter')
        .innerJoin('child', 'child.id', 'letter.child_id')
        .select(['letter.id', 'letter.state', 'letter.referral_id', 'child.family_name', 'child.given_name'])
        .where('letter.batch_id', '=', batchId)
        .execute()
      const unsent = rows.filter((row) => row.state === 'draft' || row.state === 'ready')
      if (unsent.length > 0)
        await tx
          .updateTable('letter')
          .set((row) => ({
            state: 'cancelled' as const,
            note: 'Batch undone',
            version: row('version', '+', 1),
          }))
          .where('batch_id', '=', batchId)
          .where('state', 'in', ['draft', 'ready'])
          .execute()
      await tx
        .updateTable('letter_batch')
        .set({ undone_at: context.now() })
        .where('id', '=', batchId)
        .execute()
      await appendAudit(tx, context, {
        action: 'letter.batch_undone',
        subject: batchId,
        detail: { undone: unsent.length },
      })
      const exceptions = rows
        .filter((row) => row.state === 'sent' || row.state === 'returned')
        .map((row) => ({
          referralId: row.referral_id,
          childName: childOnEnvelope(row),
          why: 'It has left already.',
          cautions: [],
        }))
      return ok({ undone: unsent.length, exceptions })
    })
  },
}

async function sort(
  db: Readable | Writing,
  input: Input,
  today: string,
  writerId: string,
): Promise<Result<SortedLetters & { total: number }>> {
  const ids = await selectedIds(db, input.selection, today)
  if (!ids.ok) return ids
  const { selection: _selection, ...rest } = input
  const sorted = await sortLetters(db, ids.value, letterWanted.parse(rest), today, writerId)
  return ok({ ...sorted, total: ids.value.length })
}

async function selectedIds(
  db: Readable | Writing,
  selection: Selection,
  today: string,
): Promise<Result<string[]>> {
  const ids =
    selection.kind === 'ids'
      ? [...new Set(selection.ids)]
      : await orderedIds(
          db,
          selection.filter,
          [{ column: 'queue_order', direction: 'asc' }],
          today,
          await resolveText(db, selection.filter),
          { offset: 0, limit: mostAtOnce + selection.except.length + 1 },
        ).then((found) => {
          const except = new Set(selection.except)
          return found.filter((id) => !except.has(id))
        })
  if (ids.length > mostAtOnce)
    return refuse('invalid', `One batch holds ${mostAtOnce} letters at most. Narrow the list first.`)
  return ok(ids)
}
