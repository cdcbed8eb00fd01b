import { v7 as uuidv7 } from 'uuid'
import { englandBankHolidays } from '../../../shared/codes/bank-holidays.ts'
import type { Clinic, ClinicChange, Displaced } from '../../../shared/contract/clinics.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { displacedBy } from '../../domain/booking/displaced.ts'
import type { Schedule } from '../../domain/booking/schedule.ts'
import type { Writing } from '../../store/store.ts'
import { Refused } from '../refused.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { bookedFrom, endedOnOf, loadClinic, scheduleOf, toColumns } from './rows.ts'

type Handlers = HandlersOf<'clinics'>

const gone = () => refuse('not_found', 'That clinic is no longer there. Look at the list again.')
const changedMeanwhile = () =>
  refuse('conflict', 'Somebody else changed this clinic meanwhile. Look at it again, then save.')

/** Thrown inside a transaction to leave everything as it was and answer with who would be displaced. */
class PeopleAreBooked extends Error {
  readonly displaced: Displaced[]
  constructor(displaced: Displaced[]) {
    super('People are booked')
    this.name = 'PeopleAreBooked'
    this.displaced = displaced
  }
}

/** Runs a change of a clinic; while people are booked into what it takes away, nothing is saved. */
async function changing(
  context: ServiceContext,
  work: (tx: Writing) => Promise<Result<ClinicChange>>,
): Promise<Result<ClinicChange>> {
  try {
    const result = await inTransaction(context.store, work)
    if (result.ok) {
      context.changed({ noun: 'clinic', ids: [] })
      if (result.value.saved && result.value.cancelled.length > 0)
        context.changed({
          noun: 'referral',
          ids: result.value.cancelled.map(({ referralId }) => referralId),
        })
    }
    return result
  } catch (error) {
    if (error instanceof PeopleAreBooked) return ok({ saved: false, displaced: error.displaced })
    throw error
  }
}

/**
 * Cancels for the service, with the reason, everybody whose slot a clinic's new schedule takes away; without a
 * reason it leaves everything as it was and says who they are.
 */
async function rebookDisplaced(
  tx: Writing,
  context: ServiceContext,
  clinicId: string,
  schedule: Schedule,
  reason: string | null,
): Promise<Displaced[]> {
  const booked = await bookedFrom(tx, clinicId, context.today())
  const displaced = displacedBy(schedule, booked, englandBankHolidays)
  if (displaced.length > 0 && reason === null) throw new PeopleAreBooked(displaced)
  for (const { appointmentId, referralId, on } of displaced) {
    const recorded = await recordFact(tx, context, referralId, null, {
      type: 'cancelled_by_service',
      happenedOn: context.today(),
      detail: { appointmentId, appointmentOn: on },
      reason,
    })
    if (!recorded.ok) throw new Refused(recorded.refusal)
  }
  return displaced
}

async function nextVersion(tx: Writing, id: string, version: number): Promise<number> {
  await tx
    .updateTable('clinic')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .execute()
  return version + 1
}

export const save: Handlers['save'] = (context, { id, version, clinic, rebookReason }) =>
  changing(context, async (tx) => {
    const service = await tx
      .selectFrom('service')
      .select('id')
      .where('id', '=', clinic.serviceId)
      .executeTakeFirst()
    if (service === undefined)
      return refuse('invalid', 'That service is not in this store.', { field: 'clinic.serviceId' })
    const { ageFromMonths, ageToMonths } = clinic.suits
    if (ageFromMonths !== null && ageToMonths !== null && ageToMonths <= ageFromMonths)
      return refuse('invalid', 'The upper age is not above the lower one.', {
        field: 'clinic.suits.ageToMonths',
      })
    if (id === null) {
      const row = { id: uuidv7(), version: 1, ended_on: null, created_at: context.now() }
      await tx
        .insertInto('clinic')
        .values({ ...row, ...toColumns(clinic) })
        .execute()
      await note(tx, context, 'clinic.created', row.id, 0)
      return ok({ saved: true, id: row.id, version: 1, cancelled: [] })
    }
    const before = await loadClinic(tx, id)
    if (before === undefined) return gone()
    if (before.version !== version) return changedMeanwhile()
    if (before.serviceId !== clinic.serviceId)
      return refuse('invalid', 'A clinic stays with its service. Add another clinic instead.', {
        field: 'clinic.serviceId',
      })
    await tx.updateTable('clinic').set(toColumns(clinic)).where('id', '=', id).execute()
    const next = await nextVersion(tx, id, before.version)
    const endedOn = (await endedOnOf(tx, [id])).get(id) ?? null
    const schedule = { templates: clinic.templates, exceptions: before.exceptions, endedOn }
    const cancelled = await rebookDisplaced(tx, context, id, schedule, rebookReason)
    await note(tx, context, 'clinic.changed', id, cancelled.length)
    return ok({ saved: true, id, version: next, cancelled })
  })

