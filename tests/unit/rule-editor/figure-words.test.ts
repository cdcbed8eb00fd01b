import { expect, it } from 'vitest'
import {
  decisionTitle,
  inOrder,
  overridesTitle,
  ratedOverrides,
  returnsTitle,
  waitsTitle,
} from '../../../src/renderer/features/rules/figure-words.ts'

const wait = (priority: 'urgent' | 'soon' | 'routine' | null, medianDays: number) => ({
  priority,
  count: 10,
  medianDays,
  ninetiethDays: medianDays * 2,
  withinTarget: 5,
})

it('puts waits in the order of pressing and compares urgent with routine', () => {
  const waits = [wait(null, 40), wait('routine', 120.4), wait('urgent', 13)]
  expect(inOrder(waits).map(({ priority }) => priority)).toEqual(['urgent', 'routine', null])
  expect(waitsTitle(waits)).toBe(
    'Half of the urgent children were seen within 13 days, half of the routine ones within 120 days',
  )
  expect(waitsTitle([wait('soon', 1)])).toBe('Half of the children with soon priority were seen within 1 day')
})

it('makes no rate of fewer than five decisions', () => {
  const overrides = [
    { ruleId: 'S06', name: 'Selective mutism', made: 1, otherwise: 1 },
    { ruleId: 'S01', name: 'Feeding', made: 12, otherwise: 3 },
    { ruleId: 'S05', name: 'Stammering', made: 5, otherwise: 0 },
  ]
  expect(ratedOverrides(overrides).map(({ ruleId, rate }) => [ruleId, rate])).toEqual([
    ['S01', 25],
    ['S05', 0],
  ])
  expect(overridesTitle(overrides)).toBe('S01 is departed from most: 3 of 12 decisions (25 %)')
  expect(overridesTitle(overrides.slice(2))).toBe('No rule with five decisions or more was departed from')
})

it('compares the last month with the one before, all services together', () => {
  const month = (name: string, medianDays: number, serviceId: string | null = null) => ({
    month: name,
    serviceId,
    count: 20,
    medianDays,
  })
  expect(decisionTitle([month('2026-02', 7), month('2026-01', 9), month('2026-03', 40, 'slt')])).toBe(
    'Half of the decisions of Feb 2026 came within 7 days of receipt, 2 days sooner than in the month before',
  )
  expect(decisionTitle([month('2026-01', 7), month('2026-02', 7.2)])).toMatch(/, as in the month before$/)
})

it('says whose referrals come back most', () => {
  expect(
    returnsTitle([
      { referrerRole: 'gp', label: 'GP', decided: 40, returned: 4 },
      { referrerRole: 'school', label: 'School', decided: 10, returned: 5 },
    ]),
  ).toBe('Returned most: School, 5 of 10 referrals (50 %)')
})
