import type { Check } from '../verify/verify.ts'
import { loadReferrals } from './load.ts'
import type { Projection } from './compute.ts'

const chunk = 1000

/**
 * Rebuilds every stored projection from the facts and says where the stored rows differ: one sentence for each
 * referral, by id. Empty when all agree.
 */
export const checkProjections: Check = async ({ store }, signal) => {
  const problems: string[] = []
  for (let after = ''; ;) {
    if (signal?.aborted === true) return problems
    const ids = await store.read
      .selectFrom('referral')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(chunk)
      .execute()
    if (ids.length === 0) return problems
    const part = ids.map((row) => row.id)
    const [loaded, rows, waits] = await Promise.all([
      loadReferrals(store.read, part),
      store.read.selectFrom('waiting_list').selectAll().where('referral_id', 'in', part).execute(),
      store.read.selectFrom('wait').selectAll().where('referral_id', 'in', part).orderBy('ordinal').execute(),
    ])
    const rowById = new Map(rows.map((row) => [row.referral_id, row]))
    const waitsById = Map.groupBy(waits, (wait) => wait.referral_id)
    for (const { projection } of loaded) {
      const id = projection.row.referral_id
      const stored = rowById.get(id)
      const differing = stored === undefined ? ['the whole row'] : differences(projection.row, stored)
      if (canonical(waitsById.get(id) ?? []) !== canonical(projection.waits)) differing.push('waits')
      if (differing.length > 0)
        problems.push(`Referral ${id}: stored and rebuilt differ in ${differing.join(', ')}.`)
    }
    after = part.at(-1) ?? after
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Open referrals that are in no queue, which must be none: one sentence each, by id. */
export const checkQueueCoverage: Check = async ({ store }) => {
  const lost = await store.read
    .selectFrom('referral')
    .leftJoin('waiting_list', 'waiting_list.referral_id', 'referral.id')
    .select('referral.id')
    .where((where) =>
      where.or([
        where('waiting_list.referral_id', 'is', null),
        where.and([where('waiting_list.is_open', '=', 1), where('waiting_list.stage_queue', 'is', null)]),
      ]),
    )
    .execute()
  return lost.map((row) => `Referral ${row.id} is open and in no queue.`)
}

function differences(rebuilt: Projection['row'], stored: Projection['row']): string[] {
  return (Object.keys(rebuilt) as (keyof Projection['row'])[]).filter(
    (column) => rebuilt[column] !== stored[column],
  )
}

function canonical(rows: readonly object[]): string {
  return JSON.stringify(rows.map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
}