export const addException: Handlers['addException'] = (
  context,
  { id, version, exception, wholeClinician, rebookReason },
) =>
  changing(context, async (tx) => {
    const clinic = await loadClinic(tx, id)
    if (clinic === undefined) return gone()
    if (clinic.version !== version) return changedMeanwhile()
    const also = wholeClinician && exception.kind === 'away' ? await sameClinician(tx, clinic) : []
    const cancelled: Displaced[] = []
    const displaced: Displaced[] = []
    for (const each of [clinic, ...also]) {
      await tx
        .insertInto('clinic_exception')
        .values({
          id: uuidv7(),
          clinic_id: each.id,
          kind: exception.kind,
          from_date: exception.from,
          to_date: exception.kind === 'extra' ? exception.from : exception.to,
          slots: JSON.stringify(exception.kind === 'extra' ? exception.slots : []),
          note: exception.note,
        })
        .execute()
      await nextVersion(tx, each.id, each.version)
      try {
        const changed = await loadClinic(tx, each.id)
        if (changed !== undefined)
          cancelled.push(...(await rebookDisplaced(tx, context, each.id, scheduleOf(changed), rebookReason)))
      } catch (error) {
        if (!(error instanceof PeopleAreBooked)) throw error
        displaced.push(...error.displaced)
      }
      await note(tx, context, `clinic.${exception.kind}`, each.id, cancelled.length)
    }
    // Everybody in every clinic of the clinician is named at once, not one clinic at a time.
    if (displaced.length > 0) throw new PeopleAreBooked(displaced)
    return ok({ saved: true, id, version: clinic.version + 1, cancelled })
  })

export const removeException: Handlers['removeException'] = (
  context,
  { id, version, exceptionId, rebookReason },
) =>
  changing(context, async (tx) => {
    const clinic = await loadClinic(tx, id)
    if (clinic === undefined) return gone()
    if (clinic.version !== version) return changedMeanwhile()
    if (!clinic.exceptions.some((exception) => exception.id === exceptionId)) return gone()
    await tx.deleteFrom('clinic_exception').where('id', '=', exceptionId).execute()
    const next = await nextVersion(tx, id, version)
    const exceptions = clinic.exceptions.filter((exception) => exception.id !== exceptionId)
    const schedule = scheduleOf({ templates: clinic.templates, exceptions })
    const cancelled = await rebookDisplaced(tx, context, id, schedule, rebookReason)
    await note(tx, context, 'clinic.exception_removed', id, cancelled.length)
    return ok({ saved: true, id, version: next, cancelled })
  })

export const end: Handlers['end'] = (context, { id, version, rebookReason }) =>
  changing(context, async (tx) => {
    const clinic = await loadClinic(tx, id)
    if (clinic === undefined) return gone()
    if (clinic.version !== version) return changedMeanwhile()
    const today = context.today()
    await tx.updateTable('clinic').set({ ended_on: today }).where('id', '=', id).execute()
    const next = await nextVersion(tx, id, version)
    const cancelled = await rebookDisplaced(tx, context, id, scheduleOf(clinic, today), rebookReason)
    await note(tx, context, 'clinic.ended', id, cancelled.length)
    return ok({ saved: true, id, version: next, cancelled })
  })

async function sameClinician(tx: Writing, clinic: Clinic): Promise<{ id: string; version: number }[]> {
  return await tx
    .selectFrom('clinic')
    .select(['id', 'version'])
    .where('clinician', '=', clinic.clinician)
    .where('id', '!=', clinic.id)
    .where('ended_on', 'is', null)
    .execute()
}

function note(
  tx: Writing,
  context: ServiceContext,
  action: string,
  id: string,
  cancelled: number,
): Promise<void> {
  return appendAudit(tx, context, { action, subject: `clinic ${id}`, detail: { cancelled } })
}
