import { withMerged } from '../people/survivors.ts'
import { sql } from 'kysely'
import { taskThresholds } from '../../../shared/codes/task-thresholds.ts'
import { taskKindLabels } from '../../../shared/codes/task-kinds.ts'
import type { TaskFilter, TaskRow, TaskSort } from '../../../shared/contract/tasks.ts'
import type { Person } from '../../../shared/contract/session.ts'
import type { Readable } from '../../store/store.ts'
import type { TaskTable } from '../../store/tables/task.ts'
import { taskConditions, type TaskText } from './filter.ts'
import { inTaskSlices } from './slices.ts'

type Who = Pick<Person, 'id' | 'roles'>

const columnsOf = { due: 'due_on', opened: 'opened_on', kind: 'kind', service: 'service_id' } as const

/** How many tasks a filter matches. */
export async function countTasks(
  db: Readable,
  filter: TaskFilter,
  person: Who,
  today: string,
  text: TaskText | null,
): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where((where) => where.and(taskConditions(where, filter, person, today, text)))
    .executeTakeFirstOrThrow()
  return row.count
}

/** How many open tasks are somebody's own, their team's, overdue among both, and all: in one pass over one index, in slices. */
export async function countViews(
  db: Readable,
  services: readonly string[] | undefined,
  person: Who,
  today: string,
): Promise<Record<'mine' | 'team' | 'overdue' | 'all', number>> {
  const counts = { mine: 0, team: 0, overdue: 0, all: 0 }
  await inTaskSlices(db, async (slice) => {
    const row = await db
      .selectFrom('task')
      .select((select) => {
        const isMine = select('owner_id', '=', person.id)
        const isTeams = select.and([
          select('owner_id', 'is', null),
          person.roles.length === 0 ? sql<boolean>`0` : select('team_role', 'in', person.roles),
        ])
        const isDue = select.and([select('due_on', '<', today), select.or([isMine, isTeams])])
        return [
          sql<number | null>`sum(coalesce(${isMine}, 0))`.as('mine'),
          sql<number | null>`sum(${isTeams})`.as('team'),
          sql<number | null>`sum(coalesce(${isDue}, 0))`.as('overdue'),
          select.fn.countAll<number>().as('all'),
        ]
      })
      .where(slice)
      .where('opens_on', '<=', today)
      .where((where) =>
        services === undefined || services.length === 0
          ? where.lit(true)
          : where('service_id', 'in', services),
      )
      .executeTakeFirstOrThrow()
    counts.mine += row.mine ?? 0
    counts.team += row.team ?? 0
    counts.overdue += row.overdue ?? 0
    counts.all += row.all
  })
  return counts
}

/** The ids of a list in its order, from `offset`, at most `limit`. */
export async function orderedTaskIds(
  db: Readable,
  filter: TaskFilter,
  sort: TaskSort,
  person: Who,
  today: string,
  text: TaskText | null,
  window: { offset: number; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom('task')
    .select('id')
    .where((where) => where.and(taskConditions(where, filter, person, today, text)))
  // What was closed is looked at from the newest on, whatever else the sort says.
  if (filter.view === 'closed') query = query.orderBy('closed_on', 'desc')
  for (const { column, direction } of sort) query = query.orderBy(sql.ref(columnsOf[column]), direction)
  const rows = await query.orderBy('id').limit(window.limit).offset(window.offset).execute()
  return rows.map((row) => row.id)
}

/** The rows of these tasks, in the order of the ids. */
export async function taskRows(db: Readable, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return []
  const rows = await joined(db)
    .where('task.id', 'in', [...ids])
    .execute()
  const names = await accountNames(db)
  const byId = new Map(rows.map((row) => [row.id, toRow(row, names)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Every task of a child that has begun to ask for something: open ones by due date, then the closed, newest first. */
export async function tasksOfChild(db: Readable, childId: string, today: string): Promise<TaskRow[]> {
  const referrals = await db.selectFrom('referral').select('id').where('child_id', '=', childId).execute()
  const records = await withMerged(db, [childId])
  const rows = await joined(db)
    .where((where) =>
      where.or([
        where('task.child_id', 'in', records),
        ...(referrals.length > 0
          ? [
              where(
                'task.referral_id',
                'in',
                referrals.map((row) => row.id),
              ),
            ]
          : []),
      ]),
    )
    .where('task.opens_on', '<=', today)
    .where(sql<boolean>`(task.closed_on IS NULL OR task.opens_on <= task.closed_on)`)
    .execute()
  const names = await accountNames(db)
  return rows
    .map((row) => toRow(row, names))
    .toSorted(
      (a, b) =>
        Number(a.state !== 'open') - Number(b.state !== 'open') ||
        (a.state === 'open'
          ? a.dueOn.localeCompare(b.dueOn)
          : (b.closedOn ?? '').localeCompare(a.closedOn ?? '')) ||
        a.id.localeCompare(b.id),
    )
}

function joined(db: Readable) {
  return db
    .selectFrom('task')
    .leftJoin('referral', 'referral.id', 'task.referral_id')
    .innerJoin('child', (join) =>
      join.on(sql`coalesce(task.child_id, referral.child_id)`, '=', sql.ref('child.id')),
    )
    .innerJoin('service', 'service.id', 'task.service_id')
    .selectAll('task')
    .select([
      'child.id as the_child_id',
      'child.family_name',
      'child.given_name',
      'child.preferred_name',
      'child.date_of_birth',
      'child.nhs_number',
      'child.restricted',
      'service.name as service_name',
    ])
}

type Joined = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number]

async function accountNames(db: Readable): Promise<Map<string, string>> {
  const rows = await db.selectFrom('account').select(['id', 'display_name']).execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

const gone = 'Somebody who has left'

function toRow(row: Joined, names: ReadonlyMap<string, string>): TaskRow {
  return {
    id: row.id,
    version: row.version,
    referralId: row.referral_id,
    childId: row.the_child_id,
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
    dateOfBirth: row.date_of_birth,
    nhsNumber: row.nhs_number,
    restricted: row.restricted === 1,
    serviceId: row.service_id,
    serviceName: row.service_name,
    kind: row.kind,
    why: row.why,
    tell: JSON.parse(row.tell) as string[],
    openedBy: row.opened_by,
    openedByWords: openedByWords(row, names),
    openedOn: row.opened_on,
    teamRole: row.team_role,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: names.get(row.owner_id) ?? gone },
    dueOn: row.due_on,
    state: row.state,
    outcome: row.outcome,
    note: row.note,
    closedOn: row.closed_on,
    closedBy: row.closed_by === null ? null : (names.get(row.closed_by) ?? gone),
  }
}

function openedByWords(
  row: Pick<TaskTable, 'opened_by' | 'opened_ref' | 'opened_ref_version' | 'kind'>,
  names: ReadonlyMap<string, string>,
): string {
  const version = row.opened_ref_version === null ? '' : `, version ${row.opened_ref_version}`
  switch (row.opened_by) {
    case 'rule':
      return `Rule ${row.opened_ref}${version}`
    case 'threshold': {
      const weeks = taskThresholds.find(({ id }) => id === row.opened_ref)?.weeks
      return `Threshold of ${weeks === undefined ? row.opened_ref : `${weeks} weeks`}${version}`
    }
    case 'ladder':
      return `Step “${taskKindLabels[row.kind]}”${version}`
    case 'request':
      return 'The request for information'
    case 'person':
      return names.get(row.opened_ref) ?? gone
  }
}
