import { setImmediate as pause } from 'node:timers/promises'
import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Readable } from '../../store/store.ts'

/** Open tasks that one statement goes through: some ten milliseconds of work. */
const usualLength = 20_000

const place = sql`(due_on, id)`

/**
 * Goes through all open tasks in slices of their due dates, letting other calls be answered in between. Each slice is a
 * condition to add; together they hold every open task once.
 */
export async function inTaskSlices(
  db: Readable,
  work: (slice: RawBuilder<SqlBool>) => Promise<void>,
  length = usualLength,
): Promise<void> {
  let after: { due_on: string; id: string } | undefined
  for (;;) {
    let query = db.selectFrom('task').where(sql<SqlBool>`state = 'open'`)
    if (after !== undefined) query = query.where(sql<SqlBool>`${place} > (${after.due_on}, ${after.id})`)
    const upTo = await query
      .select(['due_on', 'id'])
      .orderBy('due_on')
      .orderBy('id')
      .limit(1)
      .offset(length - 1)
      .executeTakeFirst()
    const parts = [
      sql`state = 'open'`,
      ...(after === undefined ? [] : [sql`${place} > (${after.due_on}, ${after.id})`]),
      ...(upTo === undefined ? [] : [sql`${place} <= (${upTo.due_on}, ${upTo.id})`]),
    ]
    await work(sql<SqlBool>`(${sql.join(parts, sql` AND `)})`)
    if (upTo === undefined) return
    after = upTo
    await pause()
  }
}
