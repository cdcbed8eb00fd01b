import { sentencesOf } from '../../../src/main/domain/triage/sentences.ts'
import { describe, expect, test } from 'vitest'
import { itemsToAsk } from '../../../src/main/domain/triage/items-to-ask.ts'
import { suggestedStep } from '../../../src/main/domain/triage/suggested-step.ts'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import { triagedCase } from '../../../src/main/domain/triage/triage-cases.ts'
import { evaluated, idsOf, plainReferral, ruleSetOf } from '../../fixtures/triage/referrals.ts'

describe('a redirect is held back while the referral is same-day or urgent', () => {
  const entProblem = { service: 'audiology', reasonCodes: ['EAR_DISCHARGE'] }

  test('nothing urgent: the redirect stands, with reason and copies', () => {
    const result = evaluated(entProblem)
    expect(result.redirect).toMatchObject({
      ruleId: 'A11',
      reasonCode: 'REFER_ENT_OR_GP',
      copyTo: ['referrer', 'family'],
    })
    expect(triagedCase('x', result).suggestion).toMatchObject({
      suppressed: false,
      redirect: { ruleId: 'A11' },
    })
  })

  test.each([
    [{ reasonCodes: ['EAR_DISCHARGE', 'SUSPECTED_SNHL'] }, 'urgent', ['A06']],
    [{ reasonCodes: ['EAR_DISCHARGE', 'SUDDEN_HEARING_LOSS'] }, 'same_day', ['A05']],
    [{ redFlags: ['disclosure_of_abuse'] }, 'same_day', ['C10']],
    [
      { redFlags: ['disclosure_of_abuse'], reasonCodes: ['EAR_DISCHARGE', 'SUSPECTED_SNHL'] },
      'same_day',
      ['C10', 'A06'],
    ],
  ])('%j makes it %s', (changes, priority, by) => {
    const result = evaluated({ ...entProblem, ...changes })
    expect(result.priority).toBe(priority)
    expect(result.redirect).toBeNull()
    expect(result.redirects).toMatchObject([{ ruleId: 'A11', suppressedBy: by }])
    expect(triagedCase('x', result).suggestion).toMatchObject({ redirect: null, suppressed: true })
  })

  test('advice to watch and refer again is held back too', () => {
    const result = evaluated({
      service: 'audiology',
      reasonCodes: ['SUSPECTED_OME', 'SUSPECTED_SNHL'],
      concernDurationWeeks: 2,
      functionalImpact: 'low',
      hearingRiskFactor: false,
    })
    expect(result.redirects).toMatchObject([
      { ruleId: 'A10', kind: 'watchAndReReferAdvice', suppressedBy: ['A06'] },
    ])
    expect(result.redirect).toBeNull()
  })

  test('a soon or routine rule holds nothing back', () => {
    const result = evaluated({ service: 'audiology', reasonCodes: ['EAR_DISCHARGE', 'HEARING_CONCERN'] })
    expect(result.priority).toBe('routine')
    expect(result.redirect?.ruleId).toBe('A11')
  })
})

describe('out of area', () => {
  const outside = { gpInArea: false, residentInArea: false, schoolInArea: false }

  test('not in care: a redirect', () => {
    expect(evaluated({ ...outside, childInCare: false }).redirect).toMatchObject({
      ruleId: 'C04',
      reasonCode: 'OUT_OF_AREA',
    })
  })

  test('in care: the placing authority is asked for instead', () => {
    const result = evaluated({ ...outside, childInCare: true })
    expect(idsOf(result)).toContain('C04')
    expect(result.redirects).toEqual([])
    expect(result.needInfo).toEqual(['placing authority'])
  })

  test.each([[null], [undefined], ['no']])(
    'in care %j: the redirect waits for the answer, and says to ask first',
    (childInCare) => {
      const result = evaluated({ ...outside, childInCare })
      expect(result.redirect).toBeNull()
      expect(result.redirects).toMatchObject([{ ruleId: 'C04', suppressedBy: [], waitsFor: ['childInCare'] }])
      expect(suggestedStep(result)).toBe('ask')
      expect(itemsToAsk(result)).toEqual(['child in care'])
      expect(result.needInfo).toEqual([])
      const advice = 'not asked whether the child is in care: ask before redirecting'
      expect(result.effects).toContainEqual({ kind: 'advice', ruleId: 'C04', text: advice })
      expect(sentencesOf(result).join(' ')).toContain(advice)
    },
  )

  test('a blank among the three is not outside', () => {
    expect(idsOf(evaluated({ ...outside, schoolInArea: null, childInCare: false }))).toEqual([])
  })
})

