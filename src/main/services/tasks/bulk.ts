import type { TaskBulkResult, TaskSelection } from '../../../shared/contract/tasks.ts'
import { displayName } from '../../../shared/format/names.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { resolveTaskText } from './filter.ts'
import { orderedTaskIds, taskRows } from './page.ts'

/** One bulk action reaches at most this many tasks, so that a slip stays small enough to look at. */
const mostAtOnce = 5000

/**
 * Does one thing to every selected task in one transaction. A task it does not fit, or that was changed since it was
 * seen, is left as it is and named with the reason.
 */
export async function doToTasks(
  context: ServiceContext,
  selection: TaskSelection,
  work: (tx: Writing, task: { id: string; version: number | null }) => Promise<Result<unknown>>,
): Promise<Result<TaskBulkResult>> {
  const result = await inTransaction(context.store, async (tx) => {
    const chosen = await selectedTasks(tx, context, selection)
    if (!chosen.ok) return chosen
    const left: { id: string; why: string }[] = []
    for (const task of chosen.value) {
      const done = await work(tx, task)
      if (!done.ok) left.push({ id: task.id, why: done.refusal.message })
    }
    const rows = new Map(
      (
        await taskRows(
          tx,
          left.map(({ id }) => id),
        )
      ).map((row) => [row.id, displayName(row)]),
    )
    return ok<TaskBulkResult>({
      done: chosen.value.length - left.length,
      exceptions: left.map((each) => ({ ...each, childName: rows.get(each.id) ?? 'Unknown child' })),
    })
  })
  if (result.ok) context.changed({ noun: 'task', ids: [] })
  return result
}

async function selectedTasks(
  tx: Writing,
  context: ServiceContext,
  selection: TaskSelection,
): Promise<Result<{ id: string; version: number | null }[]>> {
  if (selection.kind === 'ids') return ok(selection.tasks)
  const { filter } = selection
  const text = await resolveTaskText(tx, filter)
  const ids = await orderedTaskIds(tx, filter, [], context.person, context.today(), text, {
    offset: 0,
    limit: mostAtOnce + 1,
  })
  if (ids.length > mostAtOnce)
    return refuse(
      'invalid',
      `That is more than ${mostAtOnce.toLocaleString('en-GB')} tasks. Narrow the list first.`,
    )
  const except = new Set(selection.except)
  return ok(ids.filter((id) => !except.has(id)).map((id) => ({ id, version: null })))
}
