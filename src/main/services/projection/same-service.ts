import type { RowFlag } from '../../../shared/contract/list-query.ts'
import type { Writing } from '../../store/store.ts'

const mark: RowFlag = 'same_service_twice'

/**
 * Marks the open referrals of some children that are to a service twice, and takes the mark from those that are not
 * any more: it depends on the other referrals of the child, which were not all computed anew.
 */
export async function markSameService(tx: Writing, childIds: readonly string[]): Promise<void> {
  if (childIds.length === 0) return
  const rows = await tx
    .selectFrom('waiting_list')
    .select(['referral_id', 'child_id', 'service_id', 'is_open', 'flags'])
    .where('child_id', 'in', [...childIds])
    .execute()
  const open = Map.groupBy(
    rows.filter((row) => row.is_open === 1),
    (row) => `${row.child_id} ${row.service_id}`,
  )
  for (const row of rows) {
    const isTwice = row.is_open === 1 && (open.get(`${row.child_id} ${row.service_id}`)?.length ?? 0) > 1
    const isMarked = row.flags.includes(`,${mark},`)
    if (isTwice === isMarked) continue
    // The mark is the last of the flags.
    const flags = isTwice ? `${row.flags}${mark},` : row.flags.replace(`,${mark},`, ',')
    await tx.updateTable('waiting_list').set({ flags }).where('referral_id', '=', row.referral_id).execute()
  }
}
