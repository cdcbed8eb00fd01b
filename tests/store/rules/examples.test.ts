import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeRule, publish } from '../../support/rules.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const current = { of: { kind: 'version' as const, version: 1 } }
const draft = { of: { kind: 'draft' as const } }

async function savedExample() {
  const { referralId } = await registerPlain(store, choking)
  const { exampleId } = await store.client.rules.saveExample({ referralId, name: 'Choking, seen in clinic' })
  const all = await store.client.rules.examples(current)
  const example = all.find((each) => each.exampleId === exampleId)
  if (example === undefined) throw new Error('The case was not kept')
  return example
}

describe('the shipped cases', () => {
  it('are there from the start, all pass, and read as answers', async () => {
    const cases = await store.client.rules.examples(current)
    expect(cases).toHaveLength(11)
    expect(
      cases.every(({ origin, version, result }) => origin === 'shipped' && version === 0 && result.passes),
    ).toBe(true)
    const adhd = cases.find(({ name }) => name === 'ADHD aged 4')
    expect(adhd).toMatchObject({ expected: ['N02'], serviceId: 'neurodevelopment' })
    expect(adhd?.factsInWords).toContainEqual({ label: 'red flags', value: 'asked and none' })
  })

  it('can be retired with a reason and brought back, and never deleted', async () => {
    const [first] = await store.client.rules.examples(current)
    const seen = { exampleId: first?.exampleId ?? '', version: 0 }
    expect((await refusalOf(store.client.rules.removeExample(seen))).message).toContain('Retire it')
    expect(await store.client.rules.retireExample({ ...seen, reason: 'We have no newborn clinic' })).toEqual({
      version: 1,
    })
    const retired = (await store.client.rules.examples(current))[0]
    expect(retired).toMatchObject({
      version: 1,
      retired: {
        on: '2026-03-02',
        reason: 'We have no newborn clinic',
        by: store.context.person.displayName,
      },
    })
    // A retired case no longer holds up a version.
    await changeRule(store.client, 'A02', { enabled: false })
    expect((await publish(store.client)).failed).toEqual([])
    expect((await refusalOf(store.client.rules.restoreExample(seen))).kind).toBe('conflict')
    await store.client.rules.restoreExample({ ...seen, version: 1 })
    expect((await store.client.rules.examples(current))[0]).toMatchObject({ version: 2, retired: null })
  })

  it('may expect other rules here', async () => {
    const adhd = (await store.client.rules.examples(current)).find(({ name }) => name === 'ADHD aged 4')
    await store.client.rules.changeExample({ exampleId: adhd?.exampleId ?? '', version: 0, expected: [] })
    const changed = (await store.client.rules.examples(current)).find(({ name }) => name === 'ADHD aged 4')
    expect(changed).toMatchObject({
      expected: [],
      changedOn: '2026-03-02',
      result: { passes: false, unexpected: ['N02'], missing: [] },
    })
  })
})

describe('a referral kept as a case', () => {
  it('holds what rules ask and nothing that says who the child is', async () => {
    const example = await savedExample()
    expect(example).toMatchObject({
      origin: 'own',
      expected: ['S01'],
      serviceId: 'slt',
      result: { passes: true },
    })
    expect(example.facts).toMatchObject({
      pathway: ['dysphagia'],
      redFlags: ['choking'],
      ageYears: 6,
      dob: 'x',
      postcode: 'x',
      contactPhone: 'x',
      reasonText: 'x',
      dateReceived: '2026-01-05',
    })
    const rows = await store.store.read.selectFrom('rule_example').selectAll().execute()
    const child = await store.store.read.selectFrom('child').selectAll().executeTakeFirstOrThrow()
    const referral = await store.store.read.selectFrom('referral').select('id').executeTakeFirstOrThrow()
    const kept = JSON.stringify(rows)
    for (const telling of [
      ...[child.family_name, child.date_of_birth, child.nhs_number ?? '', child.postcode ?? '', child.id],
      ...[child.gp_practice_code ?? '', referral.id, '0100 000000', 'As described'],
    ])
      expect(kept).not.toContain(telling)
  })

  it('is run with a draft, and holds up its publishing', async () => {
    await savedExample()
    await changeRule(store.client, 'S01', { enabled: false })
    const tried = (await store.client.rules.examples(draft)).filter(({ result }) => !result.passes)
    expect(tried.map(({ name, result }) => [name, result.missing])).toEqual([
      ['dysphagia with choking', ['S01']],
      ['Choking, seen in clinic', ['S01']],
    ])
    const refusal = await refusalOf(publish(store.client))
    expect(refusal.issues?.map(({ message }) => message)).toEqual([
      'dysphagia with choking',
      'Choking, seen in clinic',
    ])
  })

  it('changes and goes only as it was seen, by clinical leads', async () => {
    const { exampleId } = await savedExample()
    const seen = { exampleId, version: 1 }
    const clinician = await store.clientAs(['clinician'])
    expect((await refusalOf(clinician.rules.removeExample(seen))).kind).toBe('not_allowed')
    const { version } = await store.client.rules.changeExample({
      ...seen,
      name: 'Choking',
      expected: ['S01', 'C10'],
    })
    expect((await refusalOf(store.client.rules.removeExample(seen))).kind).toBe('conflict')
    expect(await store.client.rules.removeExample({ exampleId, version })).toEqual({ done: true })
    expect(await store.client.rules.examples(current)).toHaveLength(11)
  })
})
