import type { Page } from '../../../shared/contract/procedure.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { inSlices } from '../waiting-list/slices.ts'

/** Open referrals that would be missed, as they are now. */
export interface OpenReferralGaps {
  /** In no queue, so nobody would act on them. */
  notInAnyQueue: number
  /** With no received date that stands, so no band can hold them. */
  unknownReceivedDate: number
}

export type Gap = 'not_in_any_queue' | 'unknown_received_date'

/** The open referrals of one slice that would be missed. */
function inGap(db: Readable | Writing, gap: Gap, slice: Parameters<Parameters<typeof inSlices>[1]>[0]) {
  const open = db.selectFrom('waiting_list').where(slice)
  if (gap === 'not_in_any_queue') return open.where('stage_queue', 'is', null)
  return open
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
}

/** Counts open referrals that are in no queue and those that never joined the list for want of a received date. */
export async function openReferralGaps(db: Readable | Writing): Promise<OpenReferralGaps> {
  const gaps: OpenReferralGaps = { notInAnyQueue: 0, unknownReceivedDate: 0 }
  await inSlices(db, async (slice) => {
    const countOf = async (gap: Gap) => {
      const { count } = await inGap(db, gap, slice)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    }
    gaps.notInAnyQueue += await countOf('not_in_any_queue')
    gaps.unknownReceivedDate += await countOf('unknown_received_date')
  })
  return gaps
}

/** The open referrals that would be missed, a page of them, with days from the received date that is shown for them. */
export async function gapRecords(
  db: Readable | Writing,
  gap: Gap,
  asAt: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Page<ReturnCellRow>> {
  const ids: string[] = []
  await inSlices(db, async (slice) => {
    const rows = await inGap(db, gap, slice).select('referral_id').orderBy('referral_id').execute()
    ids.push(...rows.map((row) => row.referral_id))
  })
  const shown = ids.slice(offset, offset + limit)
  if (shown.length === 0) return { rows: [], total: ids.length, asAt }
  const rows = await db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .select([
      'waiting_list.referral_id as referralId',
      'child.id as childId',
      'child.family_name as familyName',
      'child.given_name as givenName',
      'child.date_of_birth as dateOfBirth',
      'child.nhs_number as nhsNumber',
      'waiting_list.service_id as serviceId',
      'waiting_list.received_date as receivedDate',
    ])
    .where('waiting_list.referral_id', 'in', shown)
    .execute()
  const byId = new Map(rows.map((row) => [row.referralId, row]))
  return {
    rows: shown.flatMap((id) => {
      const row = byId.get(id)
      if (row === undefined) return []
      const days = Math.max(0, daysBetween(row.receivedDate, asAt))
      return [{ ...row, days, band: null, leftOn: null, leftBy: null }]
    }),
    total: ids.length,
    asAt,
  }
}
