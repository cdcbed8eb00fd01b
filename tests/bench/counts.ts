import { listFilter } from '../../src/shared/contract/list-query.ts'
import { todayHandlers } from '../../src/main/services/today/handlers.ts'
import { waitingListHandlers } from '../../src/main/services/waiting-list/handlers.ts'
import { atMost, type Figure, median, sideBySide, withinTimes } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** Other calls wait while one statement runs: none of these may keep them longer. */
const longestBlock = 50

/** What the queue picker, the filters and the today page ask for, beside one pass over the open referrals. */
export async function measureCounts({ context, touch }: OpenBench): Promise<Figure[]> {
  const pass = context.store.bare.writer
    .prepare(`SELECT count(*), sum(clock_start <= '9999'), max(due_by) FROM waiting_list WHERE is_open = 1`)
    .raw()
  const all = listFilter.parse({})
  const narrowed = listFilter.parse({ queue: 'all_waiting', services: ['slt'], priorities: ['routine'] })
  const asks = {
    'queue counts': () => waitingListHandlers.counts(context, {}, {}),
    'queue counts of one service': () => waitingListHandlers.counts(context, { services: ['slt'] }, {}),
    facets: () => waitingListHandlers.facets(context, { filter: all }, {}),
    'facets of a narrowed list': () => waitingListHandlers.facets(context, { filter: narrowed }, {}),
    'today page': () => todayHandlers.summary(context, {}, {}),
  }
  const figures: Figure[] = []
  for (const [name, work] of Object.entries(asks)) {
    const blocked: number[] = []
    const times = await sideBySide({
      floor: () => pass.get(),
      first: { before: touch, work },
      again: work,
      block: { before: touch, work: async () => void blocked.push(await longestPause(work)) },
    })
    figures.push(
      withinTimes('counts', `${name}, after a change`, { floor: times.floor, figure: times.first }, null),
      atMost('counts', `${name}, longest time others wait`, median(blocked), longestBlock),
      withinTimes('counts', `${name}, asked again`, { floor: times.floor, figure: times.again }, 1),
    )
  }
  return figures
}

/** The longest time in which the event loop did not turn while something ran, in milliseconds. */
export async function longestPause(work: () => unknown): Promise<number> {
  let longest = 0
  let last = performance.now()
  let running = true
  const turn = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (running) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  running = false
  return Math.max(longest, performance.now() - last)
}
