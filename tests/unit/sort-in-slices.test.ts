import { expect, it } from 'vitest'
import { sortInSlices } from '../../src/main/services/sort-in-slices.ts'

it.each([0, 1, 1999, 2000, 2001, 9001])('puts %i items in order, alike ones as they came', async (count) => {
  const items = Array.from({ length: count }, (_, at) => ({ key: (at * 7919) % 501, at }))
  const sorted = await sortInSlices(items, (a, b) => a.key - b.key)
  expect(sorted).toEqual(items.toSorted((a, b) => a.key - b.key || a.at - b.at))
})

it('lets others have their turn and leaves what it was given as it was', async () => {
  const items = Array.from({ length: 200_000 }, (_, at) => String((at * 48_271) % 2_147_483_647))
  const before = [...items]
  let turns = 0
  let isRunning = true
  const turn = () => {
    turns += 1
    if (isRunning) setImmediate(turn)
  }
  setImmediate(turn)
  const sorted = await sortInSlices(items, (a, b) => (a < b ? -1 : a > b ? 1 : 0))
  isRunning = false
  expect(turns).toBeGreaterThan(0)
  expect(sorted).toEqual(before.toSorted())
  expect(items).toEqual(before)
})
