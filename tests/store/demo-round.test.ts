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

it('a demonstration store holds a round with answers and a removal to decide, and stays whole', async () => {
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const [round] = await test.client.rounds.list()
  expect(round?.counts.states).toMatchObject({ yes: 9, no: 2, unsure: 1 })
  expect(round?.counts.asked).toBeGreaterThan(12)
  expect(round?.yield).toContain('95 minutes spent')
  expect((await test.client.rounds.removals({})).total).toBe(1)
  expect((await test.client.store.verify()).problems).toEqual([])
})
