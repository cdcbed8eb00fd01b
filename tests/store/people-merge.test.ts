import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mergeFields } from '../../src/shared/contract/people.ts'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const sofia = {
  familyName: 'Testfield',
  givenName: 'Sofia',
  dateOfBirth: '2020-05-17',
  postcode: 'ZZ99 1AB',
  nhsNumber: null,
}

async function pair(
  left: Partial<Parameters<typeof registerReferral>[2]> = {},
  right: Partial<Parameters<typeof registerReferral>[2]> = {},
) {
  const a = await registerReferral(test.client, { serviceId: 'slt' }, { ...sofia, ...left })
  const b = await registerReferral(
    test.client,
    { serviceId: 'audiology' },
    { ...sofia, givenName: 'Sophia', ...right },
  )
  return { a, b }
}

async function merge(
  survivorId: string,
  mergedId: string,
  take: readonly (typeof mergeFields)[number][] = [],
) {
  const comparison = await test.client.people.compare({ leftId: survivorId, rightId: mergedId })
  return test.client.people.merge({
    survivorId,
    survivorVersion: comparison.left.child.version,
    mergedId,
    mergedVersion: comparison.right.child.version,
    take: [...take],
    reason: 'One child under two spellings',
  })
}

async function isSound() {
  expect(await test.client.store.verify()).toMatchObject({ ok: true, problems: [] })
}

describe('merging two records', () => {
  it('keeps the merged record untouched and gives its referrals to the survivor everywhere', async () => {
    const { a, b } = await pair(
      { localPatientId: 'L-1' },
      { nhsNumber: '999 000 0018', localPatientId: 'L-2' },
    )
    const before = await test.store.read.selectFrom('child').selectAll().where('id', '=', b.childId).execute()
    const events = await test.store.read.selectFrom('referral_event').selectAll().execute()
    await merge(a.childId, b.childId, ['nhs_number'])

    expect(
      await test.store.read.selectFrom('child').selectAll().where('id', '=', b.childId).execute(),
    ).toEqual(before)
    expect(await test.store.read.selectFrom('referral_event').selectAll().execute()).toEqual(events)
    const page = await test.client.children.get({ childId: a.childId })
    expect(page.referrals.map((each) => each.serviceId).toSorted()).toEqual(['audiology', 'slt'])
    expect(page.child).toMatchObject({ givenName: 'Sofia', nhsNumber: '9990000018', localPatientId: 'L-1' })
    expect(page.similar).toEqual([])
    expect(page.mergedFrom).toBeNull()

    const { rows } = await test.client.waitingList.page({ filter: {} })
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map((row) => row.childId))).toEqual(new Set([a.childId]))
    for (const text of ['sophia', 'L-2', '999 000 0018', 'sofia testfield']) {
      const { hits } = await test.client.search.find({ text })
      expect(
        hits.map((hit) => hit.childId),
        text,
      ).toEqual([a.childId])
    }
    await isSound()
  })

  it('leads from the merged record to the survivor, with who merged them and when', async () => {
    const { a, b } = await pair()
    const { mergeId } = await merge(a.childId, b.childId)
    const page = await test.client.children.get({ childId: b.childId })
    expect(page.child.id).toBe(a.childId)
    expect(page.mergedFrom).toMatchObject({
      mergeId,
      mergedId: b.childId,
      mergedOn: '2026-03-02',
      mergedBy: 'Test Person 1',
      reason: 'One child under two spellings',
    })
    const refused = await refusalOf(
      test.client.children.update({
        childId: b.childId,
        version: 1,
        child: { ...sofia, givenName: 'Sophie' },
      }),
    )
    expect(refused).toMatchObject({ kind: 'conflict', present: { childId: a.childId } })
    const again = await test.client.referrals.register({
      child: { kind: 'existing', childId: b.childId },
      referral: { serviceId: 'slt', receivedDate: '2026-03-01', reason: 'Second letter' },
    })
    expect(again.childId).toBe(a.childId)
    await isSound()
  })

  it('marks two open referrals to one service, until one of them is closed', async () => {
    const { a, b } = await pair()
    const second = await test.client.referrals.register({
      child: { kind: 'existing', childId: b.childId },
      referral: { serviceId: 'slt', receivedDate: '2026-02-20' },
    })
    const { sameServiceTwice } = await merge(a.childId, b.childId)
    expect(sameServiceTwice).toEqual(['Speech and language therapy'])
    const flagged = async () =>
      (await test.client.waitingList.page({ filter: { flags: ['same_service_twice'] } })).rows
        .map((row) => row.referralId)
        .toSorted()
    expect(await flagged()).toEqual([a.referralId, second.referralId].toSorted())
    await isSound()
    await test.client.referrals.record({
      referralId: second.referralId,
      version: 1,
      event: { type: 'closed', detail: { reason: 'registered_in_error' } },
      happenedOn: '2026-03-02',
      reason: 'The same referral twice',
    })
    expect(await flagged()).toEqual([])
    expect((await test.client.children.get({ childId: a.childId })).sameServiceTwice).toEqual([])
    await isSound()
  })

  it('takes over contacts the survivor lacks, and gives them back', async () => {
    const nothing = {
      relationship: null,
      phone: null,
      email: null,
      parentalResponsibility: null,
      safeToContact: null,
    }
    const contact = { ...nothing, name: 'Robin Testfield', phone: '01632 960001', safeToContact: false }
    const { a, b } = await pair(
      { contacts: [{ ...contact, safeToContact: null }] },
      { contacts: [contact, { ...nothing, name: 'Kim Testfield', phone: '01632 960002' }] },
    )
    const before = await test.client.children.get({ childId: a.childId })
    const { mergeId } = await merge(a.childId, b.childId)
    const { child } = await test.client.children.get({ childId: a.childId })
    expect(child.contacts.map((each) => [each.name, each.safeToContact])).toEqual([
      ['Robin Testfield', null],
      ['Robin Testfield', false],
      ['Kim Testfield', null],
    ])
    await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
    const after = await test.client.children.get({ childId: a.childId })
    expect(after.child.contacts).toEqual(before.child.contacts)
  })
})

