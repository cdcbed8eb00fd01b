import type { AppointmentStatus, NextStep, OfferReply, ToldBy } from '../../../shared/codes/appointments.ts'
import type { ClinicKind, ClinicMode, ExceptionKind } from '../../../shared/codes/clinics.ts'

export interface ClinicTables {
  clinic: ClinicTable
  clinic_exception: ClinicExceptionTable
  appointment: AppointmentTable
  appointment_offer: AppointmentOfferTable
  booking_preference: BookingPreferenceTable
  rebook_first: RebookFirstTable
}

export interface ClinicTable {
  id: string
  version: number
  service_id: string
  name: string
  clinician: string
  place: string
  mode: ClinicMode
  kind: ClinicKind
  /** Who it suits, JSON. */
  suits: string
  /** Repeating weeks, JSON. */
  templates: string
  ended_on: string | null
  created_at: string
}

export interface ClinicExceptionTable {
  id: string
  clinic_id: string
  kind: ExceptionKind
  from_date: string
  to_date: string
  slots: string
  note: string
}

/** One child in one slot, or seen at a drop-in. Its status follows the referral's facts. */
export interface AppointmentTable {
  id: string
  version: number
  referral_id: string
  clinic_id: string
  on_date: string
  /** Local time `HH:MM`. */
  starts_at: string
  minutes: number
  kind: 'first' | 'follow_up' | 'drop_in'
  status: AppointmentStatus
  booked_on: string
  /** Null for a drop-in, which nobody booked. */
  booked_event_id: string | null
  outcome_event_id: string | null
  told_by: ToldBy | null
  out_of_turn: 0 | 1
  /** Why it went ahead of others or against the clinic's criteria. */
  reason: string | null
  next_step: NextStep | null
  next_step_by: string | null
  next_step_event_id: string | null
}

export interface AppointmentOfferTable {
  id: string
  version: number
  referral_id: string
  offered_on: string
  told_by: ToldBy
  dates: string
  event_id: string
  reply: OfferReply | null
  replied_on: string | null
  reply_event_id: string | null
  reason: string | null
}

export interface BookingPreferenceTable {
  referral_id: string
  version: number
  short_notice_on: string | null
  short_notice_note: string | null
  place: string | null
}

/** Projection: referrals whose last appointment the service cancelled, until they are booked again. */
export interface RebookFirstTable {
  referral_id: string
  service_id: string
  since: string
}
