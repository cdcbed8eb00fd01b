import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import { type TaskKind, taskKindLabels, taskKinds } from '../../../shared/codes/task-kinds.ts'
import {
  type TaskFacet,
  type TaskFacetName,
  taskFacetNames,
  type TaskFilter,
} from '../../../shared/contract/tasks.ts'
import type { Person } from '../../../shared/contract/session.ts'
import type { Readable } from '../../store/store.ts'
import { personNames } from '../referrals/person-names.ts'
import { taskConditions, type TaskText } from './filter.ts'
import { inTaskSlices } from './slices.ts'

/** Tasks that are alike in everything a facet is about. */
interface Alike {
  service_id: string
  kind: string
  team_role: string
  owner_id: string | null
  count: number
}

/** A task counts for a facet when the choices of all others let it through. */
function tally(alike: readonly Alike[], filter: TaskFilter): Record<TaskFacetName, Map<string, number>> {
  const tallies = {
    services: new Map<string, number>(),
    kinds: new Map<string, number>(),
    roles: new Map<string, number>(),
    owners: new Map<string, number>(),
  }
  for (const { service_id, kind, team_role, owner_id, count } of alike) {
    const values = { services: service_id, kinds: kind, roles: team_role, owners: owner_id ?? 'nobody' }
    const refusing = taskFacetNames.filter((name) => {
      const chosen: readonly string[] = filter[name] ?? []
      return chosen.length > 0 && !chosen.includes(values[name])
    })
    if (refusing.length > 1) continue
    for (const name of refusing.length === 1 ? refusing : taskFacetNames)
      tallies[name].set(values[name], (tallies[name].get(values[name]) ?? 0) + count)
  }
  return tallies
}

/** How many of the filtered list each choice would show, a facet's own choice left out of its own counts. */
export async function taskFacets(
  db: Readable,
  filter: TaskFilter,
  person: Pick<Person, 'id' | 'roles'>,
  today: string,
  text: TaskText | null,
): Promise<Record<TaskFacetName, TaskFacet[]>> {
  const unchosen = { ...filter, services: undefined, kinds: undefined, roles: undefined, owners: undefined }
  const alike: Alike[] = []
  const read = async (slice: RawBuilder<SqlBool>) => {
    const rows = await db
      .selectFrom('task')
      .select(['service_id', 'kind', 'team_role', 'owner_id'])
      .select((select) => select.fn.countAll<number>().as('count'))
      .where((where) => where.and([slice, ...taskConditions(where, unchosen, person, today, text)]))
      .groupBy([sql`+service_id`, 'kind', 'team_role', 'owner_id'])
      .execute()
    alike.push(...rows)
  }
  // Every other view, and what a text or a referral leaves, is found by an index of its own.
  const isEverything = filter.view === 'all' && text === null && filter.referralId === undefined
  if (isEverything) await inTaskSlices(db, read)
  else await read(sql<SqlBool>`1 = 1`)
  const [named, names] = await Promise.all([
    db.selectFrom('service').select(['id', 'name']).orderBy('name').execute(),
    personNames(db),
  ])
  const { services, kinds, roles: byRole, owners } = tally(alike, filter)
  return {
    services: named.map(({ id, name }) => ({ value: id, label: name, count: services.get(id) ?? 0 })),
    kinds: shown(taskKinds, kinds, (kind: TaskKind) => taskKindLabels[kind]),
    roles: shown(roles, byRole, (role: Role) => roleLabels[role]),
    owners: [...owners]
      .map(([value, count]) => ({
        value,
        label: value === 'nobody' ? 'Nobody yet' : (names.get(value) ?? 'Somebody who has left'),
        count,
      }))
      .toSorted((a, b) => Number(b.value === 'nobody') - Number(a.value === 'nobody') || b.count - a.count),
  }
}

function shown<T extends string>(
  values: readonly T[],
  counts: ReadonlyMap<string, number>,
  label: (value: T) => string,
): TaskFacet[] {
  return values.flatMap((value) => {
    const count = counts.get(value) ?? 0
    return count === 0 ? [] : [{ value, label: label(value), count }]
  })
}