describe('undoing a merge', () => {
  it('gives back what came from the other record and keeps what was changed since', async () => {
    const { a, b } = await pair({}, { nhsNumber: '9990000018', school: 'Made-up Primary', gender: '2' })
    const { mergeId, survivorVersion } = await merge(a.childId, b.childId, [
      'given_name',
      'nhs_number',
      'school',
      'gender',
    ])
    const { child } = await test.client.children.get({ childId: a.childId })
    expect(child).toMatchObject({ givenName: 'Sophia', school: 'Made-up Primary', nhsNumber: '9990000018' })
    await test.client.children.update({
      childId: a.childId,
      version: survivorVersion,
      child: { ...child, school: 'Another Primary', gpPracticeCode: 'Y00001' },
    })
    await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
    const survivor = (await test.client.children.get({ childId: a.childId })).child
    expect(survivor).toMatchObject({
      givenName: 'Sofia',
      nhsNumber: null,
      gender: null,
      school: 'Another Primary',
      gpPracticeCode: 'Y00001',
    })
    const other = await test.client.children.get({ childId: b.childId })
    expect(other.child).toMatchObject({ id: b.childId, givenName: 'Sophia', school: 'Made-up Primary' })
    expect(other.referrals.map((each) => each.serviceId)).toEqual(['audiology'])
    const { hits } = await test.client.search.find({ text: '9990000018' })
    expect(hits.map((hit) => hit.childId)).toEqual([b.childId])
    await isSound()
  })

  it('leaves what was recorded meanwhile with its referral', async () => {
    const { a, b } = await pair()
    const { mergeId } = await merge(a.childId, b.childId)
    await test.client.referrals.record({
      referralId: b.referralId,
      version: 1,
      event: { type: 'note', detail: { text: 'The family moved within the town' } },
      happenedOn: '2026-03-01',
    })
    await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
    const notes = async (referralId: string) =>
      (await test.client.referrals.get({ referralId })).timeline.filter((entry) => entry.type === 'note')
        .length
    expect(await notes(b.referralId)).toBe(1)
    expect(await notes(a.referralId)).toBe(0)
    const other = await test.client.children.get({ childId: b.childId })
    expect(other.referrals.map((each) => each.referralId)).toEqual([b.referralId])
    await isSound()
  })

  it('waits until a death recorded meanwhile is taken back, so that it never stands for the wrong child', async () => {
    const { a, b } = await pair()
    const { mergeId } = await merge(a.childId, b.childId)
    const { version } = await test.client.referrals.record({
      referralId: b.referralId,
      version: 1,
      event: { type: 'closed', detail: { reason: 'died' } },
      happenedOn: '2026-03-01',
      reason: 'Told by the hospital',
    })
    expect((await test.client.children.get({ childId: a.childId })).child.diedOn).toBe('2026-03-01')
    const undo = { mergeId, reason: 'Two children after all' }
    expect((await refusalOf(test.client.people.unmerge(undo))).message).toMatch(/A death was recorded since/)
    const { timeline } = await test.client.referrals.get({ referralId: b.referralId })
    const death = timeline.find((entry) => entry.type === 'closed')!
    await test.client.referrals.voidEvent({
      referralId: b.referralId,
      version,
      eventId: death.eventId,
      reason: 'Recorded for two children',
    })
    await test.client.people.unmerge(undo)
    for (const childId of [a.childId, b.childId])
      expect((await test.client.children.get({ childId })).child.diedOn).toBeNull()
    await isSound()
  })

  it('can be done once, remembers what the two are, and is noted for both children', async () => {
    const { a, b } = await pair()
    const { mergeId } = await merge(a.childId, b.childId)
    await test.client.people.unmerge({ mergeId, reason: 'They are twins', remember: 'twin' })
    expect(await refusalOf(test.client.people.unmerge({ mergeId, reason: 'Once more' }))).toMatchObject({
      kind: 'conflict',
    })
    const page = await test.client.children.get({ childId: a.childId })
    expect(page.links).toMatchObject([{ childId: b.childId, kind: 'twin', reason: 'They are twins' }])
    expect((await test.client.children.duplicates({})).total).toBe(0)
    const merges = await test.client.people.merges({})
    expect(merges.rows).toMatchObject([{ mergeId, undone: { on: '2026-03-02', reason: 'They are twins' } }])
    const audit = await test.client.audit.page({ childId: b.childId })
    expect(audit.rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['child.merged', 'child.unmerged', 'child.linked']),
    )
    await isSound()
  })
})

