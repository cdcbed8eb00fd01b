import { describe, expect, test } from 'vitest'
import { triageField } from '../../../src/shared/codes/triage-fields.ts'
import { agesAt, referralFacts } from '../../../src/main/domain/triage/referral-facts.ts'

describe('ages on the received date', () => {
  test.each([
    ['2020-03-10', '2025-03-09', { ageYears: 4, ageMonths: 59 }],
    ['2020-03-10', '2025-03-10', { ageYears: 5, ageMonths: 60 }],
    ['2024-02-29', '2025-02-28', { ageYears: 0, ageMonths: 11 }],
    ['2024-02-29', '2025-03-01', { ageYears: 1, ageMonths: 12 }],
    ['2024-02-29', '2028-02-29', { ageYears: 4, ageMonths: 48 }],
    ['2025-01-31', '2025-02-28', { ageYears: 0, ageMonths: 0 }],
    ['2025-01-31', '2025-03-01', { ageYears: 0, ageMonths: 1 }],
    ['2026-01-01', '2026-01-01', { ageDays: 0, ageMonths: 0 }],
    ['2026-01-01', '2026-01-29', { ageDays: 28 }],
    ['2026-03-20', '2026-04-02', { ageDays: 13 }],
  ])('born %s, received %s', (born, received, ages) => {
    expect(agesAt(born, received, 40)).toMatchObject(ages)
  })

  test.each([
    [null, '2026-01-01'],
    ['2026-01-01', null],
    ['2026-02-30', '2026-03-01'],
    ['2026-02-01', '2026-01-31'],
  ])('born %j, received %j: not known', (born, received) => {
    expect(Object.values(agesAt(born, received, 30))).toEqual([null, null, null, null, null])
  })
})

describe('corrected age', () => {
  test.each([
    ['2025-01-01', '2025-12-01', 30, { ageMonths: 11, correctedAgeMonths: 8, correctedAgeDays: 334 - 70 }],
    ['2025-01-01', '2025-12-01', 37, { correctedAgeMonths: 11, correctedAgeDays: 334 }],
    ['2025-01-01', '2025-01-15', 30, { ageDays: 14, correctedAgeMonths: 0, correctedAgeDays: 14 - 70 }],
    ['2023-01-01', '2025-01-01', 30, { ageMonths: 24, correctedAgeMonths: 24 }],
    ['2023-01-02', '2025-01-01', 30, { ageMonths: 23, correctedAgeMonths: 21 }],
    ['2025-01-01', '2025-12-01', null, { ageMonths: 11, correctedAgeMonths: null, correctedAgeDays: null }],
    ['2020-01-01', '2025-12-01', null, { correctedAgeMonths: 71 }],
  ])('born %s, received %s, gestation %j weeks', (born, received, gestation, ages) => {
    expect(agesAt(born, received, gestation)).toMatchObject(ages)
  })

  test('the CMV window counts from birth, however early', () => {
    expect(agesAt('2026-01-01', '2026-01-28', 28).ageDays).toBe(27)
  })
})

describe('referral facts', () => {
  const input = { service: 'slt', today: '2026-06-01' }

  test.each([
    ['01', 'verified'],
    ['02', 'unverified'],
    ['08', 'unverified'],
    ['', null],
    [null, null],
    [undefined, null],
  ])('NHS number status %j is %j', (nhsNumberStatus, expected) => {
    expect(referralFacts({ ...input, nhsNumberStatus })['nhsNumberStatus']).toBe(expected)
  })

  test('weeks waited are completed weeks, and a first run starts from none', () => {
    const facts = (lastRunOn: string | null) =>
      referralFacts({ ...input, receivedDate: '2026-01-27', lastRunOn })
    expect(facts(null)).toMatchObject({ weeksWaiting: 17, weeksWaitingLastRun: 0 })
    expect(facts('2026-05-01')).toMatchObject({ weeksWaiting: 17, weeksWaitingLastRun: 13 })
    expect(referralFacts({ ...input, today: '2026-06-02', receivedDate: '2026-01-27' })['weeksWaiting']).toBe(
      18,
    )
  })

  test('contact counts from the last contact, else from receipt', () => {
    const since = (lastContactWithFamilyOn: string | null) =>
      referralFacts({ ...input, receivedDate: '2026-03-01', lastContactWithFamilyOn })[
        'daysSinceLastContactWithFamily'
      ]
    expect([since('2026-05-30'), since(null)]).toEqual([2, 92])
  })

  test('likely age at first contact and days since opt-in', () => {
    const facts = referralFacts({
      ...input,
      dateOfBirth: '2010-06-15',
      projectedFirstContactOn: '2027-12-15',
      optInSentOn: '2026-05-18',
    })
    expect(facts).toMatchObject({ projectedAgeAtFirstContactMonths: 210, optInDaysOutstanding: 14 })
  })

  test('what nobody asked stays unknown, and asked-and-none stays an empty list', () => {
    const facts = referralFacts({ ...input, redFlags: [], evidence: null })
    expect(facts['redFlags']).toEqual([])
    const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined)
    expect(known).toEqual([
      ['service', 'slt'],
      ['redFlags', []],
    ])
  })

  test('every fact but the service is a field of the catalogue', () => {
    const names = Object.keys(
      referralFacts({ ...input, circumstances: ['youth_justice'], dateOfBirth: '2020-01-01' }),
    )
    expect(names.filter((name) => name !== 'service' && !triageField(name))).toEqual([])
    expect(names).toContain('flags')
  })
})
