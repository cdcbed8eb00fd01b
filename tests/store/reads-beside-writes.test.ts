import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { keptAnswer } from '../../src/main/services/kept-answers.ts'
import { inSlices } from '../../src/main/services/waiting-list/slices.ts'
import type { Writing } from '../../src/main/store/store.ts'
import { registerReferral } from '../support/register.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
let store: TestStore

beforeAll(async () => {
  store = await createTestStore({ today })
  await seedStore(store, generateHistories({ referrals: 400, seed: 'slices', asAt: today }))
})
afterAll(() => store.close())

const noteOf = async () =>
  (await store.store.read.selectFrom('meta').select('value').where('key', '=', 'note').executeTakeFirst())
    ?.value

const setNote = (tx: Writing, value: string) =>
  tx
    .insertInto('meta')
    .values({ key: 'note', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()

describe('reads beside writes', () => {
  it('see what is committed, at once after the commit and never during the write', async () => {
    await store.store.write((tx) => setNote(tx, 'before'))
    expect(await noteOf()).toBe('before')
    await store.store.write(async (tx) => {
      await setNote(tx, 'during')
      expect(await noteOf()).toBe('before')
    })
    expect(await noteOf()).toBe('during')
    await expect(
      store.store.write(async (tx) => {
        await setNote(tx, 'given up')
        throw new Error('given up')
      }),
    ).rejects.toThrow('given up')
    expect(await noteOf()).toBe('during')
  })

  it('cannot write', async () => {
    const before = await noteOf()
    const executor = store.store.read as unknown as Writing
    await expect(setNote(executor, 'slipped in')).rejects.toThrow('A read that would write')
    expect(await noteOf()).toBe(before)
  })
})

describe('kept answers', () => {
  it('are computed once until something is saved', async () => {
    let computed = 0
    const ask = (question: string) => keptAnswer(store.store, ['test', question], async () => (computed += 1))
    expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([1, 1, 2])
    await store.store.write((tx) => setNote(tx, 'changed'))
    expect([await ask('a'), await ask('a')]).toEqual([3, 3])
  })

  it('that something was saved under are not kept', async () => {
    let computed = 0
    const ask = () =>
      keptAnswer(store.store, ['overtaken'], async () => {
        computed += 1
        if (computed === 1) await store.store.write((tx) => setNote(tx, 'overtaking'))
        return computed
      })
    expect(await ask()).toBe(1)
    expect(await ask()).toBe(2)
    expect(await ask()).toBe(2)
  })

  it('that failed are asked for again', async () => {
    let computed = 0
    const ask = () =>
      keptAnswer(store.store, ['failing'], async () => {
        computed += 1
        if (computed === 1) throw new Error('no answer')
        return computed
      })
    await expect(ask()).rejects.toThrow('no answer')
    expect(await ask()).toBe(2)
  })

  it('never hide what was just saved: totals, counts and facets follow each command', async () => {
    const { client } = store
    const look = async () => {
      const [page, { counts }, facets] = await Promise.all([
        client.waitingList.page({ filter: { queue: 'not_triaged' }, limit: 1 }),
        client.waitingList.counts({}),
        client.waitingList.facets({ filter: { queue: 'not_triaged' } }),
      ])
      const inFacets = facets.services.reduce((sum, facet) => sum + facet.count, 0)
      return { total: page.total, counted: counts.not_triaged, inFacets }
    }
    const before = await look()
    expect(before.counted).toBe(before.total)
    expect(before.inFacets).toBe(before.total)
    await registerReferral(client)
    const total = before.total + 1
    expect(await look()).toEqual({ total, counted: total, inFacets: total })
  })
})

describe('slices', () => {
  it.each([1, 7, 50, 100_000])('of %i hold every open referral exactly once', async (length) => {
    const seen: string[] = []
    await inSlices(
      store.store.read,
      async (slice) => {
        const rows = await store.store.read
          .selectFrom('waiting_list')
          .select('referral_id')
          .where(slice)
          .execute()
        expect(rows.length).toBeLessThanOrEqual(length)
        seen.push(...rows.map((row) => row.referral_id))
      },
      length,
    )
    const all = await store.store.read
      .selectFrom('waiting_list')
      .select('referral_id')
      .where(sql<boolean>`is_open = 1`)
      .execute()
    expect(all.length).toBeGreaterThan(100)
    expect(seen.toSorted()).toEqual(all.map((row) => row.referral_id).toSorted())
  })
})
