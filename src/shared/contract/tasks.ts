import { type } from '@orpc/contract'
import { z } from 'zod'
import { type ChaseChannel, chaseChannels } from '../codes/chase-channels.ts'
import type { Priority } from '../codes/priorities.ts'
import { type Role, roles } from '../codes/roles.ts'
import {
  type TaskKind,
  taskKinds,
  type TaskOpener,
  type TaskOutcome,
  taskOutcomes,
  type TaskState,
} from '../codes/task-kinds.ts'
import {
  isoDate,
  type Page,
  pageInput,
  procedure,
  reasonText,
  rowId,
  rowVersion,
  serviceId,
} from './procedure.ts'

/** Which tasks: one's own, those nobody of one's roles has taken, those past their date among both, or all that are open. */
export const taskViews = ['mine', 'team', 'overdue', 'all', 'closed'] as const
export type TaskView = (typeof taskViews)[number]

/** What a list of tasks is narrowed to. An absent part does not narrow. */
export const taskFilter = z.object({
  view: z.enum(taskViews).default('all'),
  services: z.array(serviceId).max(50).optional(),
  kinds: z.array(z.enum(taskKinds)).optional(),
  roles: z.array(z.enum(roles)).optional(),
  /** Account ids; `nobody` for tasks that no one has taken. */
  owners: z
    .array(z.union([rowId, z.literal('nobody')]))
    .max(200)
    .optional(),
  referralId: rowId.optional(),
  /** Part of a child's name, an NHS number, a local id or a date of birth. */
  text: z.string().trim().max(100).optional(),
})
export type TaskFilter = z.infer<typeof taskFilter>

export const taskSort = z
  .array(
    z.object({
      column: z.enum(['due', 'opened', 'kind', 'service']),
      direction: z.enum(['asc', 'desc']),
    }),
  )
  .max(3)
  .default([{ column: 'due', direction: 'asc' }])
export type TaskSort = z.infer<typeof taskSort>

/** One task in any list. Dates `YYYY-MM-DD`. */
export interface TaskRow {
  id: string
  version: number
  referralId: string | null
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  nhsNumber: string | null
  restricted: boolean
  serviceId: string
  serviceName: string
  kind: TaskKind
  /** One line of why it is there. */
  why: string
  /** Who else is told when it is done, in words. */
  tell: string[]
  openedBy: TaskOpener
  /** "Rule C06, version 1", "Threshold of 18 weeks", a person's name. */
  openedByWords: string
  openedOn: string
  teamRole: Role
  owner: { id: string; name: string } | null
  dueOn: string
  state: TaskState
  outcome: TaskOutcome | null
  note: string | null
  closedOn: string | null
  /** Null while it is open, and where the app ended it because its reason had gone. */
  closedBy: string | null
}

export interface TaskCounts {
  mine: number
  team: number
  overdue: number
  all: number
  /** Referrals with information asked for and not all in. */
  awaited: number
  asAt: string
}

export const taskFacetNames = ['services', 'kinds', 'roles', 'owners'] as const
export type TaskFacetName = (typeof taskFacetNames)[number]
export interface TaskFacet {
  value: string
  label: string
  count: number
}

/** Somebody a task may be given to. */
export interface TaskPerson {
  id: string
  name: string
  roles: Role[]
}

/** Which tasks a bulk action is for. */
export const taskSelection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ids'),
    tasks: z
      .array(z.object({ id: rowId, version: rowVersion }))
      .min(1)
      .max(5000),
  }),
  z.object({ kind: z.literal('matching'), filter: taskFilter, except: z.array(rowId).max(5000).default([]) }),
])
export type TaskSelection = z.infer<typeof taskSelection>

/** What a bulk action did, and each task it left with the reason. */
export interface TaskBulkResult {
  done: number
  exceptions: { id: string; childName: string; why: string }[]
}

