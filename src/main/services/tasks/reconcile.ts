import { sql } from 'kysely'
import { planTasks, replacedByHigher, type TaskChanges } from '../../domain/tasks/plan-tasks.ts'
import type { TaskSubject } from '../../domain/tasks/wanted-task.ts'
import type { Store, Writing } from '../../store/store.ts'
import { cancelledColumns, newTaskRow, reopenedColumns, type StoredTask, toExisting } from './rows.ts'

/** Tasks of these referrals, as far as it matters for what to do about them, by referral. */
export async function tasksOfReferrals(
  tx: Writing,
  referralIds: readonly string[],
): Promise<Map<string, StoredTask[]>> {
  if (referralIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('task')
    .select(['referral_id', 'id', 'kind', 'occasion', 'opened_by', 'opened_ref', 'state', 'closed_by'])
    .where('referral_id', 'in', [...referralIds])
    .execute()
  return Map.groupBy(rows, (row) => row.referral_id ?? '')
}

/**
 * Opens, ends and brings back the tasks of a referral so that they say what its facts say now. Call it in the
 * transaction that recorded the facts, after the projection.
 */
export async function reconcileTasks(
  tx: Writing,
  referralId: string,
  subject: TaskSubject,
  existing: readonly StoredTask[],
): Promise<void> {
  const changes = planTasks(subject, existing.map(toExisting))
  if (changes.open.length > 0)
    await tx
      .insertInto('task')
      .values(
        changes.open.map((task) =>
          newTaskRow({ id: referralId, serviceId: subject.serviceId }, task, subject.today),
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  for (const change of changes.cancel)
    await tx
      .updateTable('task')
      .set({ ...cancelledColumns(change, subject.today), version: sql`version + 1` })
      .where('id', '=', change.id)
      .execute()
  if (changes.reopen.length > 0)
    await tx
      .updateTable('task')
      .set({ ...reopenedColumns, version: sql`version + 1` })
      .where('id', 'in', changes.reopen)
      .execute()
}

/** Does what was planned for referrals by prepared statements, for a hundred thousand rows. */
export interface TaskWriter {
  /** Brings the tasks of one referral up to date; a new referral has none yet. */
  reconcile(referralId: string, subject: TaskSubject, isNew: boolean): void
  /** Opens tasks whose name within the referral is new; returns how many were opened. */
  open(referral: { id: string; serviceId: string }, tasks: TaskChanges['open'], today: string): number
  /** Ends open tasks of these thresholds, because a higher one of their ladder was crossed. */
  replace(referralId: string, thresholds: readonly string[], today: string): void
}

/** A writer over the store's writing connection. Use it inside one `store.write`. */
export function taskWriter(connection: Store['bare']['writer']): TaskWriter {
  const columns = connection.prepare<[], string>("SELECT name FROM pragma_table_info('task')").pluck().all()
  const insert = connection.prepare(
    `INSERT OR IGNORE INTO task (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  const select = connection.prepare<[string], StoredTask>(
    'SELECT id, kind, occasion, opened_by, opened_ref, state, closed_by FROM task WHERE referral_id = ?',
  )
  const set = (names: readonly string[]) =>
    connection.prepare(
      `UPDATE task SET ${names.map((name) => `${name} = @${name}`).join(', ')}, version = version + 1 WHERE id = @id`,
    )
  const update = set(Object.keys(reopenedColumns))

  function open(
    referral: { id: string; serviceId: string },
    tasks: TaskChanges['open'],
    today: string,
  ): number {
    let opened = 0
    for (const task of tasks) opened += insert.run(newTaskRow(referral, task, today)).changes
    return opened
  }

  const replace = connection.prepare(
    `UPDATE task SET state = 'cancelled', outcome = 'replaced', note = @note, closed_on = @today, version = version + 1
     WHERE referral_id = @referralId AND state = 'open' AND opened_by = 'threshold'
       AND opened_ref IN (SELECT value FROM json_each(@thresholds))`,
  )

  return {
    open,
    replace(referralId, thresholds, today) {
      replace.run({ referralId, thresholds: JSON.stringify(thresholds), today, note: replacedByHigher })
    },
    reconcile(referralId, subject, isNew) {
      const existing = isNew ? [] : select.all(referralId).map(toExisting)
      if (existing.length === 0 && !subject.isOpen) return
      const changes = planTasks(subject, existing)
      open({ id: referralId, serviceId: subject.serviceId }, changes.open, subject.today)
      for (const change of changes.cancel)
        update.run({ ...cancelledColumns(change, subject.today), id: change.id })
      for (const id of changes.reopen) update.run({ ...reopenedColumns, id })
    },
  }
}
