import { v7 as uuidv7 } from 'uuid'
import { reasonableNoticeDays } from '../../../shared/codes/appointments.ts'
import type { SlotRef } from '../../../shared/contract/appointments.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { bookInto } from './book.ts'
import { findSlot } from './slot.ts'

type Handlers = HandlersOf<'appointments'>

/** An offered date as it is kept: what the family was told, whatever becomes of the clinic. */
export interface OfferedDate extends SlotRef {
  clinicName: string
  place: string
}

/**
 * Whether an offer is a reasonable one: at least two dates, each with 21 days' notice or more on the day it was
 * made. Source: elective access policy, "reasonable offer".
 */
export function isReasonableOffer(offeredOn: string, dates: readonly { on: string }[]): boolean {
  const days = new Set(dates.map(({ on }) => on))
  return days.size >= 2 && [...days].every((on) => daysBetween(offeredOn, on) >= reasonableNoticeDays)
}

export const offer: Handlers['offer'] = async (context, { referralId, version, dates, toldBy }) => {
  const result = await inTransaction(context.store, async (tx) => {
    const today = context.today()
    const offered: OfferedDate[] = []
    for (const ref of dates) {
      if (ref.on < today) return refuse('invalid', `${formatDate(ref.on)} has gone by.`, { field: 'dates' })
      const found = await findSlot(tx, ref)
      if (!found.ok) return found
      if (found.value.left === 0)
        return refuse('invalid', `${formatDate(ref.on)} at ${ref.at} is full. Offer another time.`, {
          field: 'dates',
        })
      const { clinic } = found.value
      if (!offered.some((each) => each.on === ref.on && each.at === ref.at && each.clinicId === clinic.id))
        offered.push({ ...ref, clinicName: clinic.name, place: clinic.place })
    }
    const awaited = await tx
      .selectFrom('appointment_offer')
      .select('id')
      .where('referral_id', '=', referralId)
      .where('reply', 'is', null)
      .executeTakeFirst()
    if (awaited !== undefined)
      return refuse('conflict', 'Dates were offered already. Record the reply to those first.')
    const recorded = await recordFact(tx, context, referralId, version, {
      type: 'appointment_offered',
      happenedOn: today,
      detail: { dates: [...new Set(offered.map(({ on }) => on))].toSorted(), toldBy },
      reason: null,
    })
    if (!recorded.ok) return recorded
    const offerId = uuidv7()
    await tx
      .insertInto('appointment_offer')
      .values({
        id: offerId,
        version: 1,
        referral_id: referralId,
        offered_on: today,
        told_by: toldBy,
        dates: JSON.stringify(offered),
        event_id: recorded.value.eventId,
        reply: null,
        replied_on: null,
        reply_event_id: null,
        reason: null,
      })
      .execute()
    return ok({
      offerId,
      reasonable: isReasonableOffer(today, offered),
      version: recorded.value.version,
    })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}

export const replyToOffer: Handlers['replyToOffer'] = async (
  context,
  { offerId, version, reply, chosen, repliedOn, reason },
) => {
  let referralId = ''
  const result = await inTransaction<{ appointmentId: string | null }>(context.store, async (tx) => {
    const row = await tx
      .selectFrom('appointment_offer')
      .selectAll()
      .where('id', '=', offerId)
      .executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That offer is not in this store.')
    if (row.version !== version || row.reply !== null)
      return refuse('conflict', 'A reply to this offer was recorded meanwhile. Look at it again.')
    referralId = row.referral_id
    if (repliedOn < row.offered_on)
      return refuse('invalid', 'The reply is dated before the offer.', { field: 'repliedOn' })
    if (reply === 'declined' && (reason ?? '').trim().length < 3)
      return refuse('invalid', 'Write why the family refused, in at least 3 characters.', { field: 'reason' })
    await tx
      .updateTable('appointment_offer')
      .set({ version: version + 1, reply, replied_on: repliedOn, reason })
      .where('id', '=', offerId)
      .execute()
    if (reply === 'accepted') {
      const date = (JSON.parse(row.dates) as OfferedDate[]).find(
        (each) =>
          chosen !== null &&
          each.clinicId === chosen.clinicId &&
          each.on === chosen.on &&
          each.at === chosen.at,
      )
      if (date === undefined)
        return refuse('invalid', 'Choose which of the dates offered the family takes.', { field: 'chosen' })
      const booked = await bookInto(tx, context, {
        clinicId: date.clinicId,
        on: date.on,
        at: date.at,
        referralId,
        version: null,
        toldBy: row.told_by,
        reason: reason ?? `Offered on ${formatDate(row.offered_on)} and accepted`,
      })
      if (!booked.ok) return booked
      return ok({ appointmentId: booked.value.appointmentId })
    }
    const recorded = await recordFact(tx, context, referralId, null, {
      type: 'offer_declined',
      happenedOn: repliedOn,
      detail: { offerEventId: row.event_id, ...(reply === 'no_reply' ? { noReply: true } : {}) },
      reason,
    })
    if (!recorded.ok) return recorded
    await tx
      .updateTable('appointment_offer')
      .set({ reply_event_id: recorded.value.eventId })
      .where('id', '=', offerId)
      .execute()
    return ok({ appointmentId: null })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}
