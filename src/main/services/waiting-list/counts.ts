import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import { type QueueId, queueIds } from '../../../shared/codes/queues.ts'
import type { Schema } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { inQueue } from './filter.ts'

/** How many open referrals are in each queue on `today`, in one pass over the index made for it. */
export async function queueCounts(
  db: Readable,
  services: readonly string[] | undefined,
  today: string,
): Promise<Record<QueueId, number>> {
  let query = db.selectFrom('waiting_list').where(sql<SqlBool>`is_open = 1`)
  if (services !== undefined && services.length > 0) query = query.where('service_id', 'in', [...services])
  const row = await query
    .select((select) => queueIds.map((queue) => countWhen(select, inQueue(select, queue, today)).as(queue)))
    .executeTakeFirstOrThrow()
  return Object.fromEntries(queueIds.map((queue) => [queue, Number(row[queue] ?? 0)])) as Record<
    QueueId,
    number
  >
}

function countWhen(select: ExpressionBuilder<Schema, 'waiting_list'>, parts: Expression<SqlBool>[]) {
  return select.fn.sum<number | null>(select.case().when(select.and(parts)).then(1).else(0).end())
}
