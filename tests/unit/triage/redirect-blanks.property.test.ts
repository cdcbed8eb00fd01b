import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import type { Firing } from '../../../src/main/domain/triage/evaluation.ts'
import { suggestedStep } from '../../../src/main/domain/triage/suggested-step.ts'
import { priorities, type Priority } from '../../../src/shared/codes/priorities.ts'
import { triageFields } from '../../../src/shared/codes/triage-fields.ts'
import { protectiveOperators } from '../../../src/shared/triage/rules.ts'
import { referrals } from '../../support/random-referrals.ts'

const rules = defaultRuleSet()
const fieldNames = fc.constantFrom(...triageFields.map(({ name }) => name))
const blanks = fc.constantFrom(null, undefined, '')

/** Referrals in which a redirect is likely, so that blanking one answer could bring one about. */
const away = fc.record(
  {
    gpInArea: fc.constant(false),
    residentInArea: fc.constant(false),
    schoolInArea: fc.constant(false),
  },
  { requiredKeys: ['gpInArea', 'residentInArea', 'schoolInArea'] },
)
const likely = fc
  .tuple(referrals, fc.oneof(fc.constant({}), away))
  .map(([referral, more]) => ({ ...referral, ...more }))

test('blanking any one field never turns a non-redirect into a redirect', () => {
  let redirected = 0
  fc.assert(
    fc.property(likely, fieldNames, blanks, (referral, name, blank) => {
      const before = evaluate(rules, referral)
      const after = evaluate(rules, { ...referral, [name]: blank })
      if (after.redirect !== null) redirected += 1
      if (before.redirect === null) expect(after.redirect).toBeNull()
      if (suggestedStep(before) !== 'redirect' && after.redirect !== null)
        expect(before.redirect).not.toBeNull()
    }),
    { numRuns: 10_000 },
  )
  expect(redirected).toBeGreaterThan(20)
})

test('blanking every field but the service redirects nobody', () => {
  for (const service of ['audiology', 'slt', 'neurodevelopment'])
    expect(evaluate(rules, { service }).redirect).toBeNull()
})

const rank = (priority: Priority | null) =>
  priority === null ? priorities.length : priorities.indexOf(priority)

/** The rule holds on what nobody asked: the field is asked by `ne`, `missing` or `lacks` alone, or not at all. */
function isProtectedFrom({ matched }: Firing, name: string): boolean {
  return matched.every(({ field, op }) => field !== name || protectiveOperators.includes(op))
}

test('blanking any one field never lowers a priority given by a rule that holds on what nobody asked', () => {
  let given = 0
  fc.assert(
    fc.property(likely, fieldNames, blanks, (referral, name, blank) => {
      const before = evaluate(rules, referral)
      const after = evaluate(rules, { ...referral, [name]: blank })
      const least = Math.min(
        ...before.fired
          .filter((firing) => isProtectedFrom(firing, name))
          .map(({ outcome }) => rank(outcome.priority ?? null)),
      )
      if (least < priorities.length) given += 1
      expect(rank(after.priority)).toBeLessThanOrEqual(least)
    }),
    { numRuns: 10_000 },
  )
  expect(given).toBeGreaterThan(1000)
})

test('a redirect waits for the answers that could make it urgent, and says which', () => {
  const outside = {
    service: 'slt',
    gpInArea: false,
    residentInArea: false,
    schoolInArea: false,
    childInCare: false,
    pathway: ['language'],
  }
  const unasked = evaluate(rules, outside)
  expect(unasked.redirect).toBeNull()
  expect(unasked.redirects).toMatchObject([{ ruleId: 'C04', suppressedBy: [], waitsFor: ['redFlags'] }])
  expect(suggestedStep(unasked)).toBe('ask')
  expect(evaluate(rules, { ...outside, redFlags: [] }).redirect?.ruleId).toBe('C04')
})
