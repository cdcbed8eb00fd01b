import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeInBulk } from '../../src/main/store/bulk-write.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore()
})
afterEach(() => test.close())

const settings = () =>
  ['cache_size', 'wal_autocheckpoint'].map((name) => test.store.bare.writer.pragma(name, { simple: true }))

it('two writes in bulk at once, one of which fails, leave the connection as it was', async () => {
  const before = settings()
  expect(before).not.toContain(0)
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const first = writeInBulk(test.store, async () => {
    begin()
    await gate
    return 'first'
  })
  await begun
  const second = writeInBulk(test.store, () => Promise.reject(new Error('Made for a test')))
  const third = writeInBulk(test.store, () => Promise.resolve('third'))
  open()
  const outcomes = await Promise.allSettled([first, second, third])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(settings()).toEqual(before)
})
