import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import { type QueueId, queueIds } from '../../../shared/codes/queues.ts'
import type { Schema } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { readSteadily } from '../returns/steady-read.ts'
import { inQueue } from './filter.ts'
import { inSlices } from './slices.ts'

export type QueueCounts = Record<QueueId, number>

/**
 * How many open referrals are in each queue on `today`, of these services or of all. All services are counted
 * together in one pass over the index made for it, and kept until something is saved.
 */
export async function queueCounts(
  store: Store,
  services: readonly string[] | undefined,
  today: string,
): Promise<QueueCounts> {
  const byService = await keptAnswer(store, ['queue counts', today], () => countByService(store, today))
  const total = noCounts()
  for (const [service, counts] of byService) {
    if (services !== undefined && services.length > 0 && !services.includes(service)) continue
    for (const queue of queueIds) total[queue] += counts[queue]
  }
  return total
}

function countByService(store: Store, today: string): Promise<Map<string, QueueCounts>> {
  return readSteadily(store, async (db) => {
    const byService = new Map<string, QueueCounts>()
    await inSlices(db, async (slice) => {
      // The plus keeps SQLite from an index that is in order of service but lacks the other columns.
      const rows = await db
        .selectFrom('waiting_list')
        .where(slice)
        .groupBy(sql`+service_id`)
        .select('service_id')
        .select((select) =>
          queueIds.map((queue) => countWhen(select, inQueue(select, queue, today)).as(queue)),
        )
        .execute()
      for (const { service_id, ...counted } of rows) {
        const counts = byService.get(service_id) ?? noCounts()
        byService.set(service_id, counts)
        for (const queue of queueIds) counts[queue] += Number(counted[queue] ?? 0)
      }
    })
    return byService
  })
}

function noCounts(): QueueCounts {
  return Object.fromEntries(queueIds.map((queue) => [queue, 0])) as QueueCounts
}

function countWhen(select: ExpressionBuilder<Schema, 'waiting_list'>, parts: Expression<SqlBool>[]) {
  return sql<number | null>`sum(${select.and(parts)})`
}
