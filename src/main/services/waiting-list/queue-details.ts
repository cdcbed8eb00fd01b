import { type QueueId, queueIds } from '../../../shared/codes/queues.ts'
import type { Readable, Store } from '../../store/store.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals } from '../projection/load.ts'
import { loadAsAt, readAsAt } from './as-at.ts'
import { inQueue } from './filter.ts'
import { whyHere } from './why.ts'

export interface QueueDetails {
  /** Every list the referral is in. */
  queues: QueueId[]
  /** Why it stands where it does, in one text. */
  why: string
}

/** The lists that referrals (a few hundred at once) are in on a day and why they stand where they do, by id. */
export async function queueDetails(
  store: Store,
  referralIds: readonly string[],
  asAt: string,
  today: string,
): Promise<Map<string, QueueDetails>> {
  const isToday = asAt === today
  const db = isToday ? store.read : await readAsAt(store, asAt)
  const queues = await queuesOf(db, referralIds, asAt)
  const loaded = isToday
    ? await loadReferrals(store.read, referralIds)
    : await loadAsAt(store.read, referralIds, asAt)
  return new Map(
    loaded.map(({ record, projection }) => {
      const { order } = whyHere(projection, toService(record.service), record.events, [], asAt)
      const id = record.referral.id
      return [id, { queues: queues.get(id) ?? [], why: order.join(' ') }]
    }),
  )
}

async function queuesOf(
  db: Readable,
  referralIds: readonly string[],
  asAt: string,
): Promise<Map<string, QueueId[]>> {
  if (referralIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('waiting_list')
    .select('referral_id')
    .select((select) =>
      queueIds.map((queue) =>
        select
          .case()
          .when(select.and(inQueue(select, queue, asAt)))
          .then(1)
          .else(0)
          .end()
          .as(queue),
      ),
    )
    .where('referral_id', 'in', [...referralIds])
    .execute()
  return new Map(rows.map((row) => [row.referral_id, queueIds.filter((queue) => row[queue] === 1)]))
}
