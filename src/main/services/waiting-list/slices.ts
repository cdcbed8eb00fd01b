import { setImmediate as pause } from 'node:timers/promises'
import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Readable, Writing } from '../../store/store.ts'

/** Open referrals that one statement goes through: some ten milliseconds of work. */
const usualLength = 4000

/**
 * Goes through all open referrals in slices of their order, letting other calls be answered in between. Each slice is
 * a condition to add; together they hold every open referral once.
 */
export async function inSlices(
  db: Readable | Writing,
  work: (slice: RawBuilder<SqlBool>) => Promise<void>,
  length = usualLength,
): Promise<void> {
  let after: Place | undefined
  for (;;) {
    const upTo = await placeAfter(db, after, length)
    const parts = [
      ...(after === undefined ? [] : [sql`${place} > (${sql.join(Object.values(after))})`]),
      ...(upTo === undefined ? [] : [sql`${place} <= (${sql.join(Object.values(upTo))})`]),
    ]
    await work(sql<SqlBool>`(${sql.join([sql`is_open = 1`, ...parts], sql` AND `)})`)
    if (upTo === undefined) return
    after = upTo
    await pause()
  }
}

const place = sql`(order_tier, order_date, received_date, referral_id)`
type Place = Record<'order_tier' | 'order_date' | 'received_date' | 'referral_id', string | number>

/** The last place of the slice after a place; undefined when what is left is no more than a slice. */
async function placeAfter(
  db: Readable | Writing,
  after: Place | undefined,
  length: number,
): Promise<Place | undefined> {
  let query = db.selectFrom('waiting_list').where(sql<SqlBool>`is_open = 1`)
  if (after !== undefined) query = query.where(sql<SqlBool>`${place} > (${sql.join(Object.values(after))})`)
  return query
    .select(['order_tier', 'order_date', 'received_date', 'referral_id'])
    .orderBy('order_tier')
    .orderBy('order_date')
    .orderBy('received_date')
    .orderBy('referral_id')
    .limit(1)
    .offset(length - 1)
    .executeTakeFirst()
}
