import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskThresholds } from '../../../src/shared/codes/task-thresholds.ts'
import { addDays, daysBetween } from '../../../src/main/domain/clocks/days.ts'
import {
  lowerSteps,
  taskOfCrossing,
  type ThresholdFacts,
  thresholdsCrossed,
} from '../../../src/main/domain/tasks/thresholds.ts'

const start = '2025-01-06'
const waiting: ThresholdFacts = {
  serviceId: 'slt',
  triageTargetDays: 14,
  isOpen: true,
  isWaiting: true,
  isNotTriaged: false,
  isUrgent: false,
  clockStart: start,
  contactFrom: '2031-01-01',
  ageOutOn: '2040-01-01',
  statutoryDueOn: null,
  isAutism: false,
}
const on = (day: number, facts: Partial<ThresholdFacts> = {}) =>
  thresholdsCrossed({ ...waiting, ...facts }, addDays(start, day - 1), addDays(start, day)).map(
    ({ threshold }) => threshold.id,
  )

describe('the day a threshold is crossed', () => {
  it.each([
    ['triage_2w', 15, { isNotTriaged: true }],
    ['urgent_4w', 29, { isUrgent: true }],
    ['audiology_6w', 43, { serviceId: 'audiology' }],
    ['contact_12w', 84, { contactFrom: start }],
    ['autism_13w', 92, { isAutism: true }],
    ['wait_18w', 127, {}],
    ['wait_40w', 281, {}],
    ['harm_52w', 365, {}],
    ['harm_65w', 456, {}],
    ['harm_78w', 547, {}],
    ['harm_104w', 729, {}],
  ] as const)('%s is day %i, not the day before or after', (id, day, facts) => {
    expect(on(day, facts)).toEqual([id])
    expect(on(day - 1, facts)).toEqual([])
    expect(on(day + 1, facts)).toEqual([])
  })

  it('of statutory advice is two weeks before it is due and the day after', () => {
    const facts = { isWaiting: false, statutoryDueOn: addDays(start, 42) }
    expect(on(28, facts)).toEqual(['ehc_4w'])
    expect(on(42, facts)).toEqual([])
    expect(on(43, facts)).toEqual(['ehc_6w'])
  })

  it('of ageing out is 26 weeks before the birthday', () => {
    expect(on(10, { ageOutOn: addDays(start, 192) })).toEqual(['age_out_26w'])
  })

  it('of triage is the service’s own', () => {
    expect(on(15, { isNotTriaged: true, triageTargetDays: 5 })).toEqual([])
    expect(on(6, { isNotTriaged: true, triageTargetDays: 5 })).toEqual(['triage_2w'])
  })

  it('never comes for who is not concerned', () => {
    expect(on(29)).toEqual([])
    expect(on(43)).toEqual([])
    expect(on(92)).toEqual([])
    expect(on(365, { isWaiting: false })).toEqual([])
    expect(on(365, { isOpen: false })).toEqual([])
  })
})

describe('a wait that comes in long', () => {
  it('opens only the highest review and says what else it is past', () => {
    const today = addDays(start, 470)
    const crossed = thresholdsCrossed(waiting, null, today)
    expect(crossed.map(({ threshold }) => threshold.id)).toEqual(['harm_65w'])
    const [crossing] = crossed
    const task = taskOfCrossing(crossing!, waiting, today)
    expect(task.why).toBe(
      'Waiting since 06-Jan-2025: past 65 weeks on 07-Apr-2026. Also past 18, 40 and 52 weeks; only this one is opened.',
    )
    expect(task).toMatchObject({
      kind: 'harm_review',
      occasion: 'harm_65w',
      role: 'clinician',
      opensOn: today,
    })
    expect(task.dueOn).toBe('2026-05-06')
  })

  it('replaces the steps below', () => {
    expect(lowerSteps('harm_65w')).toEqual(['audiology_6w', 'autism_13w', 'wait_18w', 'wait_40w', 'harm_52w'])
    expect(lowerSteps('contact_12w')).toEqual([])
  })
})

describe('over any days the app was looked at', () => {
  const facts = fc.record({
    ...Object.fromEntries(Object.entries(waiting).map(([key, value]) => [key, fc.constant(value)])),
    isNotTriaged: fc.boolean(),
    isUrgent: fc.boolean(),
    isAutism: fc.boolean(),
    serviceId: fc.constantFrom('slt', 'audiology'),
    contactFrom: fc.integer({ min: 0, max: 400 }).map((days) => addDays(start, days)),
    statutoryDueOn: fc.option(fc.integer({ min: 0, max: 400 }).map((days) => addDays(start, days))),
  }) as unknown as fc.Arbitrary<ThresholdFacts>
  const gaps = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 })

  it('each threshold comes at most once and none is lost by skipping days', () => {
    fc.assert(
      fc.property(facts, gaps, (subject, steps) => {
        let after = addDays(start, -1)
        const seen: string[] = []
        for (const step of steps) {
          const upTo = addDays(after, step)
          for (const { threshold, alsoPast } of thresholdsCrossed(subject, after, upTo))
            seen.push(threshold.id, ...alsoPast.map(({ id }) => id))
          after = upTo
        }
        expect(new Set(seen).size).toBe(seen.length)
        const daily: string[] = []
        for (let day = 0; day <= daysBetween(start, after); day += 1)
          for (const { threshold, alsoPast } of thresholdsCrossed(
            subject,
            addDays(start, day - 1),
            addDays(start, day),
          ))
            daily.push(threshold.id, ...alsoPast.map(({ id }) => id))
        expect(seen.toSorted()).toEqual(daily.toSorted())
      }),
      { numRuns: 60 },
    )
  })

  it('every threshold has a source and a role', () => {
    for (const threshold of taskThresholds) {
      expect(threshold.source.length).toBeGreaterThan(5)
      expect(threshold.role).toBeTruthy()
    }
  })
})
