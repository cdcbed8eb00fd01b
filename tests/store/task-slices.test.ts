import { expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { inTaskSlices } from '../../src/main/services/tasks/slices.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore } from '../support/test-store.ts'

it('slices of any length hold every open task once, in the order of due dates', async () => {
  const today = '2026-03-02'
  const store = await createTestStore({ today })
  try {
    await seedStore(store, generateHistories({ referrals: 120, seed: 'slices', asAt: today }))
    const open = await store.store.read
      .selectFrom('task')
      .select('id')
      .where('state', '=', 'open')
      .orderBy('due_on')
      .orderBy('id')
      .execute()
    expect(open.length).toBeGreaterThan(20)
    for (const length of [1, 7, open.length, open.length + 1]) {
      const found: string[] = []
      await inTaskSlices(
        store.store.read,
        async (slice) => {
          const rows = await store.store.read
            .selectFrom('task')
            .select('id')
            .where(slice)
            .orderBy('due_on')
            .orderBy('id')
            .execute()
          expect(rows.length).toBeLessThanOrEqual(length)
          found.push(...rows.map((row) => row.id))
        },
        length,
      )
      expect(found).toEqual(open.map((row) => row.id))
    }
  } finally {
    await store.close()
  }
})
