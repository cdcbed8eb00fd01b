import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  appointmentOutcomes,
  type AppointmentStatus,
  nextSteps,
  type OfferReply,
  offerReplies,
  toldBy,
} from '../codes/appointments.ts'
import type { Priority } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import { clockTime } from './clinics.ts'
import type { RowFlag } from './list-query.ts'
import { isoDate, procedure, reasonText, rowId, rowVersion, serviceId } from './procedure.ts'

/** A slot is a clinic, a day and a time. */
export const slotRef = z.object({ clinicId: rowId, on: isoDate, at: clockTime })
export type SlotRef = z.infer<typeof slotRef>

/** Why a child does not fit a slot, so that those ahead can be counted by it. */
export const misfitCodes = [
  'too_young',
  'too_old',
  'need',
  'priority',
  'interpreter',
  'place',
  'notice',
  'offer_awaited',
  'refused_this_date',
  'not_due',
  'has_appointment',
  'not_waiting',
] as const
export type MisfitCode = (typeof misfitCodes)[number]

export interface Misfit {
  code: MisfitCode
  /** "Needs an interpreter, and this clinic has none". */
  words: string
}

/** Somebody on the list against one slot. */
export interface SlotCandidate {
  referralId: string
  version: number
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  localPatientId: string | null
  status: ReferralStatus
  priority: Priority | null
  dueBy: string | null
  daysWaited: number | null
  flags: RowFlag[]
  wasNotBroughtCount: number
  cancelledByFamilyCount: number
  shortNotice: boolean
  /** Cancelled by the service: re-booked before others of the same priority. */
  rebookFirst: boolean
  /** Why this child fits, in words. */
  reasons: string[]
  misfits: Misfit[]
  /** How many ahead of this one, fitting, are not booked. */
  fittingAhead: number
}

export interface SlotFit {
  slot: SlotRef & { minutes: number; capacity: number; left: number; noticeDays: number }
  /** Who fits, in queue order. */
  candidates: SlotCandidate[]
  /** How many were looked at, in queue order. */
  lookedAt: number
  /** Whether more of the queue was not looked at. */
  more: boolean
  /** Who was passed over, by the first reason, the commonest first. */
  passedOver: { code: MisfitCode; words: string; count: number }[]
}

export interface AppointmentOffer {
  offerId: string
  version: number
  offeredOn: string
  toldBy: string
  dates: { clinicId: string; clinicName: string; place: string; on: string; at: string; noticeDays: number }[]
  /** At least two dates, each with 21 days' notice. */
  reasonable: boolean
  reply: OfferReply | null
  repliedOn: string | null
  reason: string | null
}

export interface ReferralAppointment {
  appointmentId: string
  version: number
  clinicId: string
  clinicName: string
  clinician: string
  place: string
  on: string
  at: string
  minutes: number
  status: AppointmentStatus
  toldBy: string | null
  outOfTurn: boolean
}

export interface ReferralBooking {
  appointments: ReferralAppointment[]
  offers: AppointmentOffer[]
  preference: {
    version: number
    /** Can come at short notice, as the family agreed. */
    shortNoticeOn: string | null
    shortNoticeNote: string | null
    /** The only place the family can come to. */
    place: string | null
  } | null
}

/** Bookings of one service in one month and how many went ahead of somebody who fitted. */
export interface OutOfTurnRow {
  serviceId: string
  serviceName: string
  /** `YYYY-MM` of the day they were booked. */
  month: string
  booked: number
  outOfTurn: number
  /** Share from 0 to 1; null where nobody was booked. */
  rate: number | null
  reasons: { reason: string; on: string; referralId: string; childId: string }[]
}

const reason = z.string().trim().max(2000).nullable().default(null)
const referralAsSeen = { referralId: rowId, version: rowVersion }
/** Acting for a family who fits less well than the criteria ask, or ahead of others, needs a reason. */
const why = { reason }

export const appointments = {
  /** Who fits a slot, in queue order, with reasons, and who was passed over and why. Books nobody. */
  fit: procedure
    .input(z.object({ ...slotRef.shape, limit: z.number().int().min(1).max(50).default(12) }))
    .output(type<SlotFit>()),
  /** One child of the person's own choice against a slot: fits or why not, and who is ahead. */
  candidate: procedure.input(z.object({ ...slotRef.shape, referralId: rowId })).output(type<SlotCandidate>()),
  book: procedure
    .input(z.object({ ...referralAsSeen, ...slotRef.shape, toldBy: z.enum(toldBy).nullable(), ...why }))
    .output(type<{ appointmentId: string; eventId: string; version: number; outOfTurn: boolean }>()),
  /** Takes a booking back as a mistake: the entry is voided and the place is free. */
  takeBack: procedure
    .input(z.object({ appointmentId: rowId, version: rowVersion, reason: reasonText }))
    .output(type<{ version: number }>()),
  recordOutcome: procedure
    .input(
      z.object({
        appointmentId: rowId,
        version: rowVersion,
        outcome: z.enum(appointmentOutcomes),
        ...why,
      }),
    )
    .output(type<{ version: number; eventId: string; referralStatus: ReferralStatus }>()),
  /** What comes after the appointment. */
  chooseNext: procedure
    .input(
      z.object({
        appointmentId: rowId,
        version: rowVersion,
        step: z.enum(nextSteps),
        by: isoDate.nullable().default(null),
        note: z.string().trim().max(500).default(''),
      }),
    )
    .output(type<{ version: number }>()),
  /** Takes back the outcome and the next step. */
  undoOutcome: procedure
    .input(z.object({ appointmentId: rowId, version: rowVersion }))
    .output(type<{ version: number; referralStatus: ReferralStatus }>()),
  /** Somebody came to a drop-in and was seen: the first of these ends the wait. */
  dropIn: procedure
    .input(z.object({ ...referralAsSeen, clinicId: rowId, on: isoDate }))
    .output(type<{ appointmentId: string; eventId: string }>()),
  offer: procedure
    .input(
      z.object({
        ...referralAsSeen,
        dates: z.array(slotRef).min(1, 'Offer at least one date').max(6),
        toldBy: z.enum(toldBy),
      }),
    )
    .output(type<{ offerId: string; reasonable: boolean; version: number }>()),
  replyToOffer: procedure
    .input(
      z.object({
        offerId: rowId,
        version: rowVersion,
        reply: z.enum(offerReplies),
        /** The date accepted. */
        chosen: slotRef.nullable().default(null),
        repliedOn: isoDate,
        ...why,
      }),
    )
    .output(type<{ appointmentId: string | null }>()),
  ofReferral: procedure.input(z.object({ referralId: rowId })).output(type<ReferralBooking>()),
  /** What the family can come to: at short notice, by consent, or only to one place. */
  setPreference: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion.nullable(),
        shortNoticeOn: isoDate.nullable(),
        shortNoticeNote: z.string().trim().max(200).nullable().default(null),
        place: z.string().trim().max(100).nullable().default(null),
      }),
    )
    .output(type<{ version: number }>()),
  /** How often bookings went ahead of others, by service and month. */
  outOfTurn: procedure
    .input(z.object({ from: isoDate, to: isoDate, services: z.array(serviceId).optional() }))
    .output(type<OutOfTurnRow[]>()),
}
