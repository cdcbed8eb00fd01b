import { sql } from 'kysely'
import { type HarmKind, type HarmLevel, harmKinds, harmLevels } from '../../../shared/codes/waiting-care.ts'
import type { ReviewsSummary } from '../../../shared/contract/reviews.ts'
import type { EventDetails } from '../../domain/referral-status/events.ts'
import type { Readable } from '../../store/store.ts'
import { inQueue } from '../waiting-list/filter.ts'

interface Asked {
  from: string
  to: string
  services: readonly string[]
}

/** Reviews made from `from` to `to` (both inclusive) that stand, what they found, and how many are due on `today`. */
export async function summaryOfReviews(
  db: Readable,
  { from, to, services }: Asked,
  today: string,
): Promise<ReviewsSummary> {
  const [due, made] = await Promise.all([
    db
      .selectFrom('waiting_list')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where((where) => where.and(inQueue(where, 'long_wait_review', today)))
      .$if(services.length > 0, (query) => query.where('service_id', 'in', [...services]))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('referral_event as event')
      .innerJoin('referral', 'referral.id', 'event.referral_id')
      .select(['event.detail', 'event.referral_id', 'event.happened_on'])
      .select(
        sql<0 | 1>`EXISTS (SELECT 1 FROM referral_event AS raised
          WHERE raised.referral_id = event.referral_id AND raised.type = 'priority_changed'
            AND raised.sequence = event.sequence + 1)`.as('raised'),
      )
      .where('event.type', '=', 'long_wait_reviewed')
      .where('event.happened_on', '>=', from)
      .where('event.happened_on', '<=', to)
      .where(
        sql<boolean>`NOT EXISTS (SELECT 1 FROM referral_event AS voiding
          WHERE voiding.referral_id = event.referral_id AND voiding.voids_event_id = event.id)`,
      )
      .$if(services.length > 0, (query) => query.where('referral.service_id', 'in', [...services]))
      .execute(),
  ])
  const byLevel = zeros<HarmLevel>(harmLevels)
  const byKind = zeros<HarmKind>(harmKinds)
  let familiesTold = 0
  let raised = 0
  for (const row of made) {
    const detail = JSON.parse(row.detail) as EventDetails['long_wait_reviewed']
    byLevel[detail.level] += 1
    for (const kind of detail.harm) byKind[kind] += 1
    if (detail.familyTold) familiesTold += 1
    raised += row.raised
  }
  return { due: due.count, made: made.length, byLevel, byKind, raised, familiesTold }
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
}
