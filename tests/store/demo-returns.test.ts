import { afterEach, beforeEach, expect, it } from 'vitest'
import { fillDemoStore } from '../../src/main/services/demo/fill-demo-store.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-12'
const size = { waiting: { audiology: 20, slt: 60, neurodevelopment: 120 }, historyDays: 240 }

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

it('a demonstration store has three months signed off, one corrected late, and the last one to sign', async () => {
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const { rows } = await test.client.signedReturns.list({})
  expect(rows.map(({ month, signedAt }) => [month, signedAt])).toEqual([
    ['2026-01', '2026-02-06T10:12:00.000Z'],
    ['2025-12', '2026-01-06T10:12:00.000Z'],
    ['2025-11', '2025-12-06T10:12:00.000Z'],
  ])
  const [january, december] = rows
  expect(january!.total).toBeGreaterThan(100)
  for (const { id } of rows) {
    expect(await test.client.signedReturns.verify({ id })).toMatchObject({ ok: true, problems: [] })
  }
  const corrections = await test.client.signedReturns.corrections({ id: january!.id })
  expect(corrections.sentences).toEqual([
    '1 referral recorded in March 2026 changed January 2026: 1 was counted and not waiting.',
  ])
  expect((await test.client.signedReturns.corrections({ id: december!.id })).total).toBe(0)
  const february = await test.client.returns.chs({ month: '2026-02' })
  expect(february.state.state).toBe('open')
  expect(february.blockedBy).toEqual([])
  const speech = february.reconciliation['(CYP) Therapy interventions: Speech and language']
  expect(speech).toMatchObject({ corrections: -1, balances: true })
  expect(Object.values((await test.client.returns.chs({ month: '2026-01' })).dataQuality)).not.toContain(null)
})
