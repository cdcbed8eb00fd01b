import { daysBetween, isCalendarDate } from './days.ts'
import type { RttEventName } from './rtt-event-names.ts'
import type { DatedHappening, DischargeGrounds, RttHappening } from './rtt-happenings.ts'

/** The fields of an event as the file has them. */
export type RttFields = Record<string, unknown>
type Fields = RttFields

/** One event of a file of cases, its name and date checked. */
export interface RttEvent {
  name: RttEventName
  on: string
  pathway: string
  fields: RttFields
}

/** What an event of a file of cases means for the clocks; empty when it means nothing. */
export function happeningsOf({ name, on, fields }: RttEvent): DatedHappening[] {
  return meaning(name, fields, on).map((happening) => ({ ...happening, on }))
}

function meaning(name: RttEventName, fields: Fields, on: string): RttHappening[] {
  switch (name) {
    case 'referral_received':
    case 'separate_condition_referral':
    case 're_referral_received':
    case 'transfer_in':
      return [
        {
          kind: 'referral',
          from: textOf(
            fields,
            'original_clock_start',
            'original_start',
            'clock_start',
            'original_referral_date',
            'original_received_date',
          ),
          isStartUnknown: fields['clock_start_unknown'] === true,
        },
      ]
    case 'self_referral_received':
      return fields['ratified'] === false ? [] : [{ kind: 'referral' }]
    case 'first_definitive_treatment':
      return [{ kind: 'treatment' }]
    case 'active_monitoring_start':
      return [{ kind: 'monitoring_started', by: isByFamily(fields) ? 'family' : 'clinician' }]
    case 'patient_active_monitoring_start':
      return [{ kind: 'monitoring_started', by: 'family' }]
    case 'active_monitoring_review':
      return [{ kind: 'review' }]
    case 'active_monitoring_end':
      return [{ kind: 'monitoring_ended' }]
    case 'patient_wishes_to_proceed':
      return [{ kind: 'goes_ahead' }]
    case 'decision_to_treat':
      return [
        {
          kind: 'decision_to_treat',
          isNewTreatment: truthOf(
            fields,
            'substantively_new',
            'new_treatment',
            'substantively_new_treatment',
          ),
        },
      ]
    case 'new_treatment_decision':
      return [
        {
          kind: 'decision_to_treat',
          isNewTreatment: truthOf(fields, 'in_agreed_care_plan', 'part_of_agreed_care_plan') !== true,
        },
      ]
    case 'fit_and_ready_for_second_procedure':
      return [{ kind: 'second_side_ready' }]
    case 'decision_not_to_treat':
      return [{ kind: 'no_treatment', why: 'a clinician decided not to treat' }]
    case 'returned_to_primary_care':
      return [{ kind: 'no_treatment', why: 'returned to primary care' }]
    case 'discharged':
      return [
        {
          kind: 'discharge',
          afterMissed: afterMissed(fields),
          grounds: groundsOf(fields),
          why: 'discharged back to the general practitioner',
        },
      ]
    case 'patient_declined_treatment':
      return [{ kind: 'declined' }]
    case 'patient_died':
      return [{ kind: 'died' }]
    case 'dna_first_appointment':
      return missed(fields, true)
    case 'dna_subsequent_appointment':
      return missed(fields, false)
    case 'was_not_brought':
      return missed(fields, truthOf(fields, 'first', 'first_appointment', 'is_first'))
    case 'patient_contacts_to_rebook':
    case 'provider_decides_to_reoffer':
      return [{ kind: 'rebook' }]
    case 'patient_cancelled':
      return [{ kind: 'cancelled', by: 'family' }]
    case 'provider_cancelled':
      return [{ kind: 'cancelled', by: 'service' }]
    case 'patient_requests_delay':
      return [{ kind: 'delay', days: daysAsked(fields, on) }]
    case 'patient_thinking_time':
      return [{ kind: 'thinking_time', days: daysAsked(fields, on) }]
    case 'added_to_planned_list':
      return [
        {
          kind: 'planned',
          dueOn: textOf(fields, 'planned_date', 'due_date', 'planned_due_date', 'due_on', 'planned_for'),
          isDiagnostic: truthOf(fields, 'diagnostic', 'diagnostic_only') === true,
        },
      ]
    case 'planned_date_passed':
      return [{ kind: 'planned', dueOn: on, isDiagnostic: false }]
    case 'attended_first_appointment':
      return [{ kind: 'attended' }]
    case 'transfer_out':
    case 'offer_declined':
    case 'appointment_booked':
    case 'rtt_status':
      return [{ kind: 'nothing' }]
  }
}

