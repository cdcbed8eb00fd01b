import { afterEach, beforeEach, expect, it } from 'vitest'
import { fillDemoStore } from '../../src/main/services/demo/fill-demo-store.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
const size = { waiting: { audiology: 20, slt: 60, neurodevelopment: 120 }, historyDays: 120 }

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

it('a demonstration store holds help while waiting, reviews and reports, and stays whole', async () => {
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const options = await test.client.support.options({})
  expect(options).toHaveLength(8)
  expect(options.reduce((sum, { offered }) => sum + offered, 0)).toBeGreaterThan(15)
  expect(options.some(({ helped }) => helped > 0)).toBe(true)
  expect(options.some(({ notTakenUp }) => notTakenUp > 0)).toBe(true)
  const summary = await test.client.reviews.summary({ from: '2025-03-03', to: today })
  expect(summary.made).toBeGreaterThan(5)
  expect(summary.byLevel.none).toBeGreaterThan(0)
  const { counts } = await test.client.waitingList.counts({})
  expect(counts.long_wait_review).toBeGreaterThan(0)
  expect(counts.long_wait_review).toBeLessThan(summary.made)
  const reports = await test.client.tasks.page({ filter: { view: 'all', kinds: ['deterioration'] } })
  expect(reports.total).toBe(3)
  expect((await test.client.store.verify()).problems).toEqual([])
})
