import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

let test: TestStore
beforeAll(async () => {
  test = await createTestStore()
})
afterAll(() => test.close())

async function codeOf(set: string, local: string) {
  const sets = await test.client.communityDataSet.codes()
  return sets.find(({ id }) => id === set)!.codes.find((code) => code.local === local)!
}
const save = (set: string, local: string, version: number, national: string | null) =>
  test.client.communityDataSet.saveCode({ set, local, version, national })

describe('the code tables', () => {
  it('propose what is known and leave the rest to a person', async () => {
    expect(await codeOf('priority', 'urgent')).toMatchObject({ national: '2', isProposal: true, version: 0 })
    expect(await codeOf('source_of_referral', 'gp')).toMatchObject({ national: null, isProposal: false })
    const sets = await test.client.communityDataSet.codes()
    expect(sets.find(({ id }) => id === 'source_of_referral')!.list).toBeNull()
    expect(sets.find(({ id }) => id === 'commissioner')!.codes.map(({ label }) => label)).toEqual([
      'Audiology',
      'Neurodevelopmental assessment',
      'Speech and language therapy',
    ])
  })

  it('take a code with a version, and say in the audit trail what it was and is', async () => {
    const first = await save('source_of_referral', 'gp', 0, 'a')
    const second = await save('source_of_referral', 'gp', first.version, '07')
    expect(second.version).toBe(first.version + 1)
    expect(await codeOf('source_of_referral', 'gp')).toMatchObject({
      national: '07',
      version: second.version,
      changedBy: 'Test Person 1',
    })
    const { rows } = await test.client.audit.page({ action: 'data_set_code.changed' })
    expect(JSON.parse(rows[0]!.detail)).toEqual({ version: second.version, national: ['A', '07'] })
    expect(test.changed.at(-1)).toMatchObject({ noun: 'national_code' })
  })

  it('take a proposal back', async () => {
    await save('priority', 'soon', 0, null)
    expect(await codeOf('priority', 'soon')).toMatchObject({ national: null, isProposal: false })
  })

  it('refuse a code outside a known list, what is no organisation, and what is out of date', async () => {
    expect(await refusalOf(save('priority', 'routine', 0, '4'))).toMatchObject({
      kind: 'invalid',
      field: 'national',
    })
    expect(await refusalOf(save('commissioner', 'slt', 0, 'The ICB'))).toMatchObject({ field: 'national' })
    expect(await refusalOf(save('source_of_referral', 'gp', 0, '08'))).toMatchObject({ kind: 'conflict' })
    expect(await refusalOf(save('priority', 'nobody', 0, '1'))).toMatchObject({ kind: 'not_found' })
    expect(await refusalOf(save('nothing', 'gp', 0, '1'))).toMatchObject({ kind: 'not_found' })
  })

  it('are for managers to change', async () => {
    const administrator = await test.clientAs(['administrator'])
    expect((await administrator.communityDataSet.codes()).length).toBeGreaterThan(5)
    expect(
      await refusalOf(
        administrator.communityDataSet.saveCode({
          set: 'priority',
          local: 'urgent',
          version: 0,
          national: '1',
        }),
      ),
    ).toMatchObject({ kind: 'not_allowed' })
  })
})
