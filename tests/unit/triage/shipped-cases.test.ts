import { describe, expect, test } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { triageCases } from '../../../src/main/domain/triage/triage-cases.ts'
import { readRuleSet, unlistedCodesOf } from '../../../src/shared/triage/read-rule-set.ts'
import shipped from '../../fixtures/triage/cases.json' with { type: 'json' }
import draft from '../../fixtures/triage/published-draft-rules.json' with { type: 'json' }

const readDraft = readRuleSet(draft)
const draftRules = readDraft.ok ? readDraft.value : defaultRuleSet()

describe.each([
  ['the default rules', defaultRuleSet()],
  ['the published draft', draftRules],
])('worked cases against %s', (_name, rules) => {
  test.each(shipped.cases.map((each) => [each.name, each] as const))('%s', (_case, each) => {
    const answer = triageCases({ cases: [each] }, rules)
    expect(answer).toMatchObject({ ok: true, value: [{ name: each.name, fires: each.fires }] })
  })
})

test('the defaults are the 42 rules of the draft, with the same words, sources and confidence', () => {
  expect(readDraft.ok).toBe(true)
  const kept = ({
    id,
    services,
    name,
    when,
    source,
    confidence,
    detailConfidence,
    locallyConfigurable,
  }: (typeof draftRules.rules)[number]) => ({
    id,
    services,
    name,
    when,
    source,
    confidence,
    detailConfidence,
    locallyConfigurable,
  })
  expect(defaultRuleSet().rules).toHaveLength(42)
  expect(defaultRuleSet().rules.map(kept)).toEqual(draftRules.rules.map(kept))
})

test('the default rules and the draft suggest the same, the branches included', () => {
  const regression = { redFlagsAsked: true, evidence: ['parent_questionnaire', 'setting_questionnaire'] }
  const extra = [
    { service: 'neurodev', ...regression, redFlags: ['motor_regression'], ageMonths: 20 },
    { service: 'neurodev', ...regression, redFlags: ['social_regression'], ageMonths: 50 },
    { service: 'slt', gpInArea: false, residentInArea: false, schoolInArea: false, childInCare: true },
    { service: 'slt', gpInArea: false, residentInArea: false, schoolInArea: false, childInCare: false },
  ]
  const cases = { cases: [...shipped.cases, ...extra.map((referral) => ({ name: '', referral }))] }
  const [ours, theirs] = [triageCases(cases, defaultRuleSet()), triageCases(cases, draftRules)]
  const essence = (answer: typeof ours) =>
    answer.ok
      ? answer.value.map(({ fires, suggestion, flags, tasks }) => ({ fires, suggestion, flags, tasks }))
      : []
  expect(essence(ours)).toHaveLength(15)
  expect(essence(ours)).toEqual(essence(theirs))
})

test('every code a default rule asks for is in its code list', () => {
  expect(unlistedCodesOf(defaultRuleSet())).toEqual([])
})

test('reading what was written gives the same rule set', () => {
  const again = readRuleSet(JSON.parse(JSON.stringify(defaultRuleSet())))
  expect(again).toEqual({ ok: true, value: defaultRuleSet() })
})

test('the command gives priority, target with its unit and sentences', () => {
  const choking = shipped.cases.filter(({ name }) => name === 'dysphagia with choking')
  expect(triageCases({ cases: choking }, defaultRuleSet())).toEqual({
    ok: true,
    value: [
      {
        name: 'dysphagia with choking',
        fires: ['S01'],
        suggestion: {
          priority: 'urgent',
          targetDays: 5,
          targetUnit: 'working',
          targetFrom: null,
          needInfo: [],
          redirect: null,
          suppressed: false,
        },
        flags: [],
        tasks: [],
        sentences: ['S01 (v1): feeding referral, choking recorded → urgent, 5 working days.'],
      },
    ],
  })
})

test.each([
  [{}, 'cases'],
  [{ cases: ['x'] }, 'cases[0]'],
  [{ cases: [{ name: 'a' }] }, 'cases[0].referral'],
  [null, 'cases'],
])('input of another shape is refused with its place: %j', (input, field) => {
  expect(triageCases(input, defaultRuleSet())).toMatchObject({
    ok: false,
    refusal: { kind: 'invalid', field },
  })
})
