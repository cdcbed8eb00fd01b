import { type } from '@orpc/contract'
import { z } from 'zod'
import type { AppointmentOutcome, AppointmentStatus, NextStep } from '../codes/appointments.ts'
import { clinicKinds, clinicModes, exceptionKinds } from '../codes/clinics.ts'
import { pathways } from '../codes/pathways.ts'
import { type Priority, priorities } from '../codes/priorities.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import type { RowFlag } from './list-query.ts'
import { fileToken, isoDate, procedure, reasonText, rowId, rowVersion, serviceId } from './procedure.ts'

/** Local time of day `HH:MM`, without a time zone. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM')

export const slotShape = z.object({
  at: clockTime,
  minutes: z.number().int().min(5, 'At least 5 minutes').max(480, 'At most 8 hours'),
  /** How many children can be seen in it. */
  capacity: z.number().int().min(1, 'At least 1 place').max(100, 'At most 100 places'),
})
export type SlotShape = z.infer<typeof slotShape>

const slots = z
  .array(slotShape)
  .min(1, 'Add at least one time')
  .max(60)
  .refine((each) => new Set(each.map(({ at }) => at)).size === each.length, 'Two slots start at one time')

/** Weeks that repeat: on these weekdays, every so many weeks counted from the week of `from`. */
export const clinicTemplate = z
  .object({
    weekdays: z.array(z.number().int().min(1).max(7)).min(1, 'Choose at least one day').max(7),
    everyWeeks: z.number().int().min(1).max(52),
    from: isoDate,
    /** Last day, itself included; null while it goes on. */
    until: isoDate.nullable(),
    slots,
  })
  .refine(({ from, until }) => until === null || until >= from, {
    message: 'The last day is before the first',
    path: ['until'],
  })
export type ClinicTemplate = z.infer<typeof clinicTemplate>

/** Who a clinic suits. An empty list or null leaves it open to all. */
export const clinicSuits = z.object({
  ageFromMonths: z.number().int().min(0).max(312).nullable().default(null),
  /** The first age, in months, that is too old. */
  ageToMonths: z.number().int().min(1).max(312).nullable().default(null),
  pathways: z.array(z.enum(pathways)).max(20).default([]),
  priorities: z.array(z.enum(priorities)).max(5).default([]),
  /** Languages the clinician speaks, beside English. */
  languages: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  interpreter: z.boolean().default(true),
})
export type ClinicSuits = z.infer<typeof clinicSuits>

export const clinicInput = z.object({
  serviceId,
  name: z.string().trim().min(2, 'Enter the name').max(100),
  clinician: z.string().trim().min(2, 'Enter who holds it').max(100),
  place: z.string().trim().min(2, 'Enter the place').max(100),
  mode: z.enum(clinicModes),
  kind: z.enum(clinicKinds),
  suits: clinicSuits,
  templates: z.array(clinicTemplate).max(20),
})
export type ClinicInput = z.infer<typeof clinicInput>

export const exceptionInput = z
  .object({
    kind: z.enum(exceptionKinds),
    from: isoDate,
    /** Last day, itself included. An extra session is one day. */
    to: isoDate,
    /** Times of an extra session. */
    slots: z.array(slotShape).max(60).default([]),
    note: z.string().trim().max(200).default(''),
  })
  .refine(({ from, to }) => to >= from, { message: 'The last day is before the first', path: ['to'] })
  .refine(({ kind, slots: times }) => kind !== 'extra' || times.length > 0, {
    message: 'Add at least one time',
    path: ['slots'],
  })
export type ExceptionInput = z.infer<typeof exceptionInput>

export interface ClinicException extends ExceptionInput {
  id: string
}

export interface Clinic extends ClinicInput {
  id: string
  version: number
  serviceName: string
  /** No longer held; its past stays readable. */
  ended: boolean
  exceptions: ClinicException[]
}

/** Somebody booked into a slot that a change would take away. */
export interface Displaced {
  appointmentId: string
  referralId: string
  childId: string
  childName: string
  on: string
  at: string
}

/**
 * What a change of a clinic did. While people are booked into slots it would take away, nothing is saved and they
 * are listed, until the person says that the service cancels for them and why.
 */
