import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import { choking, registerPlain } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const otherwise = 'Known to the team; spoke to the family'
const plain = (...changes: [Parameters<typeof registerPlain>[1]?, Parameters<typeof registerPlain>[2]?]) =>
  registerPlain(store, ...changes)

async function detailOf(eventId: string) {
  const row = await store.store.read
    .selectFrom('referral_event')
    .select('detail')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return JSON.parse(row.detail) as Record<string, unknown>
}

test('asks before a redirect that hangs on a question nobody asked, and not before one held back', async () => {
  const away = { gpInArea: false, residentInArea: false, schoolInArea: false }
  const ask = 'Not asked whether the child is in care: ask before redirecting.'
  const redirected = await plain({ circumstances: away }, { childInCare: null })
  const { suggestion } = await store.client.triage.get(redirected)
  expect(suggestion).toMatchObject({
    step: 'ask',
    redirect: null,
    askFor: ['child in care'],
    cautions: [ask],
  })
  const pressing = await plain({ ...choking, circumstances: away }, { nhsNumber: null, childInCare: null })
  expect((await store.client.triage.get(pressing)).suggestion).toMatchObject({
    step: 'accept',
    suppressed: expect.stringContaining('C04'),
    cautions: [],
  })
})

test('says when the due-by date of the suggestion has passed, and leaves it where it is', async () => {
  const { referralId } = await plain({ ...choking, receivedDate: '2026-02-09' })
  const { suggestion, dueByFor } = await store.client.triage.get({ referralId })
  expect(suggestion.targetInWords).toBe('within 5 working days: due by 16-Feb-2026, already past')
  expect(dueByFor.urgent).toBe('2026-02-16')
})

test('needs a reason to take a child about whom the rules would ask first, and counts it as otherwise', async () => {
  const { referralId } = await plain({ consentStatus: null })
  const accept = { kind: 'accept' as const, priority: 'routine' as const }
  const refusal = await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: accept }))
  expect(refusal).toMatchObject({ kind: 'invalid', field: 'reason' })
  expect(refusal.message).toContain('The rules suggest asking for information first.')
  const done = await store.client.triage.decide({
    referralId,
    version: 1,
    decision: { ...accept, reason: otherwise },
  })
  expect(await detailOf(done.eventId)).toMatchObject({ priority: 'routine', asSuggested: false })
  const { rules } = await store.client.rules.current()
  expect(rules.find(({ id }) => id === 'C01')?.decisions).toEqual({ made: 1, otherwise: 1 })
})

test('takes a child as routine without a reason where nothing stands against it, and no other way', async () => {
  const { referralId } = await plain({ pathways: ['language'] })
  const soon = { kind: 'accept' as const, priority: 'soon' as const }
  const refusal = await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: soon }))
  expect(refusal.message).toContain('no priority; routine is the service’s own target')
  const done = await store.client.triage.decide({
    referralId,
    version: 1,
    decision: { kind: 'accept', priority: 'routine' },
  })
  expect(await detailOf(done.eventId)).toMatchObject({ asSuggested: true, suggested: null })
})
