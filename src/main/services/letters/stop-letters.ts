import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'

/**
 * Cancels every letter about a child that has not left, in the transaction that records the death, so that none is
 * posted by habit. Returns how many. Source: domain rules §1 and issue "died (quiet, stops every letter at once)".
 */
export async function stopLettersAfterDeath(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
): Promise<number> {
  const referral = await tx
    .selectFrom('referral')
    .select('child_id')
    .where('id', '=', referralId)
    .executeTakeFirst()
  if (referral === undefined) return 0
  const stopped = await tx
    .updateTable('letter')
    .set((row) => ({
      state: 'cancelled' as const,
      note: 'The child has died',
      version: row('version', '+', 1),
    }))
    .where('child_id', '=', referral.child_id)
    .where('state', 'in', ['draft', 'ready'])
    .executeTakeFirst()
  const count = Number(stopped.numUpdatedRows)
  if (count > 0)
    await appendAudit(tx, context, {
      action: 'letter.cancelled_after_death',
      subject: referralId,
      childId: referral.child_id,
      detail: { letters: count },
    })
  return count
}

const notReturned = { returned_on: null, returned_event_id: null, note: null }

/** Takes a letter back to where it was when the fact that it left, or came back, is voided on the timeline. */
export async function unsendAfterVoid(tx: Writing, eventId: string): Promise<void> {
  await tx
    .updateTable('letter')
    .set((row) => ({
      ...notReturned,
      state: 'ready' as const,
      sent_on: null,
      sent_how: null,
      sent_event_id: null,
      version: row('version', '+', 1),
    }))
    .where('sent_event_id', '=', eventId)
    .execute()
  await tx
    .updateTable('letter')
    .set((row) => ({ ...notReturned, state: 'sent' as const, version: row('version', '+', 1) }))
    .where('returned_event_id', '=', eventId)
    .execute()
}
