import { v7 as uuidv7 } from 'uuid'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { SupportOffered } from '../../../shared/contract/support.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { whyNotRecord } from '../../domain/referral-status/can-record.ts'
import type { ServiceContext } from '../context.ts'
import { selectedIds, withNames } from '../referrals/bulk.ts'
import { type NewFact, recordFact } from '../referrals/commands.ts'
import { eventsOf, unrecorded } from '../referrals/events.ts'
import { inTransaction } from '../transaction.ts'

interface Offer {
  optionId: string
  referralIds: readonly string[]
  selection: Selection | null
  offeredOn: string
  language: string | null
  note: string | null
}

/** Notes an offer to each family it fits; the others are named with the reason. It never ends the wait. */
export async function offerSupport(
  context: ServiceContext,
  { optionId, referralIds, selection, offeredOn, language, note }: Offer,
): Promise<Result<SupportOffered>> {
  const result = await inTransaction(context.store, async (tx) => {
    const option = await tx
      .selectFrom('support_option')
      .select(['name', 'ended_on'])
      .where('id', '=', optionId)
      .executeTakeFirst()
    if (option === undefined) return refuse('not_found', 'That help is not in the directory.')
    if (option.ended_on !== null)
      return refuse('invalid', `${option.name} is no longer offered. Choose another from the directory.`)
    const chosen =
      selection === null ? ok([...new Set(referralIds)]) : await selectedIds(tx, selection, context.today())
    if (!chosen.ok) return chosen
    if (chosen.value.length === 0)
      return refuse('invalid', 'Choose at least one referral.', { field: 'referralIds' })
    const batchId = uuidv7()
    await tx
      .insertInto('bulk_batch')
      .values({
        id: batchId,
        done_at: context.now(),
        done_by: context.person.id,
        event_type: 'support_offered',
        undone_at: null,
      })
      .execute()
    const exceptions: { referralId: string; childName: string; why: string }[] = []
    for (const referralId of chosen.value) {
      const fact: NewFact = {
        type: 'support_offered',
        happenedOn: offeredOn,
        detail: { optionId, name: option.name, language },
        reason: note,
      }
      const why = whyNotRecord(await eventsOf(tx, referralId), unrecorded(fact), context.today())
      if (why !== null) {
        exceptions.push({ referralId, childName: '', why })
        continue
      }
      const recorded = await recordFact(tx, context, referralId, null, fact, batchId)
      if (!recorded.ok) return recorded
      await tx
        .insertInto('support_offer')
        .values({
          id: uuidv7(),
          version: 1,
          option_id: optionId,
          referral_id: referralId,
          offered_on: offeredOn,
          language,
          note,
          offered_event_id: recorded.value.eventId,
        })
        .execute()
    }
    return ok({
      batchId,
      done: chosen.value.length - exceptions.length,
      exceptions: await withNames(tx, exceptions),
    })
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [] })
    context.changed({ noun: 'support', ids: [optionId] })
  }
  return result
}
