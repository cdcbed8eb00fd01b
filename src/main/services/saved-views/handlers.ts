import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { SavedView } from '../../../shared/contract/administration.ts'
import { type ListFilter, listFilter, listSort } from '../../../shared/contract/list-query.ts'
import { ok, refuse } from '../../../shared/result.ts'
import type { SavedViewTable } from '../../store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'

const kept = z.object({ filter: listFilter, sort: listSort, columns: z.array(z.string()) })

/** How many rows a filter matches now. */
export type CountOf = (context: ServiceContext, filter: ListFilter) => Promise<number>

/** Null when the view asks for something the app no longer knows. */
function viewOf(row: SavedViewTable, accountId: string): SavedView | null {
  const body = kept.safeParse(JSON.parse(row.body))
  if (!body.success) return null
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    shared: row.shared === 1,
    own: row.account_id === accountId,
    ...body.data,
  }
}

/** Named ways of looking at a list: one's own and those that others share. Saving under a name replaces it. */
export function savedViewsHandlers(countOf: CountOf): HandlersOf<'savedViews'> {
  return {
    async list(context) {
      const { store, person } = context
      const rows = await store.read
        .selectFrom('saved_view')
        .selectAll()
        .where((where) => where.or([where('account_id', '=', person.id), where('shared', '=', 1)]))
        .orderBy('name')
        .execute()
      const views = rows.map((row) => viewOf(row, person.id)).filter((view) => view !== null)
      return ok(
        await Promise.all(
          views.map(async (view) => ({ ...view, count: await countOf(context, view.filter) })),
        ),
      )
    },

    async save(context, { name, shared, ...body }) {
      const { store, person } = context
      const saved = await inTransaction(store, async (tx) => {
        const own = await tx
          .selectFrom('saved_view')
          .select(['id', 'version'])
          .where('account_id', '=', person.id)
          .where('name', '=', name)
          .executeTakeFirst()
        const id = own?.id ?? uuidv7()
        const values = { shared: shared ? (1 as const) : (0 as const), body: JSON.stringify(body) }
        if (own) {
          await tx
            .updateTable('saved_view')
            .set({ ...values, version: own.version + 1 })
            .where('id', '=', id)
            .execute()
        } else {
          await tx
            .insertInto('saved_view')
            .values({ id, version: 1, account_id: person.id, name, ...values })
            .execute()
        }
        await appendAudit(tx, context, { action: 'view.saved', subject: `view ${id}`, detail: { shared } })
        return ok({ id })
      })
      if (saved.ok) context.changed({ noun: 'view', ids: [saved.value.id] })
      return saved
    },

    async remove(context, { id }) {
      const { store, person } = context
      const removed = await inTransaction(store, async (tx) => {
        const view = await tx
          .selectFrom('saved_view')
          .select('account_id')
          .where('id', '=', id)
          .executeTakeFirst()
        if (!view) return refuse('not_found', 'This view is no longer there.')
        if (view.account_id !== person.id) {
          return refuse('not_allowed', 'Only the person who made a view can remove it.')
        }
        await tx.deleteFrom('saved_view').where('id', '=', id).execute()
        await appendAudit(tx, context, { action: 'view.removed', subject: `view ${id}` })
        return ok({ done: true as const })
      })
      if (removed.ok) context.changed({ noun: 'view', ids: [id] })
      return removed
    },
  }
}
