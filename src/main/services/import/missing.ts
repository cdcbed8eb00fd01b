import type { Page } from '../../../shared/contract/procedure.ts'
import type { MissingFromFileRow } from '../../../shared/contract/imports.ts'
import type { Store } from '../../store/store.ts'
import type { Draft } from './draft.ts'
import type { TimeSlices } from './time-slices.ts'
import { draftReader } from './plan-draft.ts'
import type { Connection } from './connection.ts'

/**
 * Open referrals that earlier files of the draft's source told of, in the services the draft speaks of, and that
 * this file does not mention. A list to check: nothing is ever removed by it.
 */
export async function missingFromFile(
  connection: Connection,
  draft: Draft,
  mentioned: ReadonlySet<string>,
  slices: TimeSlices,
  signal: AbortSignal,
): Promise<string[]> {
  const earlier = connection
    .prepare('SELECT id FROM import_batch WHERE source = ? AND undone_at IS NULL')
    .pluck()
    .all(draft.source) as string[]
  if (earlier.length === 0) return []
  const services = await servicesIn(draft, slices)
  const next = connection
    .prepare(
      `SELECT DISTINCT list.referral_id FROM waiting_list AS list
       JOIN import_batch_row AS row ON row.referral_id = list.referral_id
       JOIN import_batch AS batch ON batch.id = row.batch_id AND batch.source = ? AND batch.undone_at IS NULL
       WHERE list.is_open = 1 AND list.service_id IN (SELECT value FROM json_each(?)) AND list.referral_id > ?
       ORDER BY list.referral_id LIMIT 300`,
    )
    .pluck()
  const missing: string[] = []
  for (let after = ''; ;) {
    const ids = next.all(draft.source, JSON.stringify([...services]), after) as string[]
    missing.push(...ids.filter((id) => !mentioned.has(id)))
    const last = ids.at(-1)
    if (last === undefined || signal.aborted) return missing
    after = last
    if (slices.over) await slices.rest()
  }
}

async function servicesIn(draft: Draft, slices: TimeSlices): Promise<Set<string>> {
  const read = draftReader(draft)
  const found = new Set<string>()
  const known = draft.validation.services.length
  for (const [position, row] of draft.rows.entries()) {
    if (row.effect !== 'rejected') found.add(read(position).service)
    if (found.size === known) break
    if (slices.over) await slices.rest()
  }
  return found
}

/** A page of those referrals, in a steady order. */
export async function missingPage(
  store: Store,
  draft: Draft,
  today: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Page<MissingFromFileRow>> {
  const rows = await store.read
    .selectFrom('waiting_list as list')
    .innerJoin('child', 'child.id', 'list.child_id')
    .select([
      'list.referral_id as referralId',
      'list.child_id as childId',
      'child.family_name as familyName',
      'child.given_name as givenName',
      'child.date_of_birth as dateOfBirth',
      'list.service_id as serviceId',
      'list.received_date as receivedDate',
      'list.status',
    ])
    .where('list.referral_id', 'in', draft.missing.slice(offset, offset + limit))
    .orderBy('list.referral_id')
    .execute()
  return { total: draft.missing.length, asAt: today, rows }
}
