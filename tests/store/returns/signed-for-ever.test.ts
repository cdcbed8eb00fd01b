import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, type Stored, storeHistories } from './histories.ts'
import { dayAfter } from './naive-count.ts'

const month = '2026-02'
const cells = ['total', 'received', 'transferred_in', 'reopened', 'first_contacts', 'removals'] as const

let test: TestStore
let stored: Stored[]
let id: string
let signed: string
let then: Map<string, string>

beforeAll(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  stored = await storeHistories(
    test,
    Array.from({ length: 24 }, (_, index) => {
      const on = dayAfter('2025-10-06', index * 6)
      const service = index % 3 === 0 ? 'audiology' : 'slt'
      const later = [
        [],
        [fact('attended', '2026-02-12', {})],
        [fact('closed', '2026-02-18', { reason: 'declined' as const })],
        [fact('attended', '2026-03-02', {})],
      ][index % 4]!
      return { service, facts: [received(on), ...later.filter((each) => each.on > on)] }
    }),
  )
  const { seen } = await test.client.returns.chs({ month })
  const outcome = await test.client.signedReturns.sign({ month, seen })
  id = outcome.signed!.id
  signed = await everythingSigned()
  then = await placesNow()
  test.setToday('2026-04-02')
})
afterAll(() => test.close())

/** Every byte that was signed. */
async function everythingSigned(): Promise<string> {
  const { read } = test.store
  return JSON.stringify([
    await read.selectFrom('signed_return').selectAll().where('id', '=', id).execute(),
    await read.selectFrom('signed_return_row').selectAll().where('signed_return_id', '=', id).execute(),
    (await test.client.signedReturns.get({ id })).document,
    await Promise.all(
      cells.map((cell) => test.client.signedReturns.cell({ id, line: '', cell, limit: 200 })),
    ),
  ])
}

/** How every referral counts in the month as the return answers it today, figure by figure. */
async function placesNow(): Promise<Map<string, string>> {
  const places = new Map<string, string[]>()
  for (const cell of cells) {
    const { rows, total } = await test.client.returns.cell({ month, line: '', cell, limit: 200 })
    expect(rows).toHaveLength(total)
    for (const row of rows) {
      const moved = cell === 'first_contacts' || cell === 'removals' ? `${row.leftBy} ${row.leftOn}` : ''
      const waited = cell === 'total' ? row.days : ''
      const joined = cell === 'received' || cell === 'reopened' ? row.receivedDate : ''
      places.set(row.referralId, [
        ...(places.get(row.referralId) ?? []),
        `${cell} ${row.serviceId} ${moved}${waited}${joined}`,
      ])
    }
  }
  return new Map([...places].map(([referral, all]) => [referral, all.toSorted().join('; ')]))
}

const day = fc.integer({ min: 0, max: 150 }).map((days) => dayAfter('2025-10-20', days))
const which = fc.nat(23)
const action = fc.oneof(
  fc.record({ kind: fc.constant('attended' as const), which, on: day }),
  fc.record({
    kind: fc.constant('closed' as const),
    which,
    on: day,
    reason: fc.constantFrom(...closedReasons),
  }),
  fc.record({ kind: fc.constant('reopened' as const), which, on: day }),
  fc.record({ kind: fc.constant('planned' as const), which, on: day, due: day }),
  fc.record({ kind: fc.constant('corrected' as const), which, on: day }),
  fc.record({ kind: fc.constant('voided' as const), which, entry: fc.nat(1) }),
  fc.record({ kind: fc.constant('registered' as const), on: day }),
  fc.record({ kind: fc.constant('merged' as const), which, other: which }),
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

async function act(asked: Action): Promise<void> {
  if (asked.kind === 'registered') {
    await registerReferral(test.client, { receivedDate: asked.on, reason: 'Found in a drawer' })
    return
  }
  const { referralId, childId, eventIds } = stored[asked.which]!
  switch (asked.kind) {
    case 'attended':
      return addFacts(test, referralId, [fact('attended', asked.on, {})])
    case 'closed':
      return addFacts(test, referralId, [fact('closed', asked.on, { reason: asked.reason })])
    case 'reopened':
      return addFacts(test, referralId, [fact('reopened', asked.on, {})])
    case 'planned':
      return addFacts(test, referralId, [fact('planned', asked.on, { dueOn: asked.due })])
    case 'corrected':
      return addFacts(test, referralId, [
        fact('received_date_corrected', '2026-04-01', { receivedDate: asked.on }),
      ])
    case 'voided': {
      const eventId = eventIds[Math.min(asked.entry, eventIds.length - 1)]!
      return addFacts(test, referralId, [fact('voided', '2026-04-01', { eventId })])
    }
    case 'merged': {
      const survivorId = stored[asked.other]!.childId
      if (survivorId === childId) return
      const { left, right, whyNot } = await test.client.people.compare({
        leftId: survivorId,
        rightId: childId,
      })
      if (whyNot !== null) return
      await test.client.people.merge({
        survivorId,
        survivorVersion: left.child.version,
        mergedId: childId,
        mergedVersion: right.child.version,
        take: [],
        reason: 'Merged by chance',
      })
    }
  }
}

it('whatever is recorded afterwards, nothing signed changes, and everything that changes the month is a correction', async () => {
  let corrected = 0
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 5 }), async (actions) => {
      for (const each of actions) await act(each)
      expect(await everythingSigned()).toBe(signed)
      expect(await test.client.signedReturns.verify({ id })).toMatchObject({ ok: true, problems: [] })

      const now = await placesNow()
      const changed = [...new Set([...then.keys(), ...now.keys()])].filter(
        (referral) => then.get(referral) !== now.get(referral),
      )
      const { rows, total, sentences } = await test.client.signedReturns.corrections({ id, limit: 200 })
      expect(rows).toHaveLength(total)
      expect(rows.map((row) => row.referralId).toSorted()).toEqual(changed.toSorted())
      for (const row of rows) {
        expect(row.childId, 'names its child').not.toBe('')
        expect(row.childName).toMatch(/, Sam$/)
        expect(row.facts.length, `${row.before} → ${row.now}`).toBeGreaterThan(0)
        expect(row.before).not.toBe(row.now)
      }
      if (total > 0) expect(sentences[0]).toContain(`recorded in April 2026 changed February 2026: `)
      corrected = Math.max(corrected, total)

      const march = await test.client.returns.chs({ month: '2026-03' })
      expect(Object.values(march.reconciliation).every((line) => line.balances)).toBe(true)
    }),
    { numRuns: 20, seed: 20_260_228 },
  )
  expect(corrected).toBeGreaterThan(10)
})
