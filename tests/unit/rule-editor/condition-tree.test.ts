import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import {
  chosenTest,
  conditionOf,
  conditionPath,
  emptyTest,
  treeOf,
} from '../../../src/renderer/features/rules/condition-tree.ts'
import type { RuleCondition } from '../../../src/shared/triage/rules.ts'
import { conditionsOf } from '../../../src/shared/triage/rule-set-schema.ts'

it('takes every default rule into the tree and back unchanged', () => {
  expect(defaultRuleSet().rules).toHaveLength(42)
  for (const rule of defaultRuleSet().rules)
    for (const condition of conditionsOf(rule))
      expect(conditionOf(treeOf(condition)), rule.id).toEqual(condition)
})

const test = fc.oneof(
  fc.record({
    field: fc.constant('cpPlan'),
    op: fc.constantFrom('eq' as const, 'ne' as const),
    value: fc.boolean(),
  }),
  fc.record({ field: fc.constant('ageMonths'), op: fc.constant('lt' as const), value: fc.nat(300) }),
  fc.record({ field: fc.constant('dob'), op: fc.constant('missing' as const) }),
  fc.record({
    field: fc.constant('redFlags'),
    op: fc.constant('includesAny' as const),
    value: fc.array(fc.constantFrom('choking', 'weight_loss'), { minLength: 1, maxLength: 2 }),
  }),
)
const condition = fc.letrec<{ any: RuleCondition }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    test,
    fc.record({ all: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
  ),
})).any

it('keeps any condition, groups of one and groups inside groups included', () => {
  fc.assert(
    fc.property(condition, (given) => {
      expect(conditionOf(treeOf(given))).toEqual(given)
    }),
  )
})

it('becomes a group once a second test stands beside a bare one', () => {
  const tree = treeOf({ field: 'cpPlan', op: 'eq', value: true })
  expect(
    conditionOf({ ...tree, rules: [...tree.rules, { field: 'dob', operator: 'present', value: undefined }] }),
  ).toEqual({
    all: [
      { field: 'cpPlan', op: 'eq', value: true },
      { field: 'dob', op: 'present' },
    ],
  })
})

it('names the place of a test as the check does', () => {
  const nested = treeOf({
    all: [{ field: 'cpPlan', op: 'eq', value: true }, { any: [{ field: 'dob', op: 'missing' }] }],
  })
  expect(conditionPath(nested, [0])).toBe('all[0]')
  expect(conditionPath(nested, [1, 0])).toBe('all[1].any[0]')
  expect(conditionPath(treeOf({ field: 'dob', op: 'missing' }), [0])).toBe('')
})

it('reads a test only once its field and operator are chosen', () => {
  expect(chosenTest(emptyTest)).toBeNull()
  expect(chosenTest({ field: 'ageMonths', operator: '', value: undefined })).toBeNull()
  expect(chosenTest({ field: 'ageMonths', operator: 'lt', value: 36 })).toEqual({
    field: 'ageMonths',
    op: 'lt',
    value: 36,
  })
})
