import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import { mayDiffer } from '../../../src/main/domain/triage/may-differ.ts'
import { fieldsOf } from '../../../src/shared/triage/rule-set-schema.ts'
import type { TriageRule } from '../../../src/shared/triage/rules.ts'
import { referrals } from '../../support/random-referrals.ts'

const shipped = defaultRuleSet()

const changes = fc.constantFrom<Partial<TriageRule>>(
  { enabled: false },
  { services: ['slt'] },
  { outcome: { priority: 'urgent', targetDays: 7 } },
  { outcome: { flag: 'TRIED' } },
  { when: { field: 'cpPlan', op: 'ne', value: true } },
)
const tried = fc
  .array(fc.tuple(fc.nat(shipped.rules.length - 1), changes), { maxLength: 3 })
  .map((edits) => ({
    ...shipped,
    version: 2,
    rules: shipped.rules.map((rule, at) => {
      const edit = edits.find(([index]) => index === at)
      return edit === undefined ? rule : { ...rule, ...edit[1] }
    }),
  }))

test('where the quick question says no, asking in full finds no difference', () => {
  fc.assert(
    fc.property(tried, referrals, (after, referral) => {
      const { ask } = mayDiffer(shipped, after)
      const service = typeof referral['service'] === 'string' ? referral['service'] : null
      if (ask(service, referral)) return
      const said = (set: typeof shipped) => {
        const { ruleSetVersion: _version, ...rest } = evaluate(set, referral)
        return rest
      }
      expect(said(after)).toEqual(said(shipped))
    }),
    { numRuns: 2000 },
  )
})

test('the quick question needs only the fields it names', () => {
  fc.assert(
    fc.property(tried, referrals, (after, referral) => {
      const { ask, fields } = mayDiffer(shipped, after)
      const only = Object.fromEntries(Object.entries(referral).filter(([name]) => fields?.includes(name)))
      const service = typeof referral['service'] === 'string' ? referral['service'] : null
      expect(ask(service, only)).toBe(ask(service, referral))
    }),
    { numRuns: 1000 },
  )
})

test('the same rules in another order are asked in full', () => {
  const { ask, fields } = mayDiffer(shipped, { ...shipped, rules: shipped.rules.toReversed() })
  expect(fields).toBeNull()
  expect(ask('slt', {})).toBe(true)
  expect(mayDiffer(shipped, shipped).ask('slt', {})).toBe(false)
  const one = shipped.rules[0]!
  const other = { ...shipped, rules: shipped.rules.with(0, { ...one, enabled: false }) }
  expect(mayDiffer(shipped, other).fields).toEqual(fieldsOf(one))
})
