import { v7 as uuidv7 } from 'uuid'
import type { ToldBy } from '../../../shared/codes/appointments.ts'
import type { SlotCandidate, SlotRef } from '../../../shared/contract/appointments.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact, voidFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { candidateFor } from './fit.ts'
import { clashOf } from './slot.ts'

type Handlers = HandlersOf<'appointments'>

export interface Booking extends SlotRef {
  referralId: string
  version: number | null
  toldBy: ToldBy | null
  reason: string | null
}
export interface Booked {
  appointmentId: string
  eventId: string
  version: number
  outOfTurn: boolean
}

/**
 * Books a child into a slot within the given transaction: the fact and the appointment together. Refuses a day gone
 * by, a full slot, a clinic that is not held, another appointment of the child at that time, and, without a reason,
 * a child who does not fit or goes ahead of others who do.
 */
export async function bookInto(
  tx: Writing,
  context: ServiceContext,
  { referralId, version, toldBy, reason, ...ref }: Booking,
): Promise<Result<Booked>> {
  const today = context.today()
  if (ref.on < today)
    return refuse('invalid', `${formatDate(ref.on)} has gone by. Choose a slot from today on.`)
  const found = await candidateFor(tx, ref, referralId, today)
  if (!found.ok) return found
  const { open, candidate } = found.value
  if (open.left === 0)
    return refuse('conflict', 'That slot has filled up meanwhile. Choose another one; nobody was booked.')
  const { slot, clinic } = open
  const clash = await clashOf(tx, candidate.childId, { ...ref, minutes: slot.minutes })
  if (clash !== null) return refuse('invalid', `This child has another appointment at that time: ${clash}.`)
  const why = whyReasonNeeded(candidate)
  if (why !== null && (reason ?? '').trim().length < 3) return refuse('invalid', why, { field: 'reason' })
  const outOfTurn = candidate.fittingAhead > 0
  const kind = candidate.status === 'seen' ? 'follow_up' : 'first'
  const appointmentId = uuidv7()
  const recorded = await recordFact(tx, context, referralId, version, {
    type: 'appointment_booked',
    happenedOn: today,
    detail: {
      appointmentOn: ref.on,
      kind,
      place: clinic.place,
      appointmentId,
      clinicId: clinic.id,
      at: ref.at,
      toldBy,
      ...(outOfTurn ? { outOfTurn } : {}),
    },
    reason: why === null ? null : reason,
  })
  if (!recorded.ok) return recorded
  await tx
    .insertInto('appointment')
    .values({
      id: appointmentId,
      version: 1,
      referral_id: referralId,
      clinic_id: clinic.id,
      on_date: ref.on,
      starts_at: ref.at,
      minutes: slot.minutes,
      kind,
      status: 'booked',
      booked_on: today,
      booked_event_id: recorded.value.eventId,
      outcome_event_id: null,
      told_by: toldBy,
      out_of_turn: outOfTurn ? 1 : 0,
      reason: why === null ? null : reason,
      next_step: null,
      next_step_by: null,
      next_step_event_id: null,
    })
    .execute()
  return ok({ appointmentId, eventId: recorded.value.eventId, version: recorded.value.version, outOfTurn })
}

/** Why booking this child asks for a reason, in words; null when it does not. */
function whyReasonNeeded({ misfits, fittingAhead }: SlotCandidate): string | null {
  if (misfits.length > 0)
    return `${misfits.map(({ words }) => words).join('. ')}. Give a reason to book all the same; it is kept.`
  if (fittingAhead > 0)
    return `${fittingAhead === 1 ? '1 child who fits is' : `${fittingAhead} children who fit are`} ahead in the queue. Give a reason to book out of turn; it is kept and counted.`
  return null
}

export const book: Handlers['book'] = async (context, input) => {
  const result = await inTransaction(context.store, (tx) => bookInto(tx, context, input))
  if (result.ok) context.changed({ noun: 'referral', ids: [input.referralId] })
  return result
}

export const takeBack: Handlers['takeBack'] = async (context, { appointmentId, version, reason }) => {
  let referralId = ''
  const result = await inTransaction(context.store, async (tx) => {
    const row = await tx
      .selectFrom('appointment')
      .selectAll()
      .where('id', '=', appointmentId)
      .executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That appointment is not in this store.')
    if (row.version !== version || row.status !== 'booked' || row.booked_event_id === null)
      return refuse('conflict', 'Something was recorded about this appointment meanwhile. Look at it again.')
    referralId = row.referral_id
    const voided = await voidFact(tx, context, row.referral_id, null, row.booked_event_id, reason)
    return voided.ok ? ok({ version: version + 1 }) : voided
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}

export const setPreference: Handlers['setPreference'] = async (
  context,
  { referralId, version, shortNoticeOn, shortNoticeNote, place },
) => {
  if (shortNoticeOn !== null && shortNoticeOn > context.today())
    return refuse('invalid', 'That date is in the future. Enter the day the family agreed.', {
      field: 'shortNoticeOn',
    })
  const result = await inTransaction(context.store, async (tx) => {
    const referral = await tx
      .selectFrom('referral')
      .select('child_id')
      .where('id', '=', referralId)
      .executeTakeFirst()
    if (referral === undefined) return refuse('not_found', 'That referral is not in this store.')
    const before = await tx
      .selectFrom('booking_preference')
      .selectAll()
      .where('referral_id', '=', referralId)
      .executeTakeFirst()
    if ((before?.version ?? null) !== version)
      return refuse('conflict', 'Somebody changed this meanwhile. Look at it again, then save.')
    const row = {
      referral_id: referralId,
      version: (version ?? 0) + 1,
      short_notice_on: shortNoticeOn,
      short_notice_note: shortNoticeOn === null ? null : shortNoticeNote,
      place: place === '' ? null : place,
    }
    await tx
      .insertInto('booking_preference')
      .values(row)
      .onConflict((conflict) => conflict.column('referral_id').doUpdateSet(row))
      .execute()
    const wasOnList = (before?.short_notice_on ?? null) !== null
    if (wasOnList !== (shortNoticeOn !== null)) {
      const noted = await recordFact(tx, context, referralId, null, {
        type: 'note',
        happenedOn: shortNoticeOn ?? context.today(),
        detail: {
          text:
            shortNoticeOn === null
              ? 'Taken off the short-notice list.'
              : 'The family agreed to be asked at short notice.',
        },
        reason: null,
      })
      if (!noted.ok) return noted
    }
    await appendAudit(tx, context, {
      action: 'referral.booking_preference_set',
      subject: referralId,
      childId: referral.child_id,
      detail: { shortNotice: shortNoticeOn !== null, onePlace: row.place !== null },
    })
    return ok({ version: row.version })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}
