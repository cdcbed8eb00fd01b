import { afterAll, beforeAll, expect, it } from 'vitest'
import { fillDemoStore } from '../../../src/main/services/demo/fill-demo-store.ts'
import { keptScores } from '../../../src/main/services/data-quality/score.ts'
import { qualityRule } from '../../../src/shared/codes/data-quality-rules.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'

const today = '2026-03-02'
let test: TestStore

beforeAll(async () => {
  test = await createTestStore({ today })
})
afterAll(() => test.close())

it('a service without open referrals has no score, which is not 0', async () => {
  const scores = await keptScores(test.store, today)
  expect(scores.length).toBeGreaterThan(0)
  for (const { score, referrals } of scores)
    expect({ score, referrals }).toEqual({ score: null, referrals: 0 })
})

it('scores every open referral of every service once, and says what each rule takes', async () => {
  const size = { waiting: { audiology: 20, slt: 40, neurodevelopment: 60 }, historyDays: 120 }
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const open = await test.store.read
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .select(['service_id', 'nhs_number', 'language', 'postcode'])
    .where('is_open', '=', 1)
    .execute()

  const scores = await keptScores(test.store, today)

  for (const { serviceId, score, referrals, rules } of scores) {
    const own = open.filter((row) => row.service_id === serviceId)
    const ruleOf = (id: string) => rules.find(({ ruleId }) => ruleId === id)
    expect(referrals).toBe(own.length)
    expect(ruleOf('nhs_number_missing')?.failed).toBe(own.filter((row) => row.nhs_number === null).length)
    expect(ruleOf('language_missing')?.failed).toBe(own.filter((row) => row.language === null).length)
    if (score === null) continue
    const lost = rules.reduce((sum, rule) => sum + rule.failed * qualityRule(rule.ruleId).weight, 0)
    const weighted = rules.reduce((sum, rule) => sum + rule.applicable * qualityRule(rule.ruleId).weight, 0)
    expect(lost).toBeGreaterThan(0)
    expect(Math.abs(score - (100 * (weighted - lost)) / weighted)).toBeLessThanOrEqual(0.05 + 1e-9)
    expect(Math.abs(100 - score - rules.reduce((sum, rule) => sum + rule.lost, 0))).toBeLessThan(1)
  }
})
