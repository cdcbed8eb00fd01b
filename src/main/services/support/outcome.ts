import type { SupportHelped } from '../../../shared/codes/waiting-care.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ServiceContext } from '../context.ts'
import { recordFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'

interface Outcome {
  offerId: string
  version: number
  answeredOn: string
  takenUp: boolean
  helped: SupportHelped
  note: string | null
}

/** Notes whether help was taken up and whether it helped. A later answer replaces an earlier one; both stay facts. */
export async function recordSupportOutcome(
  context: ServiceContext,
  { offerId, version, answeredOn, takenUp, helped, note }: Outcome,
): Promise<Result<{ version: number }>> {
  if (!takenUp && helped !== 'not_known')
    return refuse('invalid', 'It was not taken up, so whether it helped is not known.', { field: 'helped' })
  const result = await inTransaction(context.store, async (tx) => {
    const offer = await tx
      .selectFrom('support_offer')
      .selectAll()
      .where('id', '=', offerId)
      .executeTakeFirst()
    if (offer === undefined) return refuse('not_found', 'That offer is not in this store.')
    if (offer.version !== version)
      return refuse('conflict', 'Somebody changed this offer after you opened it. Look at it again.')
    if (answeredOn < offer.offered_on)
      return refuse('invalid', 'That is before the day it was offered.', { field: 'answeredOn' })
    const recorded = await recordFact(tx, context, offer.referral_id, null, {
      type: 'support_outcome',
      happenedOn: answeredOn,
      detail: { offerEventId: offer.offered_event_id, takenUp, helped },
      reason: note,
    })
    if (!recorded.ok) return recorded
    await tx
      .updateTable('support_offer')
      .set({
        version: version + 1,
        taken_up: takenUp ? 1 : 0,
        helped,
        answered_on: answeredOn,
        outcome_event_id: recorded.value.eventId,
        ...(note !== null && { note }),
      })
      .where('id', '=', offerId)
      .execute()
    return ok({ version: version + 1, referralId: offer.referral_id })
  })
  if (!result.ok) return result
  context.changed({ noun: 'referral', ids: [result.value.referralId] })
  context.changed({ noun: 'support', ids: [] })
  return ok({ version: result.value.version })
}
