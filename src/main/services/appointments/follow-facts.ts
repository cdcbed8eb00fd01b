import { rebookFirstSince, standingsOf } from '../../domain/booking/standings.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { Writing } from '../../store/store.ts'
import { eventsOf } from '../referrals/events.ts'

/**
 * Brings a referral's appointments, offers and its claim to be re-booked first into line with its facts, so that an
 * outcome recorded or voided anywhere in the app shows on the day list as well. Call it whenever the facts changed.
 */
export async function followFacts(
  tx: Writing,
  referral: { id: string; service_id: string },
  events: readonly ReferralEvent[],
  status: ReferralStatus,
): Promise<void> {
  if (events.some(({ type }) => type === 'appointment_booked' || type === 'attended'))
    await followAppointments(tx, referral.id, events)
  if (events.some(({ type }) => type === 'appointment_offered')) await followOffers(tx, referral.id, events)
  if (!events.some(({ type }) => type === 'cancelled_by_service')) return
  const since = status === 'to_rebook' ? rebookFirstSince(events) : null
  if (since === null) {
    await tx.deleteFrom('rebook_first').where('referral_id', '=', referral.id).execute()
    return
  }
  await tx
    .insertInto('rebook_first')
    .values({ referral_id: referral.id, service_id: referral.service_id, since })
    .onConflict((conflict) => conflict.column('referral_id').doUpdateSet({ since }))
    .execute()
}

/** Does the same for every referral that an import changed and that has an appointment in a clinic. */
export async function followImport(tx: Writing, batchId: string): Promise<void> {
  const referrals = await tx
    .selectFrom('import_batch_row')
    .innerJoin('appointment', 'appointment.referral_id', 'import_batch_row.referral_id')
    .innerJoin('referral', 'referral.id', 'import_batch_row.referral_id')
    .select(['referral.id', 'referral.service_id'])
    .distinct()
    .where('import_batch_row.batch_id', '=', batchId)
    .where('import_batch_row.effect', '=', 'updated')
    .execute()
  for (const referral of referrals) {
    const events = await eventsOf(tx, referral.id)
    await followFacts(tx, referral, events, replay(events).status)
  }
}

async function followAppointments(
  tx: Writing,
  referralId: string,
  events: readonly ReferralEvent[],
): Promise<void> {
  const rows = await tx.selectFrom('appointment').selectAll().where('referral_id', '=', referralId).execute()
  if (rows.length === 0) return
  const standings = standingsOf(events)
  const standing = new Set(effectiveEvents(events).map(({ id }) => id))
  for (const row of rows) {
    const now =
      row.booked_event_id === null
        ? {
            status: standing.has(row.outcome_event_id ?? '')
              ? ('attended' as const)
              : ('taken_back' as const),
            outcomeEventId: row.outcome_event_id,
          }
        : (standings.get(row.booked_event_id) ?? { status: row.status, outcomeEventId: row.outcome_event_id })
    const keepsStep = row.next_step_event_id !== null && standing.has(row.next_step_event_id)
    const isSame =
      row.status === now.status &&
      row.outcome_event_id === now.outcomeEventId &&
      (row.next_step_event_id === null || keepsStep)
    if (isSame) continue
    await tx
      .updateTable('appointment')
      .set({
        version: row.version + 1,
        status: now.status,
        outcome_event_id: now.outcomeEventId,
        ...(keepsStep ? {} : { next_step: null, next_step_by: null, next_step_event_id: null }),
      })
      .where('id', '=', row.id)
      .execute()
  }
}

async function followOffers(
  tx: Writing,
  referralId: string,
  events: readonly ReferralEvent[],
): Promise<void> {
  const standing = new Set(effectiveEvents(events).map(({ id }) => id))
  const offers = await tx
    .selectFrom('appointment_offer')
    .select(['id', 'version', 'event_id', 'reply_event_id'])
    .where('referral_id', '=', referralId)
    .execute()
  for (const offer of offers) {
    if (!standing.has(offer.event_id)) {
      await tx.deleteFrom('appointment_offer').where('id', '=', offer.id).execute()
    } else if (offer.reply_event_id !== null && !standing.has(offer.reply_event_id)) {
      await tx
        .updateTable('appointment_offer')
        .set({
          version: offer.version + 1,
          reply: null,
          replied_on: null,
          reply_event_id: null,
          reason: null,
        })
        .where('id', '=', offer.id)
        .execute()
    }
  }
}
