import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { type MergeField, mergeFields } from '../../src/shared/contract/people.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
let test: TestStore
let childIds: string[]

beforeAll(async () => {
  test = await createTestStore({ today })
  await seedStore(test, generateHistories({ referrals: 40, seed: 'merging', asAt: today }))
  // Two numbers never merge: one record of the few that are merged here has one.
  const rows = await test.store.read.selectFrom('child').select('id').orderBy('id').limit(6).execute()
  childIds = rows.map((row) => row.id)
  await test.store.write(async (tx) => {
    await tx
      .updateTable('child')
      .set({ nhs_number: null, date_of_birth: '2000-01-01' })
      .where('id', 'in', childIds.slice(1))
      .execute()
  })
  for (const childId of childIds) {
    const { child } = await test.client.children.get({ childId })
    await test.client.children.update({
      childId,
      version: child.version,
      child: {
        ...child,
        contacts: [
          {
            ...child.contacts[0]!,
            name: 'Robin Testfield',
            phone: `01632 96000${childIds.indexOf(childId) % 2}`,
          },
        ],
      },
    })
  }
})
afterAll(() => test.close())

/** Everything about people, facts, lists and returns, without the versions that only ever count up. */
async function everything() {
  const { read } = test.store
  const children = await read.selectFrom('child').selectAll().orderBy('id').execute()
  return {
    children: children.map((row) => ({ ...row, version: 0 })),
    contacts: await read.selectFrom('child_contact').selectAll().orderBy('id').execute(),
    referrals: await read.selectFrom('referral').selectAll().orderBy('id').execute(),
    events: await read.selectFrom('referral_event').selectAll().orderBy('sequence').execute(),
    list: await read.selectFrom('waiting_list').selectAll().orderBy('referral_id').execute(),
    waits: await read.selectFrom('wait').selectAll().orderBy('referral_id').orderBy('ordinal').execute(),
    triage: await read.selectFrom('triage_result').selectAll().orderBy('referral_id').execute(),
    pairs: await read.selectFrom('duplicate_pair').selectAll().orderBy('id').execute(),
    merged: await read.selectFrom('merged_child').selectAll().execute(),
    homes: await read.selectFrom('referral_home').selectAll().execute(),
    searched: await Promise.all(
      children.slice(0, 6).map((row) => test.client.search.find({ text: row.name_key })),
    ),
    returns: await figures(),
  }
}

async function figures() {
  return Promise.all(
    ['2025-09', '2025-12', '2026-02'].map(async (month) => {
      const { lines, checks, reconciliation } = await test.client.returns.chs({ month })
      return { lines, checks, reconciliation }
    }),
  )
}

const step = fc.record({
  kind: fc.constantFrom('merge', 'merge', 'undo'),
  left: fc.nat(5),
  right: fc.nat(5),
  take: fc.subarray([...mergeFields]),
})

it('random merges, undone in any order that is allowed, leave everything as it was, and no return ever moves', async () => {
  const before = await everything()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const { kind, left, right, take } of steps) {
        if (kind === 'merge') await merge(childIds[left]!, childIds[right]!, take)
        else await undo(left)
        expect(await test.client.store.verify()).toMatchObject({ ok: true, problems: [] })
        expect(await figures()).toEqual(before.returns)
      }
      for (let standing = await standingMerges(); standing.length > 0; standing = await standingMerges())
        await undo(0)
      expect(await everything()).toEqual(before)
    }),
    { numRuns: 12, seed: 20260302 },
  )
})

async function standingMerges() {
  const { rows } = await test.client.people.merges({ limit: 200 })
  return rows.filter((row) => row.undone === null && row.whyKeep === null)
}

async function undo(which: number): Promise<void> {
  const standing = await standingMerges()
  const chosen = standing[which % Math.max(1, standing.length)]
  if (chosen !== undefined)
    await test.client.people.unmerge({ mergeId: chosen.mergeId, reason: 'Taken back' })
}

async function merge(survivorId: string, mergedId: string, take: MergeField[]): Promise<void> {
  const { left, right, whyNot } = await test.client.people.compare({ leftId: survivorId, rightId: mergedId })
  if (whyNot !== null) return
  await test.client.people.merge({
    survivorId,
    survivorVersion: left.child.version,
    mergedId,
    mergedVersion: right.child.version,
    take,
    reason: 'Merged by chance',
  })
}
