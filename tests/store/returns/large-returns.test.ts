import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, storeHistories } from './histories.ts'
import { figuresByService, movementsByMonth, naiveReferrals } from './large-count.ts'
import { edgeHistories, storeQuickly } from './large-histories.ts'
import { publishedBands } from './naive-bands.ts'
import { dayAfter, monthsBetween } from './naive-count.ts'

const lines: Record<string, string> = {
  audiology: '(CYP) Audiology',
  neurodevelopment: '(CYP) Community paediatric service',
  slt: '(CYP) Therapy interventions: Speech and language',
}
const today = '2026-03-02'
const months = monthsBetween('2023-03', '2026-02')
const noBands = Object.fromEntries(publishedBands.map(([id]) => [id, 0]))
const nobody = { total: 0, bands: noBands, within18Weeks: 0, over52Weeks: 0, meanDays: null }

let test: TestStore
beforeAll(async () => {
  test = await createTestStore({ today })
  await storeQuickly(test.store, {
    personId: test.context.person.id,
    today,
    histories: edgeHistories(49_800, months, 20_260_302),
  })
  const toVoid = await storeHistories(
    test,
    Array.from({ length: 200 }, (_, number) => ({
      facts: [
        received(dayAfter('2024-02-29', number)),
        fact('attended', dayAfter('2024-03-31', number * 2), {}),
      ],
    })),
  )
  for (const { referralId, eventIds } of toVoid.slice(0, 100)) {
    await addFacts(test, referralId, [fact('voided', today, { eventId: eventIds[1]! })])
  }
}, 180_000)
afterAll(() => test.close())

it('50,000 referrals on every edge give the figures and movements of a count from the facts, for 36 months', async () => {
  const referrals = naiveReferrals(test.store.bare.reader)
  const moved = movementsByMonth(referrals)
  let before = figuresByService(referrals, '2023-02')
  for (const month of months) {
    const answer = await test.client.returns.chs({ month })
    const counted = figuresByService(referrals, month)
    for (const [service, name] of Object.entries(lines)) {
      const own = counted.get(service) ?? nobody
      const { line: _, ...line } = answer.lines.find((each) => each.line === name)!
      expect(line, `${name}, ${month}`).toEqual(own)
      const proof = answer.reconciliation[name]!
      const { opening, closing, corrections, balances, removals, ...came } = proof
      expect({ opening, closing, corrections, balances }, `${name}, ${month}`).toEqual({
        opening: (before.get(service) ?? nobody).total,
        closing: own.total,
        corrections: 0,
        balances: true,
      })
      const happened = Object.entries({ ...came, ...removals }).filter(([, count]) => count > 0)
      expect(Object.fromEntries(happened), `${name}, ${month}`).toEqual(
        moved.get(`${service} ${month}`) ?? {},
      )
    }
    before = counted
  }
  const last = [...before.values()]
  expect(last.reduce((all, each) => all + each.total, 0)).toBeGreaterThan(5000)
  expect(last.every((each) => Object.values(each.bands).every((count) => count > 0))).toBe(true)
})
