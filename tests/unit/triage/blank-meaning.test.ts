import { expect, it } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { blankMeaning, blankWords } from '../../../src/shared/triage/blank-meaning.ts'
import { testsOf } from '../../../src/shared/triage/rules.ts'

function meanings(id: string): Record<string, string> {
  const { when } = defaultRuleSet().rules.find((rule) => rule.id === id)!
  return Object.fromEntries(
    testsOf(when).map((test) => [`${test.field} ${test.op}`, blankMeaning(when, test)]),
  )
}

it('says which blanks stop a rule, which it still fires on, and which leave another way', () => {
  // The red-flag questions not asked keep a feeding referral urgent; a blank pathway says nothing.
  expect(meanings('S01')).toEqual({
    'pathway includes': 'stops',
    'redFlagsAsked ne': 'holds',
    'redFlags includesAny': 'another_way',
  })
  expect(meanings('S08')).toEqual({ 'eal eq': 'stops', 'homeLanguageConcern eq': 'stops' })
  expect(meanings('S07')).toEqual({ 'pathway includes': 'stops', 'entSeen ne': 'holds' })
})

it('lets no blank through in a rule that can send a child away', () => {
  for (const { id, when, outcome } of defaultRuleSet().rules) {
    if (outcome.suggest !== 'redirect') continue
    expect(
      testsOf(when).map((test) => blankMeaning(when, test)),
      id,
    ).not.toContain('holds')
  }
})

it('puts it into words for a rule and for a part of one', () => {
  expect(blankWords('stops')).toBe('If nobody asked, this does not fire.')
  expect(blankWords('holds')).toBe('If nobody asked, this still fires.')
  expect(blankWords('another_way', 'branch')).toBe(
    'If nobody asked, this part applies only for another reason.',
  )
})