function missed(fields: Fields, first: boolean | null): RttHappening[] {
  const isDischarged = truthOf(
    fields,
    'discharged',
    'discharged_to_gp',
    'discharge',
    'discharged_to_primary_care',
  )
  const isRebooked = truthOf(fields, 'rebooked', 'provider_rebooks', 'provider_reoffers', 'reoffered')
  return [
    {
      kind: 'missed',
      first,
      communicated: truthOf(fields, 'clearly_communicated', 'communicated', 'appointment_communicated'),
      grounds:
        isDischarged === true
          ? (groundsOf(fields) ?? { communicated: null, clinicianDecided: null, protectivePolicy: null })
          : null,
    },
    ...(isRebooked === true ? [{ kind: 'rebook' } as const] : []),
  ]
}

function groundsOf(fields: Fields): DischargeGrounds | null {
  const all = truthOf(fields, 'conditions_met', 'all_conditions_met', 'criteria_met', 'safeguards_met')
  const communicated = truthOf(fields, 'clearly_communicated', 'communicated', 'appointment_communicated')
  const clinicianDecided = allOf(fields, [
    'clinician_decided',
    'clinical_decision',
    'clinician_agreed',
    'clinician_decision',
    'in_clinical_interest',
    'not_against_clinical_interest',
    'not_contrary_to_clinical_interest',
    'not_contrary_to_best_clinical_interests',
    'clinically_appropriate',
    'named_clinician',
  ])
  const protectivePolicy = allOf(fields, [
    'protective_policy',
    'policy_protects_children',
    'policy_protects_vulnerable',
    'policy_protects_vulnerable_patients',
    'protects_children',
    'published_policy',
    'policy_published',
    'local_policy',
    'under_policy',
    'policy',
  ])
  const given = [all, communicated, clinicianDecided, protectivePolicy].some((value) => value !== null)
  if (!given) return null
  return {
    communicated: communicated ?? all,
    clinicianDecided: clinicianDecided ?? all,
    protectivePolicy: protectivePolicy ?? all,
  }
}

function afterMissed(fields: Fields): boolean | null {
  const reason = textOf(fields, 'reason', 'after', 'because')?.toLowerCase() ?? null
  if (reason !== null) return /dna|wnb|did not attend|not brought|missed/.test(reason)
  return truthOf(fields, 'after_dna', 'after_wnb', 'after_missed')
}

function isByFamily(fields: Fields): boolean {
  const by = textOf(fields, 'by', 'initiated_by', 'initiator', 'started_by')?.toLowerCase() ?? ''
  return /patient|family|parent/.test(by) || String(fields['code'] ?? '') === '31'
}

function daysAsked(fields: Fields, on: string): number | null {
  const days = numberOf(fields, 'days', 'delay_days')
  if (days !== null) return days
  const weeks = numberOf(fields, 'weeks', 'delay_weeks')
  if (weeks !== null) return Math.round(weeks * 7)
  const until = textOf(fields, 'until', 'available_from', 'delay_until', 'not_before')
  return until !== null && isCalendarDate(until) ? daysBetween(on, until) : null
}

/** The first of these fields that says yes or no. */
function truthOf(fields: Fields, ...names: string[]): boolean | null {
  for (const name of names) if (typeof fields[name] === 'boolean') return fields[name]
  return null
}

/** No when any of these fields says no, yes when one says yes (or names somebody), else null. */
function allOf(fields: Fields, names: readonly string[]): boolean | null {
  const given = names.flatMap((name) => {
    const value = fields[name]
    return typeof value === 'boolean' ? value : typeof value === 'string' && value !== '' ? true : []
  })
  return given.length === 0 ? null : given.every(Boolean)
}

/** The first of these fields that holds a text. */
export function textOf(fields: Fields, ...names: string[]): string | null {
  for (const name of names) if (typeof fields[name] === 'string' && fields[name] !== '') return fields[name]
  return null
}

function numberOf(fields: Fields, ...names: string[]): number | null {
  for (const name of names) if (Number.isFinite(fields[name])) return fields[name] as number
  return null
}
