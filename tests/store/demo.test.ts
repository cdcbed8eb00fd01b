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
  // One contact is entered late, to show what a correction of a signed month looks like.
  expect(counts.all_waiting).toBe(waiting - 1)
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

it('its latest decisions carry the rules they saw, and some depart from them with a reason', async () => {
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const decided = await test.store.read
    .selectFrom('referral_event')
    .select(['detail', 'reason', 'happened_on'])
    .where('detail', 'like', '%"rules":[%')
    .execute()
  const seen = decided.map(({ detail, reason }) => ({
    ...(JSON.parse(detail) as { asSuggested: boolean; ruleSetVersion: number }),
    reason,
  }))
  const otherwise = seen.filter(({ asSuggested }) => !asSuggested)
  expect(seen.length).toBeGreaterThan(60)
  expect(seen.every(({ ruleSetVersion }) => ruleSetVersion === 1)).toBe(true)
  expect(otherwise.length / seen.length).toBeGreaterThan(0.1)
  expect(otherwise.length / seen.length).toBeLessThan(0.2)
  expect(otherwise.filter(({ reason }) => reason === null)).toEqual([])
  expect(decided.filter(({ happened_on: on }) => on < '2025-03-02')).toEqual([])

  const { rules } = await test.client.rules.current()
  const fired = rules.filter(({ decisions }) => decisions.made > 0)
  expect(fired.length).toBeGreaterThan(5)
  expect(fired.some(({ decisions }) => decisions.otherwise > 0)).toBe(true)
})
