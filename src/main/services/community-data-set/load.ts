import type { ClinicMode } from '../../../shared/codes/clinics.ts'
import type { ServiceDefinition } from '../../../shared/codes/services.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ChildFacts, ReferralFacts } from '../../domain/community-data-set/rows.ts'
import type { Readable } from '../../store/store.ts'
import { eventsOfMany } from '../referrals/events.ts'

/** Everything the data set needs of one referral. */
export interface LoadedForDataSet {
  child: ChildFacts
  referral: ReferralFacts
  stopEvent: ServiceDefinition['stopEvent']
  events: ReferralEvent[]
}

/** Referrals with their children, facts and appointments, in the order of the ids (at most a few hundred). */
export async function loadForDataSet(db: Readable, ids: readonly string[]): Promise<LoadedForDataSet[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('referral')
    .innerJoin('child', 'child.id', 'referral.child_id')
    .innerJoin('service', 'service.id', 'referral.service_id')
    .select([
      'referral.id as referralId',
      'referral.child_id as childId',
      'referral.service_id as serviceId',
      'referral.referrer_role',
      'referral.referrer_organisation',
      'referral.reason_codes',
      'service.csds_team_type',
      'service.consultant_led',
      'service.stop_event',
      'child.nhs_number',
      'child.nhs_number_status',
      'child.date_of_birth',
      'child.postcode',
      'child.gender',
      'child.ethnic_category',
      'child.language',
      'child.child_in_care',
      'child.ehcp',
      'child.died_on',
      'child.gp_practice_code',
    ])
    .where('referral.id', 'in', [...ids])
    .execute()
  const [events, appointments] = [await eventsOfMany(db, ids), await appointmentsOf(db, ids)]
  const place = new Map(ids.map((id, at) => [id, at]))
  const inOrder = rows.toSorted((a, b) => place.get(a.referralId)! - place.get(b.referralId)!)
  return inOrder.map((row) => ({
    child: {
      id: row.childId,
      nhsNumber: row.nhs_number,
      nhsNumberStatus: row.nhs_number_status,
      dateOfBirth: row.date_of_birth,
      postcode: row.postcode,
      gender: row.gender,
      ethnicCategory: row.ethnic_category,
      language: row.language,
      childInCare: asked(row.child_in_care),
      ehcp: asked(row.ehcp),
      diedOn: row.died_on,
      gpPracticeCode: row.gp_practice_code,
    },
    referral: {
      id: row.referralId,
      childId: row.childId,
      serviceId: row.serviceId,
      csdsTeamType: row.csds_team_type,
      consultantLed: row.consultant_led === 1,
      referrerRole: row.referrer_role,
      referrerOrganisation: row.referrer_organisation,
      reasonCodes: row.reason_codes === null ? [] : (JSON.parse(row.reason_codes) as string[]),
      appointments: appointments.get(row.referralId) ?? new Map(),
    },
    stopEvent: row.stop_event,
    events: events.get(row.referralId) ?? [],
  }))
}

type Appointments = Map<string, { startsAt: string; mode: ClinicMode }>

async function appointmentsOf(db: Readable, ids: readonly string[]): Promise<Map<string, Appointments>> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('clinic', 'clinic.id', 'appointment.clinic_id')
    .select([
      'appointment.referral_id',
      'appointment.booked_event_id',
      'appointment.outcome_event_id',
      'appointment.starts_at',
      'clinic.mode',
    ])
    .where('appointment.referral_id', 'in', [...ids])
    .execute()
  const byReferral = new Map<string, Appointments>()
  for (const row of rows) {
    const own: Appointments = byReferral.get(row.referral_id) ?? new Map()
    byReferral.set(row.referral_id, own)
    const slot = { startsAt: row.starts_at, mode: row.mode }
    for (const event of [row.booked_event_id, row.outcome_event_id]) if (event !== null) own.set(event, slot)
  }
  return byReferral
}

function asked(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}
