import type { Writing } from '../../store/store.ts'
import { loadReferrals } from '../projection/load.ts'
import { reproject } from '../projection/reproject.ts'
import { storedProjections, storeWaits } from '../projection/store-projection.ts'

/**
 * Computes anew what lists show of all referrals of some children. Open ones are put to the rules again, since the
 * child's details may be others now; what the rules once said about a closed one stays.
 */
export async function refreshLists(tx: Writing, childIds: readonly string[], today: string): Promise<void> {
  if (childIds.length === 0) return
  const referrals = await tx
    .selectFrom('referral')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'referral.id')
    .select(['referral.id', 'referral.child_id', 'waiting_list.is_open'])
    .where('referral.child_id', 'in', [...childIds])
    .orderBy('referral.id')
    .execute()
  // Whom a referral belongs to first, for all of them: what is shown of one depends on the others of its child.
  for (const referral of referrals)
    await tx
      .updateTable('waiting_list')
      .set({ child_id: referral.child_id })
      .where('referral_id', '=', referral.id)
      .execute()
  const idsWhere = (isOpen: 0 | 1) =>
    referrals.filter((referral) => referral.is_open === isOpen).map((referral) => referral.id)
  const closed = idsWhere(0)
  const { waits } = await storedProjections(tx, closed)
  for (const { projection } of await loadReferrals(tx, closed)) {
    const id = projection.row.referral_id
    await tx.updateTable('waiting_list').set(projection.row).where('referral_id', '=', id).execute()
    await storeWaits(tx, id, waits.get(id) ?? [], projection.waits)
  }
  await reproject(tx, idsWhere(1), today)
}
