import { v7 as uuidv7 } from 'uuid'
import type { ExistingTask } from '../../domain/tasks/plan-tasks.ts'
import type { WantedTask } from '../../domain/tasks/wanted-task.ts'
import type { TaskTable } from '../../store/tables/task.ts'

/** A new task of a referral, ready to be stored. */
export function newTaskRow(
  referral: { id: string; serviceId: string },
  task: WantedTask,
  today: string,
): TaskTable {
  return {
    id: uuidv7(),
    version: 1,
    referral_id: referral.id,
    child_id: null,
    service_id: referral.serviceId,
    kind: task.kind,
    occasion: task.occasion,
    why: task.why,
    tell: JSON.stringify(task.tell),
    opened_by: task.openedBy,
    opened_ref: task.openedRef,
    opened_ref_version: task.openedRefVersion,
    opened_on: today,
    opens_on: task.opensOn,
    team_role: task.role,
    owner_id: null,
    due_on: task.dueOn,
    state: 'open',
    outcome: null,
    note: null,
    closed_on: null,
    closed_at: null,
    closed_by: null,
    closed_event_id: null,
  }
}

export type StoredTask = Pick<
  TaskTable,
  'id' | 'kind' | 'occasion' | 'opened_by' | 'opened_ref' | 'state' | 'closed_by'
>

/** A stored task as the domain reads it. */
export function toExisting(row: StoredTask): ExistingTask {
  return {
    id: row.id,
    kind: row.kind,
    occasion: row.occasion,
    openedBy: row.opened_by,
    openedRef: row.opened_ref,
    state: row.state,
    closedByApp: row.state === 'cancelled' && row.closed_by === null,
  }
}

/** The columns of a task that ended because its reason had gone. */
export function cancelledColumns(
  { outcome, gone }: { outcome: TaskTable['outcome']; gone: { why: string; eventId: string | null } },
  today: string,
) {
  return {
    state: 'cancelled' as const,
    outcome,
    note: gone.why,
    closed_on: today,
    closed_at: null,
    closed_by: null,
    closed_event_id: gone.eventId,
  }
}

/** The columns of a task that is open again. */
export const reopenedColumns = {
  state: 'open' as const,
  outcome: null,
  note: null,
  closed_on: null,
  closed_at: null,
  closed_by: null,
  closed_event_id: null,
}
