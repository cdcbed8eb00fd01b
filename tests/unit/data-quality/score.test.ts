import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judgeAll } from '../../../src/main/domain/data-quality/judge.ts'
import { addBits, contributionsOf, noTallies, scoreOf } from '../../../src/main/domain/data-quality/score.ts'
import type { QualitySubject } from '../../../src/main/domain/data-quality/subject.ts'
import { contactsOf, subjectOf, today } from './subjects.ts'

const score = (subjects: readonly QualitySubject[]) => {
  const tallies = noTallies()
  for (const subject of subjects) addBits(tallies, judgeAll(subject, today))
  return scoreOf(tallies)
}

const date = fc
  .integer({ min: -40_000, max: 22_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const contacts = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3))
  .map(([all, reach, safe, responsible]) => {
    const reachable = Math.min(all, reach)
    const reachableAndSafe = Math.min(reachable, safe)
    const known = Math.min(all, responsible)
    return {
      all,
      reachable,
      reachableAndSafe,
      reachableNotAskedIfSafe: reachable - reachableAndSafe,
      responsible: known,
      notAskedIfResponsible: all - known,
    }
  })
const subject: fc.Arbitrary<QualitySubject> = fc.record({
  nhsNumber: maybe(fc.constant('9990000018')),
  nhsNumberStatus: maybe(fc.constantFrom('01', '02', '07', '08')),
  ethnicCategory: maybe(fc.constantFrom('A', 'Z', '99')),
  postcode: maybe(fc.constantFrom('QA1 1AA', 'ZZ99 3WZ', 'x')),
  gpPracticeCode: maybe(fc.constantFrom('Y99999', 'V81999', 'x')),
  language: maybe(fc.constant('Welsh')),
  interpreterNeeded: maybe(fc.boolean()),
  consentStatus: maybe(fc.constantFrom('given', 'refused')),
  consentOn: maybe(date),
  contacts,
  dateOfBirth: date,
  diedOn: maybe(date),
  receivedDate: date,
  originalReferralDate: maybe(date),
  firstContactOn: maybe(date),
  ageOutOn: date,
  lastActivityOn: maybe(date),
  nextAppointmentOn: maybe(date),
  plannedDueOn: maybe(date),
  stageQueue: fc.constantFrom('to_book', 'not_triaged', 'planned', null),
  hasPriority: fc.boolean(),
  hasPossibleDuplicate: fc.boolean(),
})

/** What putting one thing right does to a record. */
const fixes: ((subject: QualitySubject) => Partial<QualitySubject>)[] = [
  ({ nhsNumber }) => ({ nhsNumber: nhsNumber ?? '9990000026' }),
  ({ nhsNumber }) => (nhsNumber === null ? {} : { nhsNumberStatus: '01' }),
  ({ nhsNumber }) => (nhsNumber === null ? { nhsNumber: '9990000026', nhsNumberStatus: '02' } : {}),
  () => ({ ethnicCategory: 'B' }),
  ({ ethnicCategory }) => ({ ethnicCategory: ethnicCategory === null ? 'Z' : ethnicCategory }),
  () => ({ postcode: 'QA1 1AB' }),
  () => ({ gpPracticeCode: 'V81997' }),
  () => ({ language: 'Polish' }),
  () => ({ interpreterNeeded: false }),
  () => ({ consentStatus: 'awaited' }),
  ({ contacts: own }) => ({
    contacts: { ...own, all: own.all + 1, reachable: own.reachable + 1, notAskedIfResponsible: 1 },
  }),
  () => ({ contacts: contactsOf() }),
  () => ({ consentOn: null }),
  () => ({ lastActivityOn: today }),
  () => ({ hasPriority: true }),
  () => ({ hasPossibleDuplicate: false }),
]

it('is from 0 to 100 with one decimal, and nothing when there is nothing to score', () => {
  expect(score([])).toBeNull()
  fc.assert(
    fc.property(fc.array(subject, { minLength: 1, maxLength: 12 }), (subjects) => {
      const value = score(subjects)
      expect(value).not.toBeNull()
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(100)
      expect(Math.round((value ?? 0) * 10) / 10).toBe(value)
    }),
  )
})

it('putting something right never lowers it', () => {
  fc.assert(
    fc.property(
      fc.array(subject, { minLength: 1, maxLength: 8 }),
      fc.nat(7),
      fc.constantFrom(...fixes),
      (subjects, at, fix) => {
        const place = at % subjects.length
        const fixed = subjects.map((each, index) => (index === place ? { ...each, ...fix(each) } : each))
        expect(score(fixed) ?? 0).toBeGreaterThanOrEqual(score(subjects) ?? 0)
      },
    ),
    { numRuns: 1500 },
  )
})

it('is 100 only when nothing fails and 0 only when everything does', () => {
  const whole = Array.from({ length: 2000 }, () => subjectOf())
  expect(score(whole)).toBe(100)
  expect(score([...whole, subjectOf({ language: null })])).toBe(99.9)
})

it('is explained: what the rules take adds up to what is missing from 100', () => {
  const tallies = noTallies()
  for (const each of [subjectOf(), subjectOf({ language: null }), subjectOf({ nhsNumber: null })])
    addBits(tallies, judgeAll(each, today))
  const costs = contributionsOf(tallies)
  expect(costs.slice(0, 2).map(({ ruleId }) => ruleId)).toEqual(['nhs_number_missing', 'language_missing'])
  const lost = costs.reduce((sum, each) => sum + each.lost, 0)
  expect(Math.abs(100 - (scoreOf(tallies) ?? 0) - lost)).toBeLessThan(0.3)
})

it('does not score what a family chose not to state', () => {
  expect(score([subjectOf({ ethnicCategory: 'Z' })])).toBe(100)
})
