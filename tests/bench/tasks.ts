import { taskFilter, taskSort } from '../../src/shared/contract/tasks.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure, median, sideBySide, withinTimes } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** A page of all open tasks, counts and facets after a change, beside bare statements over the same index. */
export async function measureTasks({ context, client, touch }: OpenBench): Promise<Figure[]> {
  const { writer } = context.store.bare
  const today = context.today()
  const ids = writer
    .prepare<[string], string>(
      `SELECT id FROM task WHERE state = 'open' AND opens_on <= ? ORDER BY due_on, id LIMIT 100`,
    )
    .pluck()
  const rows = writer
    .prepare(
      `SELECT task.*, child.family_name, child.given_name, child.preferred_name, child.date_of_birth,
         child.nhs_number, child.restricted, service.name
       FROM json_each(?) AS ids CROSS JOIN task ON task.id = ids.value
       LEFT JOIN referral ON referral.id = task.referral_id
       JOIN child ON child.id = coalesce(task.child_id, referral.child_id)
       JOIN service ON service.id = task.service_id`,
    )
    .raw()
  const count = writer.prepare(`SELECT count(*) FROM task WHERE state = 'open' AND opens_on <= ?`).pluck()
  const page = () =>
    client.tasks.page({
      filter: taskFilter.parse({ view: 'all' }),
      sort: taskSort.parse([{ column: 'due', direction: 'asc' }]),
      limit: 100,
    })
  const bare = () => rows.all(JSON.stringify(ids.all(today)))
  const { floor, again } = await sideBySide({ floor: bare, again: page })
  const first = await sideBySide({
    floor: () => [count.get(today), bare()],
    first: { before: touch, work: page },
  })
  const figures = [
    withinTimes('tasks', 'a page of all open tasks', { floor, figure: again }, 3),
    withinTimes(
      'tasks',
      'a page with its total, after a change',
      { floor: first.floor, figure: first.first },
      3,
    ),
  ]
  const asks = {
    counts: () => client.tasks.counts({}),
    facets: () => client.tasks.facets({ filter: taskFilter.parse({ view: 'all' }) }),
  }
  for (const [name, work] of Object.entries(asks)) {
    const blocked: number[] = []
    const times = await sideBySide({
      floor: () => count.get(today),
      first: { before: touch, work },
      again: work,
      block: { before: touch, work: async () => void blocked.push(await longestPause(work)) },
    })
    figures.push(
      withinTimes('tasks', `${name}, after a change`, { floor: times.floor, figure: times.first }, null),
      atMost('tasks', `${name}, longest time others wait`, median(blocked), 50),
    )
  }
  return figures
}
