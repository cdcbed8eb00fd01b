import type { Role } from '../../../shared/codes/roles.ts'
import type { TaskKind, TaskOpener, TaskOutcome, TaskState } from '../../../shared/codes/task-kinds.ts'

/** Something a person or a team has to do about a referral, or about a child without one. */
export interface TaskTable {
  id: string
  version: number
  referral_id: string | null
  /** Set only for a task about a child without a referral. */
  child_id: string | null
  service_id: string
  kind: TaskKind
  /** With the referral and the kind the key by which it is opened once. */
  occasion: string
  why: string
  /** Who else is told, JSON list. */
  tell: string
  opened_by: TaskOpener
  /** The rule, threshold, step or account that opened it, and its version. */
  opened_ref: string
  opened_ref_version: number | null
  opened_on: string
  /** It asks for nothing before this day. */
  opens_on: string
  team_role: Role
  owner_id: string | null
  due_on: string
  state: TaskState
  outcome: TaskOutcome | null
  note: string | null
  closed_on: string | null
  closed_at: string | null
  /** Null when the app closed it because its reason had gone. */
  closed_by: string | null
  /** The fact that made it unnecessary. */
  closed_event_id: string | null
}

export interface TaskTables {
  task: TaskTable
}