describe('what is refused', () => {
  it('two different valid NHS numbers', async () => {
    const { a, b } = await pair({ nhsNumber: '9990000018' }, { nhsNumber: '9990000026' })
    const refusal = await refusalOf(merge(a.childId, b.childId))
    expect(refusal.message).toMatch(/different NHS numbers, 999 000 0018 and 999 000 0026/)
    expect((await test.client.people.compare({ leftId: a.childId, rightId: b.childId })).whyNot).toBe(
      refusal.message,
    )
  })

  it.each(['twin', 'sibling', 'not_same'] as const)(
    '%s, until that is taken back with a reason',
    async (kind) => {
      const { a, b } = await pair()
      const { linkId } = await test.client.people.link({ leftId: a.childId, rightId: b.childId, kind })
      expect((await refusalOf(merge(b.childId, a.childId))).message).toMatch(/Take that decision back/)
      expect((await test.client.children.duplicates({})).total).toBe(0)
      expect(await refusalOf(test.client.people.unlink({ linkId, reason: ' ' }))).toMatchObject({
        kind: 'invalid',
      })
      await test.client.people.unlink({ linkId, reason: 'The parents say it is one child' })
      expect((await test.client.children.duplicates({})).total).toBe(1)
      await merge(b.childId, a.childId)
      await isSound()
    },
  )

  it('a record changed since it was seen, oneself, and a date of birth after a receipt', async () => {
    const { a, b } = await pair()
    const input = { survivorId: a.childId, mergedId: b.childId, take: [], reason: 'One child' }
    expect(
      await refusalOf(test.client.people.merge({ ...input, survivorVersion: 2, mergedVersion: 1 })),
    ).toMatchObject({ kind: 'conflict' })
    expect(
      await refusalOf(
        test.client.people.merge({ ...input, mergedId: a.childId, survivorVersion: 1, mergedVersion: 1 }),
      ),
    ).toMatchObject({ kind: 'invalid', message: 'That is one and the same record.' })
    const baby = await registerReferral(
      test.client,
      { receivedDate: '2026-03-01' },
      { ...sofia, dateOfBirth: '2026-02-20' },
    )
    expect(await refusalOf(merge(a.childId, baby.childId, ['date_of_birth']))).toMatchObject({
      kind: 'invalid',
      field: 'date_of_birth',
    })
  })

  it('a record that was merged already; chains are undone from the end', async () => {
    const { a, b } = await pair()
    const c = await registerReferral(
      test.client,
      { serviceId: 'neurodevelopment' },
      { ...sofia, givenName: 'Sofie' },
    )
    const first = await merge(a.childId, b.childId)
    expect((await refusalOf(merge(b.childId, a.childId))).message).toMatch(/merged into the other already/)
    expect((await refusalOf(merge(c.childId, b.childId))).message).toMatch(/merged into another record/)
    const second = await merge(c.childId, a.childId)
    expect((await test.client.children.get({ childId: b.childId })).child.id).toBe(c.childId)
    expect((await test.client.children.get({ childId: c.childId })).referrals).toHaveLength(3)
    expect((await refusalOf(merge(b.childId, c.childId))).message).toMatch(/merged into the other already/)
    expect(
      (await refusalOf(test.client.people.unmerge({ mergeId: first.mergeId, reason: 'Out of turn' })))
        .message,
    ).toMatch(/Undo that merge first/)
    await isSound()
    await test.client.people.unmerge({ mergeId: second.mergeId, reason: 'Back to two' })
    expect((await test.client.children.get({ childId: b.childId })).child.id).toBe(a.childId)
    expect((await test.client.children.get({ childId: a.childId })).referrals).toHaveLength(2)
    await test.client.people.unmerge({ mergeId: first.mergeId, reason: 'Back to three' })
    expect((await test.client.children.get({ childId: b.childId })).referrals).toHaveLength(1)
    await isSound()
  })

  it('to choose a restriction or a death away', async () => {
    const { a, b } = await pair({}, { restricted: true })
    await test.client.referrals.record({
      referralId: b.referralId,
      version: 1,
      event: { type: 'closed', detail: { reason: 'died' } },
      happenedOn: '2026-03-01',
      reason: 'Told by the hospital',
    })
    const { warnings } = await test.client.people.compare({ leftId: a.childId, rightId: b.childId })
    expect(warnings).toHaveLength(2)
    await merge(a.childId, b.childId, [])
    const { child } = await test.client.children.get({ childId: a.childId })
    expect(child).toMatchObject({ restricted: true, diedOn: '2026-03-01' })
    await isSound()
  })
})

