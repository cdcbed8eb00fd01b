import type { Selectable } from 'kysely'
import type { Clinic, ClinicInput, Displaced, ExceptionInput } from '../../../shared/contract/clinics.ts'
import { displayName } from '../../../shared/format/names.ts'
import type { Schedule } from '../../domain/booking/schedule.ts'
import type { ClinicTable } from '../../store/tables/clinics.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Clinics with their exceptions, by service and name; those that are held no more only on request. */
export async function loadClinics(
  db: Readable | Writing,
  wanted: { ids?: readonly string[]; services?: readonly string[] | undefined; ended?: boolean },
): Promise<Clinic[]> {
  let query = db
    .selectFrom('clinic')
    .innerJoin('service', 'service.id', 'clinic.service_id')
    .selectAll('clinic')
    .select('service.name as service_name')
    .orderBy('service.name')
    .orderBy('clinic.name')
    .orderBy('clinic.id')
  if (wanted.ids !== undefined) query = query.where('clinic.id', 'in', [...wanted.ids])
  if (wanted.services !== undefined) query = query.where('clinic.service_id', 'in', [...wanted.services])
  if (wanted.ended === false) query = query.where('clinic.ended_on', 'is', null)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const exceptions = await db
    .selectFrom('clinic_exception')
    .selectAll()
    .where(
      'clinic_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('from_date')
    .orderBy('id')
    .execute()
  const byClinic = Map.groupBy(exceptions, (exception) => exception.clinic_id)
  return rows.map((row) => ({
    ...toInput(row),
    id: row.id,
    version: row.version,
    serviceName: row.service_name,
    ended: row.ended_on !== null,
    exceptions: (byClinic.get(row.id) ?? []).map((exception) => ({
      id: exception.id,
      kind: exception.kind,
      from: exception.from_date,
      to: exception.to_date,
      slots: JSON.parse(exception.slots) as ExceptionInput['slots'],
      note: exception.note,
    })),
  }))
}

/** One clinic, or undefined when it is not in this store. */
export async function loadClinic(db: Readable | Writing, id: string): Promise<Clinic | undefined> {
  const [clinic] = await loadClinics(db, { ids: [id] })
  return clinic
}

/** When a clinic is held. `today` stands for the day it ended, which is before any day that still matters. */
export async function endedOnOf(
  db: Readable | Writing,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('clinic')
    .select(['id', 'ended_on'])
    .where('id', 'in', [...ids])
    .where('ended_on', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.ended_on ?? '']))
}

/** The schedule of a clinic as the domain reads it. */
export function scheduleOf(
  clinic: Pick<Clinic, 'templates' | 'exceptions'>,
  endedOn: string | null = null,
): Schedule {
  return { templates: clinic.templates, exceptions: clinic.exceptions, endedOn }
}

/** What a person gave about a clinic, ready to be stored. */
export function toColumns(clinic: ClinicInput) {
  return {
    service_id: clinic.serviceId,
    name: clinic.name,
    clinician: clinic.clinician,
    place: clinic.place,
    mode: clinic.mode,
    kind: clinic.kind,
    suits: JSON.stringify(clinic.suits),
    templates: JSON.stringify(clinic.templates),
  } satisfies Partial<ClinicTable>
}

function toInput(row: Selectable<ClinicTable>): ClinicInput {
  return {
    serviceId: row.service_id,
    name: row.name,
    clinician: row.clinician,
    place: row.place,
    mode: row.mode,
    kind: row.kind,
    suits: JSON.parse(row.suits) as ClinicInput['suits'],
    templates: JSON.parse(row.templates) as ClinicInput['templates'],
  }
}

/** Everybody booked into a clinic from a day on, in the order of booking. */
export async function bookedFrom(
  db: Readable | Writing,
  clinicId: string,
  from: string,
): Promise<Displaced[]> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('referral', 'referral.id', 'appointment.referral_id')
    .innerJoin('child', 'child.id', 'referral.child_id')
    .select([
      'appointment.id',
      'appointment.referral_id',
      'appointment.on_date',
      'appointment.starts_at',
      'child.id as child_id',
      'child.family_name',
      'child.given_name',
      'child.preferred_name',
    ])
    .where('appointment.clinic_id', '=', clinicId)
    .where('appointment.on_date', '>=', from)
    .where('appointment.status', '=', 'booked')
    .orderBy('appointment.on_date')
    .orderBy('appointment.starts_at')
    .orderBy('appointment.booked_on')
    .orderBy('appointment.id')
    .execute()
  return rows.map((row) => ({
    appointmentId: row.id,
    referralId: row.referral_id,
    childId: row.child_id,
    childName: displayName({
      familyName: row.family_name,
      givenName: row.given_name,
      preferredName: row.preferred_name,
    }),
    on: row.on_date,
    at: row.starts_at,
  }))
}
