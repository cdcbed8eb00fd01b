import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRuleSet } from '../../../src/main/domain/triage/compile-rule-set.ts'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import { sentencesOf } from '../../../src/main/domain/triage/sentences.ts'
import { priorities } from '../../../src/shared/codes/priorities.ts'
import { triageField, triageFields } from '../../../src/shared/codes/triage-fields.ts'
import type { TriageField } from '../../../src/shared/codes/triage-fields.ts'
import { conditionsOf } from '../../../src/shared/triage/rule-set-schema.ts'
import { protectiveOperators, testsOf } from '../../../src/shared/triage/rules.ts'

const rules = defaultRuleSet()

/** Values around every number a rule compares with. */
const edges = rules.rules
  .flatMap((rule) => conditionsOf(rule).flatMap(testsOf))
  .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
  .filter((value) => typeof value === 'number')
  .flatMap((value) => [value - 1, value, value + 1])

function valueOf(field: TriageField): fc.Arbitrary<unknown> {
  const codes = Object.keys(field.codes ?? { x: '' })
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'number':
      return fc.constantFrom(0, 1, ...edges)
    case 'code':
      return fc.constantFrom(...codes)
    case 'codeList':
      return fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 3 })
    case 'date':
      return fc.constantFrom('2026-01-05', '2025-12-31')
    case 'text':
      return fc.constantFrom('x', '')
  }
}

const referrals = fc.record(
  {
    service: fc.constantFrom('audiology', 'slt', 'neurodevelopment'),
    ...Object.fromEntries(
      triageFields.map((field) => [
        field.name,
        fc.oneof({ weight: 4, arbitrary: valueOf(field) }, fc.constant(null)),
      ]),
    ),
  },
  { requiredKeys: ['service'] },
)
const fieldNames = fc.constantFrom(...triageFields.map(({ name }) => name))
const rank = (priority: (typeof priorities)[number] | null) =>
  priority === null ? priorities.length : priorities.indexOf(priority)

test('each redirecting rule, whatever else is known, needs every field it asks about', () => {
  const elsewhere = rules.rules.filter(({ outcome }) =>
    [outcome, ...(outcome.branch ?? []).map((branch) => branch.outcome)].some(
      ({ suggest, priority }) => (suggest === 'redirect' || suggest === 'watchAndReReferAdvice') && !priority,
    ),
  )
  expect(elsewhere.map(({ id }) => id)).toEqual(['C04', 'A10', 'A11', 'S03', 'S08', 'S10', 'N02'])
  for (const rule of elsewhere)
    for (const { op } of conditionsOf(rule).flatMap(testsOf)) expect(protectiveOperators).not.toContain(op)
})

test('blanking a field that protects never lowers the priority', () => {
  const protecting = rules.rules.filter(({ outcome }) => outcome.priority)
  const asksOnlyToProtect = (name: string) =>
    protecting.every((rule) =>
      testsOf(rule.when).every(({ field, op }) => field !== name || protectiveOperators.includes(op)),
    )
  const names = triageFields.map(({ name }) => name).filter(asksOnlyToProtect)
  expect(names).toContain('feedingType')
  fc.assert(
    fc.property(referrals, fc.constantFrom(...names), (referral, name) => {
      const before = evaluate(rules, referral).priority
      const after = evaluate(rules, { ...referral, [name]: null }).priority
      expect(rank(after)).toBeLessThanOrEqual(rank(before))
    }),
    { numRuns: 2000 },
  )
})

test('a rule that fired because a field was blank or short still fires when the field is blanked', () => {
  fc.assert(
    fc.property(referrals, (referral) => {
      for (const { ruleId, matched } of evaluate(rules, referral).fired) {
        const protects = matched
          .filter(({ op }) => protectiveOperators.includes(op))
          .map(({ field }) => field)
        const others = matched.filter(({ op }) => !protectiveOperators.includes(op)).map(({ field }) => field)
        for (const name of protects.filter((each) => !others.includes(each))) {
          const after = evaluate(rules, { ...referral, [name]: null })
          expect(after.fired.map((firing) => firing.ruleId)).toContain(ruleId)
        }
      }
    }),
    { numRuns: 1000 },
  )
})

test('a feeding referral stays urgent when the red-flag questions are blanked', () => {
  const asked = { service: 'slt', pathway: ['dysphagia'], redFlagsAsked: false, redFlags: [] }
  expect(evaluate(rules, asked).priority).toBe('urgent')
  expect(evaluate(rules, { ...asked, redFlagsAsked: null, redFlags: null }).priority).toBe('urgent')
})

test('no redirect ever stands beside a same-day or urgent priority', () => {
  fc.assert(
    fc.property(referrals, (referral) => {
      const { priority, redirect, redirects } = evaluate(rules, referral)
      if (priority === 'same_day' || priority === 'urgent') expect(redirect).toBeNull()
      else expect(redirects.every(({ suppressedBy }) => suppressedBy.length === 0)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('anything at all in a referral gives an answer, never a throw, and says what it could not use', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(fieldNames, fc.constant('service'), fc.string()), fc.anything(), {
        maxKeys: 30,
      }),
      (referral) => {
        const result = evaluate(rules, referral)
        expect(sentencesOf(result).every((each) => each.length > 0 && !each.includes('undefined'))).toBe(true)
        for (const { field, code } of result.problems)
          expect(code === 'unknown_field').toBe(triageField(field) === undefined)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a wrong type gives the same suggestion as a blank', () => {
  fc.assert(
    fc.property(referrals, fieldNames, (referral, name) => {
      const wrong = evaluate(rules, { ...referral, [name]: { not: 'this' } })
      const blank = evaluate(rules, { ...referral, [name]: null })
      expect(wrong.fired.map(({ ruleId }) => ruleId)).toEqual(blank.fired.map(({ ruleId }) => ruleId))
      expect(wrong.problems).toContainEqual(expect.objectContaining({ field: name, code: 'wrong_type' }))
    }),
    { numRuns: 1000 },
  )
})

test('a rule set is compiled once', () => {
  expect(compileRuleSet(rules)).toBe(compileRuleSet(rules))
})