describe('twins', () => {
  it('with one surname, birthday and address are never likely, never a pair by themselves, and are named', async () => {
    const first = await registerReferral(test.client, {}, { ...sofia, givenName: 'Ffion' })
    const similar = await test.client.children.findSimilar({ ...sofia, givenName: 'Gethin' })
    expect(similar).toMatchObject([{ childId: first.childId, verdict: 'possible', twin: true }])
    const second = await test.client.referrals.register({
      child: {
        kind: 'new',
        child: { ...sofia, givenName: 'Gethin' },
        relatedTo: [{ childId: first.childId, kind: 'twin' }],
      },
      referral: { serviceId: 'slt', receivedDate: '2026-03-01' },
    })
    expect((await test.client.children.duplicates({})).total).toBe(0)
    for (const [own, other] of [
      [first.childId, second.childId],
      [second.childId, first.childId],
    ] as const) {
      const page = await test.client.children.get({ childId: own })
      expect(page.links).toMatchObject([{ childId: other, kind: 'twin' }])
    }
    expect((await refusalOf(merge(first.childId, second.childId))).message).toMatch(/twins/)
    const { child } = await test.client.children.get({ childId: second.childId })
    await test.client.children.update({
      childId: second.childId,
      version: 1,
      child: { ...child, school: 'Made-up' },
    })
    expect((await test.client.children.duplicates({})).total).toBe(0)
    await isSound()
  })
})

describe('questions about merged records', () => {
  it('pass to the survivor, once, and come back with the record', async () => {
    const { a, b } = await pair()
    const c = await registerReferral(test.client, { serviceId: 'neurodevelopment' }, sofia)
    const pairs = async () =>
      (await test.client.children.duplicates({})).rows.map((row) =>
        [row.left.childId, row.right.childId].toSorted().join(),
      )
    const before = await pairs()
    expect(before).toHaveLength(3)
    const { mergeId } = await merge(a.childId, b.childId)
    expect(await pairs()).toEqual([[a.childId, c.childId].toSorted().join()])
    const flags = (await test.client.waitingList.page({ filter: { queue: 'duplicates' } })).total
    expect(flags).toBe(3)
    await test.client.people.link({ leftId: a.childId, rightId: c.childId, kind: 'sibling' })
    expect(await pairs()).toEqual([])
    expect((await test.client.waitingList.page({ filter: { queue: 'duplicates' } })).total).toBe(0)
    await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
    await isSound()
    const { rows } = await test.client.people.links({})
    await test.client.people.unlink({ linkId: rows[0]!.linkId, reason: 'Asked again' })
    expect((await pairs()).toSorted()).toEqual(before.toSorted())
    await isSound()
  })
})