/** A referral with information asked for, oldest first. */
export interface AwaitedRow {
  referralId: string
  childId: string
  version: number
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  nhsNumber: string | null
  serviceId: string
  serviceName: string
  priority: Priority | null
  suggestedPriority: Priority | null
  receivedDate: string
  daysWaited: number | null
  /** When it was first asked for, and for how many days that is now. */
  askedOn: string
  daysAwaited: number
  missing: string[]
  arrived: string[]
  chases: number
  lastChase: { on: string; channel: ChaseChannel } | null
  /** When to chase next. */
  chaseOn: string
  /** The way to try next. */
  nextChannel: ChaseChannel
}

const outcome = z.enum(taskOutcomes)
const note = z.string().trim().max(2000).nullable().default(null)

export const tasks = {
  page: procedure
    .input(z.object({ filter: taskFilter, sort: taskSort, ...pageInput }))
    .output(type<Page<TaskRow>>()),
  counts: procedure
    .input(z.object({ services: z.array(serviceId).max(50).optional() }))
    .output(type<TaskCounts>()),
  /** For each facet, how many of the filtered list each choice would show (its own choice left out). */
  facets: procedure
    .input(z.object({ filter: taskFilter }))
    .output(type<Record<TaskFacetName, TaskFacet[]>>()),
  /** Every task of a child: open ones first by due date, then the closed by the day they ended. */
  forChild: procedure.input(z.object({ childId: rowId })).output(type<TaskRow[]>()),
  people: procedure.output(type<TaskPerson[]>()),
  /** Adds a task by hand, about a referral or about a child. */
  create: procedure
    .input(
      z.object({
        about: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('referral'), referralId: rowId }),
          z.object({ kind: z.literal('child'), childId: rowId, serviceId }),
        ]),
        why: z.string().trim().min(3, 'Say what is to be done').max(300),
        dueOn: isoDate,
        teamRole: z.enum(roles),
        ownerId: rowId.nullable().default(null),
      }),
    )
    .output(type<{ id: string }>()),
  /** Gives a task to a person, or back to its team with null; to another team where one is named. */
  assign: procedure
    .input(
      z.object({
        id: rowId,
        version: rowVersion,
        ownerId: rowId.nullable(),
        teamRole: z.enum(roles).optional(),
      }),
    )
    .output(type<{ version: number }>()),
  changeDue: procedure
    .input(z.object({ id: rowId, version: rowVersion, dueOn: isoDate, reason: reasonText }))
    .output(type<{ version: number }>()),
  /** Ends a task with an outcome its kind knows. Chasing is recorded on the referral as well. */
  close: procedure
    .input(z.object({ id: rowId, version: rowVersion, outcome, note }))
    .output(type<{ version: number }>()),
  reopen: procedure
    .input(z.object({ id: rowId, version: rowVersion, reason: reasonText }))
    .output(type<{ version: number }>()),
  assignMany: procedure
    .input(z.object({ selection: taskSelection, ownerId: rowId.nullable() }))
    .output(type<TaskBulkResult>()),
  closeMany: procedure
    .input(z.object({ selection: taskSelection, outcome, note }))
    .output(type<TaskBulkResult>()),
  /** Referrals with information asked for, the oldest request first. */
  awaited: procedure
    .input(z.object({ services: z.array(serviceId).max(50).optional(), ...pageInput }))
    .output(type<Page<AwaitedRow>>()),
  /** Records that what was asked for was asked for again. */
  chase: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        channel: z.enum(chaseChannels),
        chasedOn: isoDate,
        nextChaseOn: isoDate.nullable().default(null),
        note,
      }),
    )
    .output(type<{ version: number }>()),
  /** Records what came; what is not ticked stays asked. The rules look at the referral again. */
  arrived: procedure
    .input(
      z.object({
        referralId: rowId,
        version: rowVersion,
        arrivedOn: isoDate,
        items: z.array(z.string().trim().min(1).max(200)).min(1, 'Tick what came').max(100),
      }),
    )
    .output(type<{ version: number; stillMissing: string[] }>()),
}