describe('regression (N03)', () => {
  const regression = (redFlags: string[], ageMonths: number | null) =>
    evaluated({ service: 'neurodevelopment', redFlags, ageMonths })
  const routeOf = (result: ReturnType<typeof evaluated>) =>
    result.effects.flatMap((effect) => (effect.kind === 'route' ? [effect.route] : []))

  test.each([
    [['motor_regression'], 12, 'paediatrician or paediatric neurologist first'],
    [['motor_regression'], null, 'paediatrician or paediatric neurologist first'],
    [['motor_regression', 'social_regression'], 20, 'paediatrician or paediatric neurologist first'],
    [['language_regression'], 36, 'paediatrician or paediatric neurologist first'],
    [['language_regression'], 35, 'autism team'],
    [['social_regression'], 35, 'autism team'],
  ])('%j at %j months: urgent, %s', (redFlags, ageMonths, route) => {
    const result = regression(redFlags, ageMonths)
    expect(idsOf(result)).toEqual(['N03'])
    expect(result.priority).toBe('urgent')
    expect(routeOf(result)).toEqual([route])
    expect(result.redirect).toBeNull()
  })

  test.each([
    [['language_regression'], null],
    [['social_regression'], 40],
  ])('%j at %j months: still urgent, and a clinician chooses the route', (redFlags, ageMonths) => {
    const result = regression(redFlags, ageMonths)
    expect(result.priority).toBe('urgent')
    expect(routeOf(result)).toEqual([])
    expect(result.tasks.map(({ text }) => text)).toEqual(['clinician decides where the child goes first'])
  })

  test('it holds back another rule’s redirect', () => {
    const result = evaluated({
      service: 'neurodev',
      pathway: ['adhd'],
      ageMonths: 30,
      redFlags: ['social_regression'],
    })
    expect(result.redirects).toMatchObject([{ ruleId: 'N02', suppressedBy: ['N03'] }])
  })
})

