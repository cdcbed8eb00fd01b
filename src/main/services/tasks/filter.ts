import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { TaskFilter } from '../../../shared/contract/tasks.ts'
import type { Person } from '../../../shared/contract/session.ts'
import type { Schema } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { childIdsMatching } from '../search/child-ids.ts'

type Where = ExpressionBuilder<Schema, 'task'>

/** The most children whose tasks a typed text finds. */
const mostChildren = 500

/** The referrals and children a filter's text matches; null when it has no text. */
export interface TaskText {
  childIds: string[]
  referralIds: string[]
}

/** What a filter's text was resolved to. */
export async function resolveTaskText(db: Readable, filter: TaskFilter): Promise<TaskText | null> {
  if (filter.text === undefined || filter.text === '') return null
  const childIds = await childIdsMatching(db, filter.text, mostChildren)
  if (childIds.length === 0) return { childIds, referralIds: [] }
  const rows = await db.selectFrom('referral').select('id').where('child_id', 'in', childIds).execute()
  return { childIds, referralIds: rows.map((row) => row.id) }
}

/** The conditions of a filter on `task`, as `person` sees it on `today`. */
export function taskConditions(
  where: Where,
  filter: TaskFilter,
  person: Pick<Person, 'id' | 'roles'>,
  today: string,
  text: TaskText | null,
): Expression<SqlBool>[] {
  const all = [...inView(where, filter.view, person, today)]
  if (filter.services?.length) all.push(where('service_id', 'in', filter.services))
  // The plus keeps SQLite on the index of the view, which holds all these columns.
  if (filter.kinds?.length) all.push(where(sql<string>`+kind`, 'in', filter.kinds))
  if (filter.roles?.length) all.push(where(sql<string>`+team_role`, 'in', filter.roles))
  if (filter.owners?.length) all.push(ownedBy(where, filter.owners))
  if (filter.referralId !== undefined) all.push(where('referral_id', '=', filter.referralId))
  if (text !== null) {
    const parts = [
      ...(text.referralIds.length > 0 ? [where('referral_id', 'in', text.referralIds)] : []),
      ...(text.childIds.length > 0 ? [where('child_id', 'in', text.childIds)] : []),
    ]
    all.push(parts.length === 0 ? sql<SqlBool>`1 = 0` : where.or(parts))
  }
  return all
}

/** The conditions of one view. A task that opens later is in none of them yet. */
export function inView(
  where: Where,
  view: TaskFilter['view'],
  person: Pick<Person, 'id' | 'roles'>,
  today: string,
): Expression<SqlBool>[] {
  const open = [sql<SqlBool>`state = 'open'`, where('opens_on', '<=', today)]
  const isMine = where('owner_id', '=', person.id)
  const isTeams =
    person.roles.length === 0
      ? sql<SqlBool>`1 = 0`
      : where.and([where('owner_id', 'is', null), where('team_role', 'in', person.roles)])
  switch (view) {
    case 'mine':
      return [...open, isMine]
    case 'team':
      return [...open, isTeams]
    case 'overdue':
      return [...open, where('due_on', '<', today), where.or([isMine, isTeams])]
    case 'all':
      return open
    case 'closed':
      // What ended before it would have asked for anything was never anybody's task.
      return [sql<SqlBool>`state <> 'open'`, sql<SqlBool>`opens_on <= closed_on`]
  }
}

function ownedBy(where: Where, owners: NonNullable<TaskFilter['owners']>): Expression<SqlBool> {
  const people = owners.filter((owner) => owner !== 'nobody')
  const parts: Expression<SqlBool>[] = []
  if (people.length > 0) parts.push(where('owner_id', 'in', people))
  if (owners.includes('nobody')) parts.push(where('owner_id', 'is', null))
  return where.or(parts)
}
