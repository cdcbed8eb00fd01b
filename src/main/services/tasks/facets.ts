import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import { type TaskKind, taskKindLabels, taskKinds } from '../../../shared/codes/task-kinds.ts'
import type { TaskFacet, TaskFacetName, TaskFilter } from '../../../shared/contract/tasks.ts'
import type { Person } from '../../../shared/contract/session.ts'
import type { Readable } from '../../store/store.ts'
import { personNames } from '../referrals/person-names.ts'
import { taskConditions, type TaskText } from './filter.ts'

const columns = { services: 'service_id', kinds: 'kind', roles: 'team_role', owners: 'owner_id' } as const

/** How many of the filtered list each choice would show, a facet's own choice left out of its own counts. */
export async function taskFacets(
  db: Readable,
  filter: TaskFilter,
  person: Pick<Person, 'id' | 'roles'>,
  today: string,
  text: TaskText | null,
): Promise<Record<TaskFacetName, TaskFacet[]>> {
  const counted = async (name: TaskFacetName): Promise<Map<string, number>> => {
    const column = columns[name]
    const rows = await db
      .selectFrom('task')
      .select([column, (select) => select.fn.countAll<number>().as('count')])
      .where((where) =>
        where.and(taskConditions(where, { ...filter, [name]: undefined }, person, today, text)),
      )
      .groupBy(column)
      .execute()
    return new Map(rows.map((row) => [String(row[column as keyof typeof row] ?? 'nobody'), row.count]))
  }
  const [services, kinds, byRole, owners, named, names] = await Promise.all([
    counted('services'),
    counted('kinds'),
    counted('roles'),
    counted('owners'),
    db.selectFrom('service').select(['id', 'name']).orderBy('name').execute(),
    personNames(db),
  ])
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