describe('what accumulates and what wins', () => {
  test('the highest priority wins, with the tightest target of the rules that gave it', () => {
    const result = evaluated({
      service: 'audiology',
      reasonCodes: ['HEARING_CONCERN', 'OTOTOXIC_TREATMENT', 'NHSP_REFER_BILATERAL'],
      dateReceived: '2026-03-02',
    })
    expect(result.priorityBy).toEqual(['A01', 'A07'])
    expect(result.target).toEqual({
      ruleId: 'A07',
      days: 14,
      unit: 'calendar',
      from: [],
      start: { field: 'dateReceived', date: '2026-03-02' },
    })
  })

  test('five working days are tighter than eight days, and looser than six', () => {
    const target = (days: number) =>
      evaluate(
        ruleSetOf(
          { outcome: { priority: 'urgent', targetDays: days } },
          { outcome: { priority: 'urgent', targetWorkingDays: 5 } },
        ),
        { cpPlan: true },
      ).target?.ruleId
    expect([target(8), target(6)]).toEqual(['T02', 'T01'])
  })

  test.each([
    [
      { fitForTestingDate: '2026-02-01', hospitalDischargeDate: '2026-02-09' },
      'fitForTestingDate',
      '2026-02-01',
    ],
    [{ hospitalDischargeDate: '2026-02-09' }, 'hospitalDischargeDate', '2026-02-09'],
    [
      { fitForTestingDate: 'soon', hospitalDischargeDate: '2026-02-09' },
      'hospitalDischargeDate',
      '2026-02-09',
    ],
  ])('the first known date starts the target: %j', (dates, field, date) => {
    const result = evaluated({ service: 'audiology', reasonCodes: ['MENINGOCOCCAL'], ...dates })
    expect(result.target?.start).toEqual({ field, date })
    expect(triagedCase('x', result).suggestion.targetFrom).toBe(field)
  })

  test('with none of the dates known there is no start, and the preferred date is named', () => {
    const result = evaluated({
      service: 'audiology',
      reasonCodes: ['MENINGOCOCCAL'],
      dateReceived: '2026-02-01',
    })
    expect(result.target?.start).toBeNull()
    expect(triagedCase('x', result).suggestion.targetFrom).toBe('fitForTestingDate')
  })

  test('flags, tasks and requests accumulate without duplicates, a task at its soonest', () => {
    const outcome = { flag: 'T', task: 'phone', needInfo: ['form', 'consent'] }
    const result = evaluate(
      ruleSetOf(
        { outcome: { ...outcome, taskDueWorkingDays: 5 } },
        { outcome: { ...outcome, taskDueWorkingDays: 2, needInfo: ['form'] } },
      ),
      { cpPlan: true },
    )
    expect(result.flags).toEqual(['T'])
    expect(result.tasks).toEqual([{ ruleId: 'T02', text: 'phone', dueWorkingDays: 2 }])
    expect(result.needInfo).toEqual(['form', 'consent'])
  })

  test('rules are read same-day, urgent, statutory, information, redirect, routine', () => {
    const result = evaluated({
      service: 'audiology',
      reasonCodes: ['HEARING_CONCERN', 'EAR_DISCHARGE', 'SUSPECTED_SNHL'],
      redFlags: ['risk_to_others_immediate'],
      contactPhone: null,
      ehcnaAdviceRequestDate: '2026-01-05',
    })
    expect(idsOf(result)).toEqual(['C10', 'A06', 'C05', 'C01', 'A11', 'A09'])
    expect(result.missingFields).toEqual(['contactPhone'])
  })

  test('targeted follow-up goes on the planned list, and a disabled rule does nothing', () => {
    const result = evaluated({ service: 'audiology', reasonCodes: ['CONGENITAL_INFECTION'] })
    expect(result.priority).toBe('planned')
    expect(result.effects).toEqual([
      { kind: 'planned_list', ruleId: 'A08', dueAtCorrectedAgeMonths: 8, excludeFromWaitingList: true },
    ])
    expect(idsOf(evaluate(ruleSetOf({ enabled: false }), { cpPlan: true }))).toEqual([])
  })

  test('EHC advice is due by law 42 days from the request, whatever the priority', () => {
    const result = evaluated({ ehcnaAdviceRequestDate: '2026-01-20' })
    expect(result.priority).toBeNull()
    expect(result.effects).toEqual([
      {
        kind: 'statutory_date',
        ruleId: 'C05',
        days: 42,
        from: 'ehcnaAdviceRequestDate',
        date: '2026-01-20',
        dueOn: '2026-03-03',
      },
    ])
  })

  test('a carried wait, people to tell, and no discharge without a clinician', () => {
    const moved = evaluated({
      childInCare: true,
      transferIn: true,
      originalReferralDate: '2025-05-01',
      wnbCount: 1,
    })
    expect(moved.effects).toContainEqual({
      kind: 'effective_wait_start',
      ruleId: 'C07',
      from: 'originalReferralDate',
      date: '2025-05-01',
    })
    expect(moved.effects).toContainEqual({ kind: 'block_auto_discharge', ruleId: 'C16' })
    expect(idsOf(moved)).not.toContain('C15')
    expect(moved.effects).toContainEqual(expect.objectContaining({ kind: 'notify', ruleId: 'C16' }))
  })

  test('safeguarding flags ask a clinician and never give a priority', () => {
    const result = evaluated({ cpPlan: true })
    expect(result.priority).toBeNull()
    expect(result.flags).toEqual(['SAFEGUARDING'])
    expect(result.effects).toContainEqual({
      kind: 'clinician_decides_priority',
      ruleId: 'C08',
      neverAcceptanceTest: false,
    })
  })
})

test('a rule of one service says nothing about another, and neurodev is neurodevelopment', () => {
  const adhd = { pathway: ['adhd'], ageMonths: 40 }
  expect(idsOf(evaluated({ ...adhd, service: 'slt' }))).toEqual([])
  expect(idsOf(evaluated({ ...adhd, service: 'neurodev' }))).toEqual(['N02'])
  expect(idsOf(evaluated({ ...adhd, service: 'neurodevelopment' }))).toEqual(['N02'])
  expect(idsOf(evaluated({ ...adhd, service: undefined, cpPlan: true }))).toEqual(['C08'])
})

test('each firing keeps what it saw, blanks as null, and the rule set’s version', () => {
  const result = evaluated({ pathway: ['dysphagia'], redFlagsAsked: undefined, redFlags: undefined })
  expect(result.ruleSetVersion).toBe(1)
  expect(result.fired[0]).toMatchObject({
    ruleId: 'S01',
    ruleVersion: 1,
    inputs: { pathway: ['dysphagia'], redFlagsAsked: null, redFlags: null },
  })
})

test('evaluating changes nothing that was given', () => {
  const referral = Object.freeze({ ...plainReferral, reasonCodes: Object.freeze(['CLEFT']) })
  expect(
    idsOf(evaluate(ruleSetOf({ when: { field: 'reasonCodes', op: 'includes', value: 'CLEFT' } }), referral)),
  ).toEqual(['T01'])
})
