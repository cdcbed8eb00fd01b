import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'

/**
 * Cancels the letters of a triage decision that have not left, in the transaction that voids it. Returns how many were
 * cancelled and how many had left already, which nothing can call back.
 */
export async function cancelLettersOfDecision(
  tx: Writing,
  context: ServiceContext,
  eventId: string,
): Promise<{ cancelled: number; sent: number }> {
  const letters = await tx
    .selectFrom('triage_letter')
    .innerJoin('letter', 'letter.id', 'triage_letter.letter_id')
    .select(['letter.id', 'letter.version', 'letter.state', 'letter.child_id', 'letter.referral_id'])
    .where('triage_letter.event_id', '=', eventId)
    .execute()
  const waiting = letters.filter(({ state }) => state === 'draft' || state === 'ready')
  for (const letter of waiting) {
    await tx
      .updateTable('letter')
      .set({ version: letter.version + 1, state: 'cancelled', note: 'The decision was taken back' })
      .where('id', '=', letter.id)
      .execute()
    await appendAudit(tx, context, {
      action: 'letter.cancelled',
      subject: letter.id,
      childId: letter.child_id,
      detail: { referralId: letter.referral_id, decision: eventId },
    })
  }
  const sent = letters.filter(({ state }) => state === 'sent' || state === 'returned').length
  return { cancelled: waiting.length, sent }
}
