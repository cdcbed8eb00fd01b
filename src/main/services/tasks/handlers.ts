import type { TaskBulkResult } from '../../../shared/contract/tasks.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { keptAnswer } from '../kept-answers.ts'
import { rolesOf } from '../session/people.ts'
import { inTransaction } from '../transaction.ts'
import { doToTasks } from './bulk.ts'
import { assignTask, changeDue, closeTask, createTask, reopenTask } from './commands.ts'
import { taskFacets } from './facets.ts'
import { resolveTaskText } from './filter.ts'
import { awaitedPage, countAwaited, recordArrival, recordChase } from './information.ts'
import { countTasks, countViews, orderedTaskIds, taskRows, tasksOfChild } from './page.ts'

export const tasksHandlers: HandlersOf<'tasks'> = {
  async page(context, { filter, sort, offset, limit }) {
    const { store, person } = context
    const asAt = context.today()
    const text = await resolveTaskText(store.read, filter)
    const total = await keptAnswer(store, ['tasks', filter, person.id, person.roles, asAt], () =>
      countTasks(store.read, filter, person, asAt, text),
    )
    const ids = await orderedTaskIds(store.read, filter, sort, person, asAt, text, { offset, limit })
    return ok({ total, asAt, rows: await taskRows(store.read, ids) })
  },

  async counts(context, { services }) {
    const { store, person } = context
    const asAt = context.today()
    const counts = await keptAnswer(
      store,
      ['task counts', services ?? null, person.id, person.roles, asAt],
      async () => {
        const [views, awaited] = await Promise.all([
          countViews(store.read, services, person, asAt),
          countAwaited(store.read, services),
        ])
        return { ...views, awaited }
      },
    )
    return ok({ ...counts, asAt })
  },

  async facets(context, { filter }) {
    const { store, person } = context
    const today = context.today()
    const text = await resolveTaskText(store.read, filter)
    return ok(
      await keptAnswer(store, ['task facets', filter, person.id, person.roles, today], () =>
        taskFacets(store.read, filter, person, today, text),
      ),
    )
  },

  async forChild({ store, today }, { childId }) {
    return ok(await tasksOfChild(store.read, childId, today()))
  },

  async people({ store }) {
    const rows = await store.read
      .selectFrom('account')
      .select(['id', 'display_name', 'roles'])
      .where('active', '=', 1)
      .orderBy('display_name')
      .execute()
    return ok(rows.map((row) => ({ id: row.id, name: row.display_name, roles: rolesOf(row.roles) })))
  },

  async create(context, input) {
    return changing(
      context,
      (tx) => createTask(tx, context, input),
      (made) => made.id,
    )
  },
  async assign(context, input) {
    return changing(
      context,
      (tx) => assignTask(tx, context, input),
      () => input.id,
    )
  },
  async changeDue(context, input) {
    return changing(
      context,
      (tx) => changeDue(tx, context, input),
      () => input.id,
    )
  },
  async close(context, input) {
    return changing(
      context,
      (tx) => closeTask(tx, context, input),
      () => input.id,
      true,
    )
  },
  async reopen(context, input) {
    return changing(
      context,
      (tx) => reopenTask(tx, context, input),
      () => input.id,
    )
  },

  async assignMany(context, { selection, ownerId }): Promise<Result<TaskBulkResult>> {
    return doToTasks(context, selection, (tx, task) => assignTask(tx, context, { ...task, ownerId }))
  },
  async closeMany(context, { selection, outcome, note }): Promise<Result<TaskBulkResult>> {
    const result = await doToTasks(context, selection, (tx, task) =>
      closeTask(tx, context, { ...task, outcome, note }),
    )
    if (result.ok) context.changed({ noun: 'referral', ids: [] })
    return result
  },

  async awaited({ store, today }, { services, offset, limit }) {
    const asAt = today()
    return ok({ ...(await awaitedPage(store.read, services, asAt, { offset, limit })), asAt })
  },
  async chase(context, input) {
    return changing(
      context,
      (tx) => recordChase(tx, context, input),
      () => input.referralId,
      true,
    )
  },
  async arrived(context, input) {
    return changing(
      context,
      (tx) => recordArrival(tx, context, input),
      () => input.referralId,
      true,
    )
  },
}

/** Runs a command in one transaction and tells the windows; with `referrals` that referrals may have changed too. */
async function changing<T>(
  context: ServiceContext,
  work: (tx: Writing) => Promise<Result<T>>,
  idOf: (value: T) => string,
  referrals = false,
): Promise<Result<T>> {
  const result = await inTransaction(context.store, work)
  if (result.ok) {
    context.changed({ noun: 'task', ids: [idOf(result.value)] })
    if (referrals) context.changed({ noun: 'referral', ids: [] })
  }
  return result
}
