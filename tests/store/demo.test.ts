import { afterEach, beforeEach, expect, it } from 'vitest'
import { generateDemoHistories } from '../../src/main/generator/histories.ts'
import { waitingAsAt } from '../../src/main/generator/summary.ts'
import { fillDemoStore } from '../../src/main/services/demo/fill-demo-store.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
const size = { waiting: { audiology: 20, slt: 40, neurodevelopment: 60 }, historyDays: 120 }

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

it('a demonstration store holds whole histories up to today, counted as they were made', async () => {
  const { writer } = test.store.bare
  const before = writer.pragma('cache_size', { simple: true })
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })

  const made = waitingAsAt(generateDemoHistories({ seed: 'demonstration', asAt: today, ...size }), today)
  const { counts } = await test.client.waitingList.counts({})
  const waiting = Object.values(made.waiting).reduce((sum, each) => sum + each, 0)
  expect(waiting).toBeGreaterThan(100)
  expect(counts.all_waiting).toBe(waiting)
  expect(counts.no_queue).toBe(0)
  const later = await test.store.read
    .selectFrom('referral_event')
    .select('id')
    .where('happened_on', '>', today)
    .execute()
  expect(later).toEqual([])
  expect((await test.client.store.verify()).problems).toEqual([])
  // What made the long write quick is put back for the short ones that follow.
  expect(writer.pragma('cache_size', { simple: true })).toBe(before)
  expect(writer.pragma('wal_autocheckpoint', { simple: true })).toBeGreaterThan(0)
})
