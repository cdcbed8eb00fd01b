import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { isWaiting } from '../../src/main/generator/summary.ts'
import { conditions } from '../../src/main/services/waiting-list/filter.ts'
import { orderedIds } from '../../src/main/services/waiting-list/page.ts'
import { chsBands } from '../../src/shared/codes/bands.ts'
import { attentionQueueIds, queueIds, stageQueueIds } from '../../src/shared/codes/queues.ts'
import { listFilter } from '../../src/shared/contract/list-query.ts'
import type { WaitingListRow } from '../../src/shared/contract/waiting-list.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
const histories = [...generateHistories({ referrals: 1200, seed: 'lists', asAt: today })]
let store: TestStore

beforeAll(async () => {
  store = await createTestStore({ today })
  await seedStore(store, histories)
})
afterAll(() => store.close())

type Query = Parameters<TestStore['client']['waitingList']['page']>[0]

/** Every row of a list, page by page as a screen asks for them. */
async function everyRow(query: Query): Promise<WaitingListRow[]> {
  const rows: WaitingListRow[] = []
  for (;;) {
    const page = await store.client.waitingList.page({ ...query, offset: rows.length, limit: 200 })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) {
      expect(rows.length).toBe(page.total)
      return rows
    }
  }
}

describe('queues', () => {
  it('hold every open referral exactly once by stage, and the queue of the lost is empty', async () => {
    const { counts } = await store.client.waitingList.counts({})
    const byStage = stageQueueIds.reduce((sum, queue) => sum + counts[queue], 0)
    expect(counts.all_open).toBeGreaterThan(300)
    expect(byStage).toBe(counts.all_open)
    expect(counts.no_queue).toBe(0)
    expect(counts.all_waiting).toBe(histories.filter((history) => isWaiting(history, today)).length)
  })

  it.each(queueIds)('counts %s as many as its list holds', async (queue) => {
    const { counts } = await store.client.waitingList.counts({})
    expect((await everyRow({ filter: { queue } })).length).toBe(counts[queue])
  })

  it('are not all of one kind', async () => {
    const { counts } = await store.client.waitingList.counts({})
    for (const queue of ['not_triaged', 'information_awaited', 'to_book', 'booked', 'seen_open'] as const)
      expect(counts[queue], queue).toBeGreaterThan(0)
    expect(attentionQueueIds.filter((queue) => counts[queue] > 0).length).toBeGreaterThan(5)
  })

  it('narrow to a service', async () => {
    const { counts } = await store.client.waitingList.counts({ services: ['audiology'] })
    const rows = await everyRow({ filter: { services: ['audiology'] } })
    expect(rows.length).toBe(counts.all_open)
    expect(new Set(rows.map((row) => row.serviceId))).toEqual(new Set(['audiology']))
  })
})

describe('queue order', () => {
  const tiers = { same_day: 1, urgent: 2, soon: 3, routine: 4, planned: 5 }

  it('is same-day, urgent, soon by due-by, then routine strictly by wait start, ties by received date and id', async () => {
    const rows = await everyRow({ filter: { queue: 'to_book' } })
    const keys = rows.map((row) => {
      const tier = tiers[row.priority ?? 'routine']
      return [tier, tier < 4 ? row.dueBy : row.effectiveWaitStart, row.receivedDate, row.referralId].join('|')
    })
    expect(keys).toEqual(keys.toSorted())
    expect(new Set(rows.map((row) => row.priority)).size).toBeGreaterThan(1)
  })

  it('can be turned to any column, both ways, the same rows each time', async () => {
    const ids = (await everyRow({ filter: {} })).map((row) => row.referralId).toSorted()
    for (const column of ['family_name', 'days_waited', 'due_by', 'received_date', 'priority'] as const) {
      const up = await everyRow({ filter: {}, sort: [{ column, direction: 'asc' }] })
      const down = await everyRow({ filter: {}, sort: [{ column, direction: 'desc' }] })
      expect(up.map((row) => row.referralId).toSorted()).toEqual(ids)
      expect(down.map((row) => row.referralId).toSorted()).toEqual(ids)
    }
    const longest = await everyRow({
      filter: { queue: 'all_waiting' },
      sort: [{ column: 'days_waited', direction: 'desc' }],
    })
    const days = longest.map((row) => row.daysWaited ?? -1)
    expect(days).toEqual(days.toSorted((a, b) => b - a))
  })

  it('answers why in sentences', async () => {
    const { rows } = await store.client.waitingList.page({ filter: { queue: 'to_book' }, limit: 1 })
    const why = await store.client.waitingList.why({ referralId: rows[0]!.referralId })
    expect(why.order[0]).toMatch(/^In the \S+ group/)
    expect(why.wait[0]).toMatch(/^Received \d\d-\w{3}-\d{4}; that day is day 0\.$/)
    expect(why.wait.some((sentence) => sentence.includes(`${rows[0]!.daysWaited} day`))).toBe(true)
  })
})

