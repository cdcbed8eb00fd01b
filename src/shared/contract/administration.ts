import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import type { QueueId } from '../codes/queues.ts'
import { type ReturningDataSet, returningDataSets } from '../codes/returning-data-sets.ts'
import { type Role, roles } from '../codes/roles.ts'
import { listFilter, listSort } from './list-query.ts'
import { type Page, pageInput, procedure, rowId, rowVersion, serviceId } from './procedure.ts'
import { newPassword, userName } from './session.ts'

export interface Account {
  id: string
  version: number
  userName: string
  displayName: string
  roles: Role[]
  active: boolean
  lastSignedInAt: string | null
}

export const accounts = {
  list: procedure.output(type<Account[]>()),
  create: procedure
    .input(
      z.object({
        userName,
        displayName: z.string().trim().min(2, 'Enter the name').max(100),
        roles: z.array(z.enum(roles)).min(1, 'Choose at least one role'),
        password: newPassword,
      }),
    )
    .output(type<{ id: string }>()),
  setRoles: procedure
    .input(
      z.object({
        id: rowId,
        version: rowVersion,
        roles: z.array(z.enum(roles)).min(1, 'Choose at least one role'),
      }),
    )
    .output(type<{ version: number }>()),
  setPassword: procedure.input(z.object({ id: rowId, password: newPassword })).output(type<{ done: true }>()),
  changeOwnPassword: procedure
    .input(z.object({ currentPassword: z.string().max(200), newPassword }))
    .output(type<{ done: true }>()),
  deactivate: procedure
    .input(z.object({ id: rowId, version: rowVersion }))
    .output(type<{ version: number }>()),
}

/** A service as this store runs it. */
export interface Service {
  id: string
  version: number
  name: string
  chsLine: string
  csdsTeamType: string
  upperAgeYears: number
  triageTargetDays: number
  stopEvent: 'first_contact' | 'first_treatment'
  consultantLed: boolean
  reportedElsewhere: boolean
  /** The data set it is reported through instead; null when it is not, or nobody said. */
  elsewhereDataSet: ReturningDataSet | null
  targetDays: { same_day: number; urgent: number; soon: number; routine: number }
}

const days = z.number('Enter days from 0 to 3650').int().min(0).max(3650, 'Enter days from 0 to 3650')
export const services = {
  list: procedure.output(type<Service[]>()),
  update: procedure
    .input(
      z.object({
        id: serviceId,
        version: rowVersion,
        name: z.string().trim().min(2, 'Enter the name').max(100),
        upperAgeYears: z
          .number()
          .int()
          .min(1, 'Enter an age from 1 to 26')
          .max(26, 'Enter an age from 1 to 26'),
        triageTargetDays: days,
        reportedElsewhere: z.boolean(),
        /** Absent leaves it as it is. */
        elsewhereDataSet: z.enum(returningDataSets).nullable().optional(),
        /** A published children's line or one of the provider's own; absent leaves it as it is. */
        chsLine: z.string().max(120).optional(),
        targetDays: z.object({ same_day: days, urgent: days, soon: days, routine: days }),
      }),
    )
    .output(type<{ version: number }>()),
}

export interface AuditRow {
  sequence: number
  at: string
  by: string
  action: string
  subject: string
  detail: string
}
export const audit = {
  page: procedure
    .input(
      z.object({
        ...pageInput,
        person: z.string().max(100).optional(),
        action: z.string().max(60).optional(),
        childId: rowId.optional(),
      }),
    )
    .output(type<Page<AuditRow>>()),
  verify: procedure.output(type<{ ok: boolean; rows: number; brokenAt: number | null }>()),
}

export interface BackupState {
  folder: string
  lastVerifiedAt: string | null
  copies: { name: string; at: string; sizeBytes: number }[]
}
export const backups = {
  state: procedure.output(type<BackupState>()),
  backUpNow: procedure.output(type<BackupState>()),
}

export interface VerifyReport {
  ok: boolean
  integrity: string
  auditChain: string
  projections: string
  queueCoverage: string
  signedReturns: string
  problems: string[]
}
export const store = {
  verify: procedure.output(type<VerifyReport>()),
}

/** A named way of looking at a list: filter, sort and columns, never data. */
export interface SavedView {
  id: string
  version: number
  name: string
  shared: boolean
  own: boolean
  filter: z.infer<typeof listFilter>
  sort: z.infer<typeof listSort>
  columns: string[]
}
export const savedViews = {
  list: procedure.output(type<(SavedView & { count: number })[]>()),
  save: procedure
    .input(
      z.object({
        name: z.string().trim().min(1, 'Name the view').max(60),
        shared: z.boolean().default(false),
        filter: listFilter,
        sort: listSort,
        columns: z.array(z.string().max(40)).max(40).default([]),
      }),
    )
    .output(type<{ id: string }>()),
  remove: procedure.input(z.object({ id: rowId })).output(type<{ done: true }>()),
}

/** Half-typed forms that survive a lock or a crash, kept encrypted in the store for their writer. */
export const drafts = {
  get: procedure
    .input(z.object({ form: z.string().max(60) }))
    .output(type<{ body: string; savedAt: string } | null>()),
  save: procedure
    .input(z.object({ form: z.string().max(60), body: z.string().max(100_000) }))
    .output(type<{ savedAt: string }>()),
  discard: procedure.input(z.object({ form: z.string().max(60) })).output(type<{ done: true }>()),
}

/** What needs doing now; each number opens its list. */
export interface TodaySummary {
  asAt: string
  tiles: { queue: QueueId; count: number; sentence: string }[]
  waiting: {
    serviceId: string
    serviceName: string
    waiting: number
    over18Weeks: number
    over52Weeks: number
    longestDays: number
  }[]
}
export const today = {
  summary: procedure
    .input(z.object({ services: z.array(z.string()).optional() }))
    .output(type<TodaySummary>()),
}

export const changeNouns = [
  'referral',
  'child',
  'import',
  'account',
  'service',
  'view',
  'return',
  'national_figures',
  'letter',
  'rules',
  'session',
  'backup',
  'task',
  'clinic',
  'round',
  'support',
  'national_code',
] as const
export type ChangeNoun = (typeof changeNouns)[number]
export interface Change {
  noun: ChangeNoun
  /** Row ids, or empty when too many to name. */
  ids: string[]
}
export const changes = {
  /** Tells every window what a command changed, so that it can fetch again. */
  watch: procedure.output(eventIterator(type<Change>())),
}
