import { afterEach, beforeEach, expect, it } from 'vitest'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const filter = { ruleId: 'language_missing' as const }
const change = { detail: 'language' as const, value: 'Polish' }
const child = async (childId: string) => (await test.client.children.get({ childId })).child

async function change1(childId: string, part: object): Promise<void> {
  const { id, version, diedOn: _, ...input } = await child(childId)
  await test.client.children.update({ childId: id, version, child: { ...input, ...part } })
}

/** Three children: two without a language, one who speaks Welsh. */
async function threeChildren() {
  const first = await registerReferral(
    test.client,
    { receivedDate: '2026-02-10' },
    { familyName: 'Firstfamily', language: null },
  )
  const second = await registerReferral(
    test.client,
    { receivedDate: '2026-02-11' },
    { familyName: 'Secondfamily', language: null },
  )
  const third = await registerReferral(
    test.client,
    { receivedDate: '2026-02-12' },
    { familyName: 'Thirdfamily', language: 'Welsh' },
  )
  return { first, second, third, ids: [first, second, third].map(({ referralId }) => referralId) }
}

it('fills in only what is missing, names the others, and can be taken back as one', async () => {
  const { first, second, third, ids } = await threeChildren()
  const input = { filter, selection: { kind: 'ids' as const, ids }, change }
  const preview = await test.client.dataQuality.bulkPreview(input)
  expect(preview).toMatchObject({ total: 3, children: 2 })
  expect(preview.exceptions).toEqual([
    {
      referralId: third.referralId,
      childName: expect.stringContaining('THIRDFAMILY') as string,
      why: expect.stringContaining('recorded already') as string,
    },
  ])
  expect((await child(first.childId)).language).toBeNull()

  const { batchId, children } = await test.client.dataQuality.bulkApply(input)
  expect(children).toBe(2)
  expect((await child(first.childId)).language).toBe('Polish')
  expect((await child(third.childId)).language).toBe('Welsh')
  expect((await test.client.dataQuality.page({ filter })).total).toBe(0)

  // Somebody learns better meanwhile: that answer stays.
  await change1(second.childId, { language: 'Urdu' })
  const { undone, exceptions } = await test.client.dataQuality.bulkUndo({ batchId })
  expect(undone).toBe(1)
  expect(exceptions.map(({ childName }) => childName)).toEqual([expect.stringContaining('SECONDFAMILY')])
  expect((await child(first.childId)).language).toBeNull()
  expect((await child(second.childId)).language).toBe('Urdu')
  expect((await refusalOf(test.client.dataQuality.bulkUndo({ batchId }))).kind).toBe('conflict')
  const audited = test.store.bare.reader
    .prepare<[], string>(`SELECT action FROM audit WHERE action LIKE 'data_quality.%' ORDER BY sequence`)
    .pluck()
    .all()
  expect(audited).toEqual(['data_quality.filled_in', 'data_quality.filling_undone'])
  expect((await test.client.store.verify()).problems).toEqual([])
})

it('takes everything the list matches but a few, and puts a practice that is not known right', async () => {
  const { first, second, ids } = await threeChildren()
  await change1(first.childId, { gpPracticeCode: 'V81999' })
  await change1(second.childId, { gpPracticeCode: null })
  const practices = { ruleId: 'gp_practice_missing' as const }
  const before = await test.client.dataQuality.page({ filter: practices })
  const { batchId, children } = await test.client.dataQuality.bulkApply({
    filter: practices,
    selection: { kind: 'matching', except: [ids[2]!] },
    change: { detail: 'gp_practice', value: 'y99999' },
  })
  expect(children).toBe(before.rows.filter(({ referralId }) => referralId !== ids[2]).length)
  expect((await child(first.childId)).gpPracticeCode).toBe('Y99999')
  await test.client.dataQuality.bulkUndo({ batchId })
  expect((await child(first.childId)).gpPracticeCode).toBe('V81999')
  expect((await child(second.childId)).gpPracticeCode).toBeNull()
})

it.each([
  ['gp_practice_missing', { detail: 'gp_practice', value: 'v81999' }, /the gap would stay/],
  ['language_missing', { detail: 'language', value: '12345' }, /Enter the language/],
  ['language_missing', { detail: 'language', value: 'Not known' }, /leave it missing until it is known/],
  ['language_missing', { detail: 'language', value: 'UNKNOWN' }, /leave it missing until it is known/],
] as const)('refuses to fill %s in with what is no answer: %j', async (ruleId, answer, message) => {
  const { ids } = await threeChildren()
  const asked = { filter: { ruleId }, selection: { kind: 'ids' as const, ids }, change: answer }
  for (const call of [test.client.dataQuality.bulkPreview, test.client.dataQuality.bulkApply]) {
    expect(await refusalOf(call(asked))).toMatchObject({
      kind: 'invalid',
      field: 'change.value',
      message: expect.stringMatching(message),
    })
  }
})

it('an interpreter who is not needed is filled in as no, and taken back as not asked', async () => {
  const { first, ids } = await threeChildren()
  await change1(first.childId, { interpreterNeeded: null })
  const { batchId } = await test.client.dataQuality.bulkApply({
    filter: { ruleId: 'interpreter_not_asked' },
    selection: { kind: 'ids', ids: [ids[0]!] },
    change: { detail: 'interpreter', value: 'no' },
  })
  expect((await child(first.childId)).interpreterNeeded).toBe(false)
  await test.client.dataQuality.bulkUndo({ batchId })
  expect((await child(first.childId)).interpreterNeeded).toBeNull()
})

it('never offers ethnicity, and is for those who record', async () => {
  const { ids } = await threeChildren()
  const ask = {
    filter,
    selection: { kind: 'ids' as const, ids },
    change: { detail: 'ethnicity', value: 'A' },
  }
  expect((await refusalOf(test.client.dataQuality.bulkPreview(ask as never))).kind).toBe('invalid')
  const manager = await test.clientAs(['manager'])
  const refused = await refusalOf(
    manager.dataQuality.bulkApply({ filter, selection: { kind: 'ids', ids }, change }),
  )
  expect(refused.kind).toBe('not_allowed')
  expect((await manager.dataQuality.page({ filter })).total).toBe(2)
})