describe('facets', () => {
  it('say how many each choice would show', async () => {
    const filter = { queue: 'all_open' as const, services: ['slt', 'audiology'] }
    const facets = await store.client.waitingList.facets({ filter })
    for (const facet of facets.priorities) {
      const rows = await everyRow({ filter: { ...filter, priorities: [facet.value as 'routine'] } })
      expect(rows.length, facet.label).toBe(facet.count)
    }
    for (const facet of facets.bands) {
      const rows = await everyRow({ filter: { ...filter, bands: [facet.value as '0-7'] } })
      expect(rows.length, facet.label).toBe(facet.count)
      expect(rows.every((row) => row.band === facet.value)).toBe(true)
    }
    for (const facet of facets.flags.slice(0, 4)) {
      const rows = await everyRow({ filter: { ...filter, flags: [facet.value as 'red_flag'] } })
      expect(rows.length, facet.label).toBe(facet.count)
    }
    const services = Object.fromEntries(facets.services.map(({ value, count }) => [value, count]))
    expect(services['neurodevelopment']).toBeGreaterThan(0)
  })

  it('count bands as the children waiting in them', async () => {
    const facets = await store.client.waitingList.facets({ filter: { queue: 'all_waiting' } })
    const { counts } = await store.client.waitingList.counts({})
    expect(facets.bands.map((facet) => facet.value)).toEqual(chsBands.map((band) => band.id))
    expect(facets.bands.reduce((sum, facet) => sum + facet.count, 0)).toBe(counts.all_waiting)
  })
})

describe('a list of another day', () => {
  it.each(['2026-01-31', '2025-09-30', '2025-03-31'])(
    'holds who was waiting on %s by the facts',
    async (asAt) => {
      const rows = await everyRow({ filter: { queue: 'all_waiting' }, asAt })
      const expected = histories.filter((history) => isWaiting(history, asAt))
      expect(rows.length).toBe(expected.length)
      expect(rows.map((row) => row.receivedDate).toSorted()).toEqual(
        expected.map((history) => history.receivedDate).toSorted(),
      )
      expect(rows.every((row) => (row.daysWaited ?? -1) >= 0)).toBe(true)
    },
  )

  it('knows nothing that happened later', async () => {
    const asAt = '2025-12-01'
    const rows = await everyRow({ filter: { queue: 'not_triaged' }, asAt })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row) => row.priority === null && row.receivedDate <= asAt)).toBe(true)
  })

  it('of today is the list itself', async () => {
    const now = await everyRow({ filter: { queue: 'all_open' } })
    expect(await everyRow({ filter: { queue: 'all_open' }, asAt: today })).toEqual(now)
  })
})

describe('query plans', () => {
  it.each(queueIds)('never read the table to find %s', async (queue) => {
    const plan = planOf(listFilter.parse({ queue }))
    expect(plan).toMatch(/USING (COVERING )?INDEX/)
    expect(plan).not.toMatch(/SCAN waiting_list$/m)
    expect(plan).not.toMatch(/TEMP B-TREE/)
  })

  it('go straight to one service', () => {
    expect(planOf(listFilter.parse({ services: ['slt'] }))).toMatch(/SEARCH .*\(service_id=\?\)/)
  })

  it('hands back ids in pages that join up', async () => {
    const filter = listFilter.parse({ queue: 'all_open' })
    const sort = [{ column: 'queue_order' as const, direction: 'asc' as const }]
    const all = await orderedIds(store.store.read, filter, sort, today, null, { offset: 0, limit: 5000 })
    const second = await orderedIds(store.store.read, filter, sort, today, null, { offset: 50, limit: 50 })
    expect(second).toEqual(all.slice(50, 100))
  })
})

function planOf(filter: ReturnType<typeof listFilter.parse>): string {
  const query = store.store.read
    .selectFrom('waiting_list')
    .select('referral_id')
    .where((where) => where.and(conditions(where, filter, today, null)))
    .orderBy('order_tier')
    .orderBy('order_date')
    .orderBy('received_date')
    .orderBy('referral_id')
    .limit(100)
    .compile()
  const steps = store.store.bare.reader
    .prepare(`EXPLAIN QUERY PLAN ${query.sql}`)
    .all(...query.parameters) as { detail: string }[]
  return steps.map((step) => step.detail).join('\n')
}
