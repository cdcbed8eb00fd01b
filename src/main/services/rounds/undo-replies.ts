import type { RoundDone } from '../../../shared/contract/rounds.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { withNames } from '../referrals/bulk.ts'
import { voidFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { memberState } from './member-state.ts'

/**
 * Voids the answers of these families; each stays readable and counts for nothing. A family without an answer, or
 * with a later entry that needs it, is named instead.
 */
export async function undoReplies(
  context: ServiceContext,
  memberIds: readonly string[],
): Promise<Result<RoundDone>> {
  const result = await inTransaction(context.store, async (tx) => {
    const exceptions: { memberId: string; referralId: string; childName: string; why: string }[] = []
    let done = 0
    for (let at = 0; at < memberIds.length; at += 500) {
      const members = await tx
        .selectFrom('round_member')
        .innerJoin('waiting_list', 'waiting_list.referral_id', 'round_member.referral_id')
        .select(['round_member.id', 'round_member.referral_id', 'reply', 'reply_event_id'])
        .select(memberState(context.today()).as('state'))
        .where('round_member.id', 'in', memberIds.slice(at, at + 500))
        .execute()
      for (const member of members) {
        const { id: memberId, referral_id: referralId, reply_event_id: eventId } = member
        const voided =
          eventId === null || member.state !== member.reply
            ? null
            : await voidFact(tx, context, referralId, null, eventId, 'The answer was taken back at once')
        if (voided?.ok === true) done += 1
        else
          exceptions.push({
            memberId,
            referralId,
            childName: '',
            why: voided === null ? 'No answer is recorded.' : voided.refusal.message,
          })
      }
    }
    await appendAudit(tx, context, {
      action: 'round.reply_undone',
      subject: memberIds[0] ?? '',
      detail: { done },
    })
    const named = await withNames(tx, exceptions)
    return ok({
      done,
      exceptions: exceptions.map(({ memberId, why }, index) => ({
        memberId,
        childName: named[index]?.childName ?? '',
        why,
      })),
    })
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [] })
    context.changed({ noun: 'round', ids: [] })
  }
  return result
}
