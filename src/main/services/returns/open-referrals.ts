import type { Readable, Writing } from '../../store/store.ts'
import { inSlices } from '../waiting-list/slices.ts'

/** Open referrals that would be missed, as they are now. */
export interface OpenReferralGaps {
  /** In no queue, so nobody would act on them. */
  notInAnyQueue: number
  /** With no received date that stands, so no band can hold them. */
  unknownReceivedDate: number
}

/** Counts open referrals that are in no queue and those that never joined the list for want of a received date. */
export async function openReferralGaps(db: Readable | Writing): Promise<OpenReferralGaps> {
  const gaps: OpenReferralGaps = { notInAnyQueue: 0, unknownReceivedDate: 0 }
  await inSlices(db, async (slice) => {
    const open = db
      .selectFrom('waiting_list')
      .where(slice)
      .select((select) => select.fn.countAll<number>().as('count'))
    const inNone = await open.where('stage_queue', 'is', null).executeTakeFirstOrThrow()
    const neverJoined = await open
      .where('is_waiting', '=', 0)
      .where('first_contact_on', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('wait')
              .select('wait.ordinal')
              .whereRef('wait.referral_id', '=', 'waiting_list.referral_id'),
          ),
        ),
      )
      .executeTakeFirstOrThrow()
    gaps.notInAnyQueue += inNone.count
    gaps.unknownReceivedDate += neverJoined.count
  })
  return gaps
}
