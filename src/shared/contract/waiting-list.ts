import { type } from '@orpc/contract'
import { z } from 'zod'
import type { Priority } from '../codes/priorities.ts'
import type { QueueId, StageQueueId } from '../codes/queues.ts'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import { listFilter, listSort, type RowFlag } from './list-query.ts'
import { isoDate, type Page, pageInput, procedure, rowId } from './procedure.ts'

/** One referral in any list. Dates `YYYY-MM-DD`; `daysWaited` counts from the clock start to the as-at date. */
export interface WaitingListRow {
  referralId: string
  childId: string
  version: number
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  nhsNumber: string | null
  localPatientId: string | null
  serviceId: string
  serviceName: string
  pathways: string[]
  status: ReferralStatus
  stageQueue: StageQueueId | null
  priority: Priority | null
  /** What the rules suggest where nobody has decided yet. */
  suggestedPriority: Priority | null
  receivedDate: string
  effectiveWaitStart: string
  dueBy: string | null
  /** Null when the child is not waiting for a first contact (planned, seen or closed). */
  daysWaited: number | null
  band: string | null
  flags: RowFlag[]
  wasNotBroughtCount: number
  cancelledByFamilyCount: number
  nextAppointmentOn: string | null
  lastContactOn: string | null
}

export interface Facet {
  value: string
  label: string
  count: number
}
export type FacetName = 'services' | 'priorities' | 'statuses' | 'bands' | 'flags' | 'pathways'

/** Why a row stands where it does, in sentences. */
export interface WhyHere {
  order: string[]
  wait: string[]
  priority: string[]
}

export const waitingList = {
  page: procedure
    .input(z.object({ filter: listFilter, sort: listSort, asAt: isoDate.optional(), ...pageInput }))
    .output(type<Page<WaitingListRow>>()),
  /** How many are in each queue, within the services asked for. */
  counts: procedure
    .input(z.object({ services: z.array(z.string()).optional() }))
    .output(type<{ counts: Record<QueueId, number>; asAt: string }>()),
  /** For each facet, how many of the filtered list each choice would show (its own choice left out). */
  facets: procedure.input(z.object({ filter: listFilter })).output(type<Record<FacetName, Facet[]>>()),
  why: procedure.input(z.object({ referralId: rowId })).output(type<WhyHere>()),
}
