import { z } from 'zod'
import { chsBands } from '../codes/bands.ts'
import { priorities } from '../codes/priorities.ts'
import { queueIds } from '../codes/queues.ts'
import { referralStatuses } from '../codes/referral-statuses.ts'
import { isoDate, serviceId } from './procedure.ts'

/** Marks on a referral or child that people filter by. */
export const rowFlags = [
  'red_flag',
  'child_in_care',
  'cp_plan',
  'child_in_need',
  'ehcp',
  'interpreter_needed',
  'armed_forces_family',
  'restricted',
  'was_not_brought',
  'possible_duplicate',
  'missing_data',
  'same_service_twice',
] as const
export type RowFlag = (typeof rowFlags)[number]

export const rowFlagLabels: Record<RowFlag, string> = {
  red_flag: 'Red flag',
  child_in_care: 'Child in care',
  cp_plan: 'Child protection plan',
  child_in_need: 'Child in need',
  ehcp: 'EHC plan',
  interpreter_needed: 'Interpreter needed',
  armed_forces_family: 'Armed forces family',
  restricted: 'Restricted record',
  was_not_brought: 'Was not brought',
  possible_duplicate: 'Possible duplicate',
  missing_data: 'Missing data',
  same_service_twice: 'Same service twice',
}

/** What a list is narrowed to. An absent part does not narrow. */
export const listFilter = z.object({
  queue: z.enum(queueIds).default('all_open'),
  services: z.array(serviceId).max(50).optional(),
  priorities: z.array(z.enum([...priorities, 'none'])).optional(),
  statuses: z.array(z.enum(referralStatuses)).optional(),
  bands: z.array(z.enum(chsBands.map((band) => band.id))).optional(),
  flags: z.array(z.enum(rowFlags)).optional(),
  pathways: z.array(z.string().max(60)).max(50).optional(),
  /** Part of a name, an NHS number, a local id or a date of birth. */
  text: z.string().trim().max(100).optional(),
  receivedFrom: isoDate.optional(),
  receivedTo: isoDate.optional(),
  /** Only referrals that this import batch created or changed. */
  importBatch: z.uuid().optional(),
})
export type ListFilter = z.infer<typeof listFilter>

export const sortColumns = [
  'queue_order',
  'family_name',
  'date_of_birth',
  'service',
  'status',
  'priority',
  'received_date',
  'days_waited',
  'due_by',
  'next_appointment',
  'last_contact',
  'was_not_brought_count',
] as const
export const listSort = z
  .array(z.object({ column: z.enum(sortColumns), direction: z.enum(['asc', 'desc']) }))
  .max(3)
  .default([{ column: 'queue_order', direction: 'asc' }])
export type ListSort = z.infer<typeof listSort>

/** Which rows a bulk action is for: named ones, or everything a filter matches. */
export const selection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(z.uuid()).min(1).max(5000) }),
  z.object({
    kind: z.literal('matching'),
    filter: listFilter,
    except: z.array(z.uuid()).max(5000).default([]),
  }),
])
export type Selection = z.infer<typeof selection>
