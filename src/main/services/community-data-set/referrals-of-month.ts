import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { DataSetPeriod } from '../../domain/community-data-set/month-of-referral.ts'
import type { Readable } from '../../store/store.ts'
import { sortInSlices } from '../sort-in-slices.ts'
import { inSlices } from '../waiting-list/slices.ts'

/** Referrals that one statement finds, each of them looked up. */
const usualLength = 400

/**
 * Ids of the referrals that may have a place in a month: received by its last day and open now, or closed in it or
 * later, or with a child seen or missed in it. The histories decide. Services in `leftOut` are passed over. In the
 * order they were recorded in, so that what is read of neighbours stands on the same pages.
 */
export async function referralsOfMonth(
  db: Readable,
  { firstDay, lastDay }: DataSetPeriod,
  leftOut: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>()
  const isLeftOut = new Set(leftOut)
  const take = (rows: readonly Found[]) => {
    for (const { id, service } of rows) if (!isLeftOut.has(service)) found.add(id)
  }
  const listed = db
    .selectFrom('waiting_list')
    .select(['referral_id as id', 'service_id as service'])
    .where('received_date', '<=', lastDay)
  await inSlices(db, async (slice) => {
    for (const { id, service } of await listed.where(slice).execute())
      if (!isLeftOut.has(service)) found.add(id)
  })
  await inPages(
    (after) =>
      listed
        .select(sql<string>`closed_on`.as('on'))
        .where('closed_on', '>=', firstDay)
        .where(sql<boolean>`(closed_on, referral_id) > (${after.on}, ${after.id})`)
        .where('status', '!=', 'registered_in_error')
        .orderBy('closed_on')
        .orderBy('referral_id')
        .limit(usualLength)
        .execute(),
    take,
  )
  await inPages(
    (after) =>
      db
        .selectFrom('referral_event')
        .innerJoin('waiting_list', 'waiting_list.referral_id', 'referral_event.referral_id')
        .select([
          'referral_event.referral_id as id',
          'waiting_list.service_id as service',
          'referral_event.happened_on as on',
        ])
        .where(sql<boolean>`referral_event.type IN ('attended', 'was_not_brought', 'arrived_not_seen')`)
        .where('referral_event.happened_on', '>=', firstDay)
        .where('referral_event.happened_on', '<=', lastDay)
        .where(
          sql<boolean>`(referral_event.happened_on, referral_event.referral_id) > (${after.on}, ${after.id})`,
        )
        .where('waiting_list.is_open', '=', 0)
        .orderBy('referral_event.happened_on')
        .orderBy('referral_event.referral_id')
        .limit(usualLength)
        .execute(),
    take,
  )
  return sortInSlices([...found], (a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

interface Place {
  on: string
  id: string
}
type Found = Place & { service: string }

async function inPages(
  read: (after: Place) => Promise<Found[]>,
  take: (rows: readonly Found[]) => void,
): Promise<void> {
  let after: Place = { on: '', id: '' }
  for (;;) {
    const rows = await read(after)
    take(rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < usualLength) return
    after = { on: last.on, id: last.id }
    await pause()
  }
}
