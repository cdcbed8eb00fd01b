import { v7 as uuidv7 } from 'uuid'
import { type AppointmentOutcome, nextStepLabels } from '../../../shared/codes/appointments.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { AppointmentTable } from '../../store/tables/clinics.ts'
import type { Writing } from '../../store/store.ts'
import type { HandlersOf } from '../handlers.ts'
import { loadClinic } from '../clinics/rows.ts'
import { sessionOf } from '../clinics/sessions.ts'
import { recordFact, type NewFact, voidFact } from '../referrals/commands.ts'
import { eventsOf } from '../referrals/events.ts'
import { inTransaction } from '../transaction.ts'
import { notHeld } from './slot.ts'

type Handlers = HandlersOf<'appointments'>

const gone = () => refuse('not_found', 'That appointment is not in this store.')
const changedMeanwhile = () =>
  refuse('conflict', 'Something was recorded about this appointment meanwhile. Look at it again.')

async function find(tx: Writing, id: string): Promise<AppointmentTable | undefined> {
  return tx.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirst()
}

async function versionOf(tx: Writing, id: string): Promise<number> {
  const row = await tx.selectFrom('appointment').select('version').where('id', '=', id).executeTakeFirst()
  return row?.version ?? 0
}

/** The fact of an outcome: it happened on the day of the appointment, a cancellation on the day it was made. */
function factOf(row: AppointmentTable, outcome: AppointmentOutcome, today: string): NewFact {
  const named = { appointmentId: row.id, appointmentOn: row.on_date }
  const isCancellation = outcome === 'cancelled_by_family' || outcome === 'cancelled_by_service'
  return {
    type: outcome,
    happenedOn: isCancellation && row.on_date > today ? today : row.on_date,
    detail: outcome === 'was_not_brought' ? { ...named, communicated: row.told_by !== null } : named,
    reason: null,
  }
}

export const recordOutcome: Handlers['recordOutcome'] = async (
  context,
  { appointmentId, version, outcome, reason },
) => {
  let referralId = ''
  const result = await inTransaction(context.store, async (tx) => {
    const row = await find(tx, appointmentId)
    if (row === undefined) return gone()
    if (row.version !== version || row.status !== 'booked') return changedMeanwhile()
    referralId = row.referral_id
    const today = context.today()
    const isCancellation = outcome === 'cancelled_by_family' || outcome === 'cancelled_by_service'
    if (!isCancellation && row.on_date > today)
      return refuse('invalid', `The appointment is on ${formatDate(row.on_date)}, which has not come yet.`)
    const fact = { ...factOf(row, outcome, today), reason }
    const recorded = await recordFact(tx, context, row.referral_id, null, fact)
    if (!recorded.ok) return recorded
    return ok({
      version: await versionOf(tx, appointmentId),
      eventId: recorded.value.eventId,
      referralStatus: recorded.value.status,
    })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}

export const chooseNext: Handlers['chooseNext'] = async (
  context,
  { appointmentId, version, step, by, note },
) => {
  let referralId = ''
  const result = await inTransaction(context.store, async (tx) => {
    const row = await find(tx, appointmentId)
    if (row === undefined) return gone()
    if (row.version !== version) return changedMeanwhile()
    if (row.outcome_event_id === null)
      return refuse('invalid', 'Record first what happened at the appointment.')
    referralId = row.referral_id
    if (row.next_step_event_id !== null) {
      const voided = await voidFact(
        tx,
        context,
        row.referral_id,
        null,
        row.next_step_event_id,
        'Another next step was chosen',
      )
      if (!voided.ok) return voided
    }
    const when = by === null ? '' : `, by ${formatDate(by)}`
    const recorded = await recordFact(tx, context, row.referral_id, null, {
      type: 'note',
      happenedOn: context.today(),
      detail: {
        text: `Next step after ${formatDate(row.on_date)}: ${nextStepLabels[step].toLowerCase()}${when}.${note === '' ? '' : ` ${note}`}`,
      },
      reason: null,
    })
    if (!recorded.ok) return recorded
    const next = (await versionOf(tx, appointmentId)) + 1
    await tx
      .updateTable('appointment')
      .set({
        version: next,
        next_step: step,
        next_step_by: by,
        next_step_event_id: recorded.value.eventId,
      })
      .where('id', '=', appointmentId)
      .execute()
    return ok({ version: next })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}

export const undoOutcome: Handlers['undoOutcome'] = async (context, { appointmentId, version }) => {
  let referralId = ''
  const result = await inTransaction(context.store, async (tx) => {
    const row = await find(tx, appointmentId)
    if (row === undefined) return gone()
    if (row.version !== version || row.outcome_event_id === null) return changedMeanwhile()
    referralId = row.referral_id
    const standing = new Set(effectiveEvents(await eventsOf(tx, row.referral_id)).map(({ id }) => id))
    const why = 'Taken back on the day list'
    if (row.next_step_event_id !== null && standing.has(row.next_step_event_id)) {
      const voided = await voidFact(tx, context, row.referral_id, null, row.next_step_event_id, why)
      if (!voided.ok) return voided
    }
    const voided = await voidFact(tx, context, row.referral_id, null, row.outcome_event_id, why)
    if (!voided.ok) return voided
    return ok({ version: await versionOf(tx, appointmentId), referralStatus: voided.value.status })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}

export const dropIn: Handlers['dropIn'] = async (context, { referralId, version, clinicId, on }) => {
  const result = await inTransaction(context.store, async (tx) => {
    const clinic = await loadClinic(tx, clinicId)
    if (clinic === undefined) return refuse('not_found', 'That clinic is no longer there.')
    if (clinic.kind !== 'drop_in')
      return refuse('invalid', 'This clinic sees people by appointment. Book into a slot instead.')
    const session = await sessionOf(tx, clinic, on)
    if (session.state !== 'held') return refuse('invalid', notHeld(session))
    const referral = await tx
      .selectFrom('referral')
      .select('service_id')
      .where('id', '=', referralId)
      .executeTakeFirst()
    if (referral === undefined) return refuse('not_found', 'That referral is not in this store.')
    if (referral.service_id !== clinic.serviceId)
      return refuse('invalid', `This drop-in is of another service: ${clinic.serviceName}.`)
    const already = await tx
      .selectFrom('appointment')
      .select('id')
      .where('referral_id', '=', referralId)
      .where('on_date', '=', on)
      .where('clinic_id', '=', clinicId)
      .where('status', '=', 'attended')
      .executeTakeFirst()
    if (already !== undefined) return refuse('conflict', 'This child is on today’s list of this drop-in.')
    const appointmentId = uuidv7()
    const recorded = await recordFact(tx, context, referralId, version, {
      type: 'attended',
      happenedOn: on,
      detail: { appointmentId, appointmentOn: on, outcome: `seen at ${clinic.name}, a drop-in` },
      reason: null,
    })
    if (!recorded.ok) return recorded
    const [slot] = session.slots
    await tx
      .insertInto('appointment')
      .values({
        id: appointmentId,
        version: 1,
        referral_id: referralId,
        clinic_id: clinicId,
        on_date: on,
        starts_at: slot?.at ?? '09:00',
        minutes: slot?.minutes ?? 30,
        kind: 'drop_in',
        status: 'attended',
        booked_on: on,
        booked_event_id: null,
        outcome_event_id: recorded.value.eventId,
        told_by: null,
        out_of_turn: 0,
        reason: null,
        next_step: null,
        next_step_by: null,
        next_step_event_id: null,
      })
      .execute()
    return ok({ appointmentId, eventId: recorded.value.eventId })
  })
  if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
  return result
}
