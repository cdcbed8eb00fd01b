import { sql, type SqlBool } from 'kysely'
import type { Readable, Writing } from '../../store/store.ts'

/** Open referrals that would be missed, as they are now. */
export interface OpenReferralGaps {
  /** In no queue, so nobody would act on them. */
  notInAnyQueue: number
  /** With no received date that stands, so no band can hold them. */
  unknownReceivedDate: number
}

/** Written out, because an index of open referrals serves no question whose value SQLite learns only later. */
const isOpen = sql<SqlBool>`is_open = 1`

/** Counts open referrals that are in no queue and those that never joined the list for want of a received date. */
export async function openReferralGaps(db: Readable | Writing): Promise<OpenReferralGaps> {
  const { count: notInAnyQueue } = await db
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(isOpen)
    .where('stage_queue', 'is', null)
    .executeTakeFirstOrThrow()
  const { count: unknownReceivedDate } = await db
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(isOpen)
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
  return { notInAnyQueue, unknownReceivedDate }
}