export type ClinicChange =
  | { saved: true; id: string; version: number; cancelled: Displaced[] }
  | { saved: false; displaced: Displaced[] }

/** One clinic on one day. */
export interface ClinicDay {
  on: string
  /** `none`: not held that day. */
  state: 'held' | 'cancelled' | 'away' | 'bank_holiday' | 'none'
  note: string
  capacity: number
  booked: number
  /** Places still free; 0 where the day is over. */
  left: number
  /** Booked on a day gone by, without an outcome. */
  withoutOutcome: number
}

export interface ClinicWeek {
  clinicId: string
  name: string
  clinician: string
  place: string
  serviceName: string
  mode: Clinic['mode']
  kind: Clinic['kind']
  days: ClinicDay[]
  capacity: number
  left: number
}

export interface ListedAppointment {
  appointmentId: string
  version: number
  referralId: string
  referralVersion: number
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  localPatientId: string | null
  kind: 'first' | 'follow_up' | 'drop_in'
  status: AppointmentStatus
  referralStatus: ReferralStatus
  priority: Priority | null
  flags: RowFlag[]
  language: string | null
  interpreterNeeded: boolean | null
  reasonableAdjustments: string | null
  wasNotBroughtCount: number
  toldBy: string | null
  nextStep: NextStep | null
  nextStepBy: string | null
}

export interface ListedSlot {
  at: string
  minutes: number
  capacity: number
  left: number
  appointments: ListedAppointment[]
  /** Dates offered to families who have not replied. */
  offered: number
}

export interface DayList {
  clinic: Clinic
  on: string
  day: ClinicDay
  slots: ListedSlot[]
  /** Seen at a drop-in, which has no slots to be booked into. */
  dropIns: ListedAppointment[]
  /** Which outcomes can be recorded: none of those that need the day to have come. */
  outcomes: AppointmentOutcome[]
  previous: string | null
  next: string | null
}

/** A slot with a place left. */
export interface FreeSlot {
  clinicId: string
  clinicName: string
  clinician: string
  place: string
  kind: Clinic['kind']
  on: string
  at: string
  minutes: number
  left: number
  noticeDays: number
}

/** Why the service cancels for everybody who is booked into what is taken away; null only asks who they are. */
const rebookReason = reasonText.nullable().default(null)

export const clinics = {
  list: procedure
    .input(z.object({ services: z.array(serviceId).optional(), ended: z.boolean().default(false) }))
    .output(type<Clinic[]>()),
  /** Adds a clinic (`id` null) or changes one. */
  save: procedure
    .input(
      z.object({
        id: rowId.nullable(),
        version: rowVersion.nullable(),
        clinic: clinicInput,
        rebookReason,
      }),
    )
    .output(type<ClinicChange>()),
  /** Cancels days, notes the clinician's leave or adds a session; `wholeClinician` does so in all their clinics. */
  addException: procedure
    .input(
      z.object({
        id: rowId,
        version: rowVersion,
        exception: exceptionInput,
        wholeClinician: z.boolean().default(false),
        rebookReason,
      }),
    )
    .output(type<ClinicChange>()),
  removeException: procedure
    .input(z.object({ id: rowId, version: rowVersion, exceptionId: rowId, rebookReason }))
    .output(type<ClinicChange>()),
  /** The clinic is held no more from today on. */
  end: procedure
    .input(z.object({ id: rowId, version: rowVersion, rebookReason }))
    .output(type<ClinicChange>()),
  /** Capacity left, clinic by clinic, for the seven days from a Monday. */
  week: procedure
    .input(z.object({ from: isoDate, services: z.array(serviceId).optional() }))
    .output(type<{ from: string; clinics: ClinicWeek[] }>()),
  day: procedure.input(z.object({ clinicId: rowId, on: isoDate })).output(type<DayList>()),
  /** The next free places of one clinic, or of every clinic of a service, in order of time. */
  freeSlots: procedure
    .input(
      z.object({
        serviceId,
        clinicId: rowId.nullable().default(null),
        from: isoDate,
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(type<FreeSlot[]>()),
  /** Writes the sessions of some weeks as a calendar file without anything about a child. */
  calendar: procedure
    .input(z.object({ clinicId: rowId, from: isoDate, to: isoDate, file: fileToken }))
    .output(type<{ sessions: number; sha256: string }>()),
}
