import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactInput } from '../../src/shared/contract/children.ts'
import type { TriageDecision } from '../../src/shared/contract/triage.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import { lettersFor, registerPlain } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const notAccept: TriageDecision = {
  kind: 'not_accept',
  reasonCode: 'CRITERIA_NOT_MET',
  advice: 'Drop-in on Tuesdays at the library',
  signatory: 'Test Clinician',
  reason: 'In line with development',
}
const redirect: TriageDecision = {
  kind: 'redirect',
  route: 'the school nursing team',
  reasonCode: null,
  reason: 'Wetting at night only',
}

const register = (contact: object = {}) =>
  registerPlain(
    store,
    { referrerName: 'R. Sample', referrerOrganisation: 'Example Surgery', referrerRole: 'gp' },
    {
      contacts: [
        contactInput.parse({ name: 'Contact', phone: '0100 000000', safeToContact: true, ...contact }),
      ],
    },
  )

async function lettersOf(childId: string) {
  const rows = await store.client.letters.ofChild({ childId })
  return rows.map(({ purpose, audience, state, note }) => ({ purpose, audience, state, note }))
}

describe('the letters of a decision', () => {
  it.each([notAccept, redirect])('of kind $kind go to the family and the referrer', async (decision) => {
    const { referralId, childId } = await register()
    const letters = await lettersFor(store, referralId, decision)
    const done = await store.client.triage.decide({ referralId, version: 1, decision, letters })
    expect(done.letters).toHaveLength(2)
    expect((await lettersOf(childId)).map(({ audience }) => audience).toSorted()).toEqual([
      'family',
      'referrer',
    ])
    const made = await store.client.letters.get({ letterId: done.letters[0]!.letterId })
    expect(JSON.stringify(made.document)).toContain(
      decision.kind === 'redirect' ? 'the school nursing team' : 'Drop-in on Tuesdays',
    )
  })

  it.each(['family', 'referrer'] as const)('are refused without the one to the %s', async (missing) => {
    const { referralId, childId } = await register()
    const letters = (await lettersFor(store, referralId, notAccept)).filter(
      ({ audience }) => audience !== missing,
    )
    const refusal = await refusalOf(
      store.client.triage.decide({ referralId, version: 1, decision: notAccept, letters }),
    )
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'letters' })
    expect(refusal.message).toContain(`A letter to the ${missing}`)
    expect((await store.client.referrals.get({ referralId })).status).toBe('received')
    expect(await lettersOf(childId)).toEqual([])
  })

  it('leave out a family that must not be written to, and say so', async () => {
    const { referralId, childId } = await register({ safeToContact: false })
    const letters = await lettersFor(store, referralId, redirect)
    const done = await store.client.triage.decide({ referralId, version: 1, decision: redirect, letters })
    expect((await lettersOf(childId)).map(({ audience }) => audience)).toEqual(['referrer'])
    const { detail } = await store.store.read
      .selectFrom('referral_event')
      .select('detail')
      .where('id', '=', done.eventId)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(detail)).toMatchObject({
      withoutLetter: [{ audience: 'family', why: expect.stringContaining('not safe to contact') }],
    })
  })

  it('are all made with the decision or nothing is saved', async () => {
    const { referralId, childId } = await register()
    const letters = (await lettersFor(store, referralId, notAccept)).map((letter) =>
      letter.audience === 'referrer' ? { ...letter, supplied: {}, purpose: 'accepted' as const } : letter,
    )
    expect(
      await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: notAccept, letters })),
    ).toMatchObject({ kind: 'invalid', field: 'letters' })
    const { referral } = await store.client.triage.get({ referralId })
    expect(referral).toMatchObject({ status: 'received', version: 1 })
    expect(await lettersOf(childId)).toEqual([])
  })

  it('ask for every gap in one letter to each who is asked', async () => {
    const { referralId } = await register()
    const decision: TriageDecision = {
      kind: 'ask',
      items: ['A report from nursery', 'The hearing test'],
      addressee: 'both',
      chaseOn: '2026-03-12',
      reason: null,
    }
    const letters = await lettersFor(store, referralId, decision)
    const done = await store.client.triage.decide({ referralId, version: 1, decision, letters })
    expect(done.letters).toHaveLength(2)
    for (const { letterId } of done.letters) {
      const words = JSON.stringify((await store.client.letters.get({ letterId })).document)
      expect(words).toContain('A report from nursery')
      expect(words).toContain('The hearing test')
    }
  })
})

describe('taking a decision back', () => {
  it('cancels its letters that have not left, and no other', async () => {
    const { referralId, childId } = await register()
    await store.client.letters.create({
      referralId,
      letters: [{ purpose: 'acknowledgement', audience: 'family', confirmed: ['safety_unknown'] }],
    })
    const letters = await lettersFor(store, referralId, redirect)
    const done = await store.client.triage.decide({ referralId, version: 1, decision: redirect, letters })
    await store.client.triage.undo({ referralId, version: done.version, eventId: done.eventId })
    expect((await lettersOf(childId)).toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      {
        purpose: 'redirected',
        audience: 'referrer',
        state: 'cancelled',
        note: 'The decision was taken back',
      },
      { purpose: 'redirected', audience: 'family', state: 'cancelled', note: 'The decision was taken back' },
      expect.objectContaining({ purpose: 'acknowledgement', note: null }),
    ])
    const cancelled = await store.store.read
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'letter.cancelled')
      .execute()
    expect(cancelled).toHaveLength(2)
  })

  it('cancels them when the entry is voided on the child’s page, too', async () => {
    const { referralId, childId } = await register()
    const letters = await lettersFor(store, referralId, notAccept)
    const done = await store.client.triage.decide({ referralId, version: 1, decision: notAccept, letters })
    await store.client.referrals.voidEvent({
      referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Wrong child',
    })
    expect((await lettersOf(childId)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  })
})
