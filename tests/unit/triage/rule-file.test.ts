import { describe, expect, test } from 'vitest'
import { readRuleSet, unlistedCodesOf } from '../../../src/shared/triage/read-rule-set.ts'
import draft from '../../fixtures/triage/published-draft-rules.json' with { type: 'json' }
import { ruleFile, ruleSetOf } from '../../fixtures/triage/referrals.ts'

const faults: [what: string, rule: Record<string, unknown>, place: string, reason: RegExp][] = [
  [
    'an unknown field',
    { when: { field: 'shoeSize', op: 'eq', value: 4 } },
    'rules[0].when.field',
    /"shoeSize" is not a field/,
  ],
  [
    'an unknown operator',
    { when: { field: 'cpPlan', op: 'is', value: true } },
    'rules[0].when.op',
    /"is" is not an operator/,
  ],
  [
    'a fault deep inside',
    {
      when: {
        all: [
          { field: 'eal', op: 'eq', value: true },
          { any: [{ field: 'wnbCount', op: 'gte', value: '2' }] },
        ],
      },
    },
    'rules[0].when.all[1].any[0].value',
    /A number is needed, not "2"/,
  ],
  [
    'text where yes or no is needed',
    { when: { field: 'cpPlan', op: 'eq', value: 'true' } },
    'rules[0].when.value',
    /true or false is needed/,
  ],
  [
    'a value left out',
    { when: { field: 'cpPlan', op: 'eq' } },
    'rules[0].when.value',
    /is needed, not Nothing/,
  ],
  [
    'one code where a list is needed',
    { when: { field: 'redFlags', op: 'includesAny', value: 'choking' } },
    'rules[0].when.value',
    /A list of codes/,
  ],
  [
    'an operator for numbers on yes or no',
    { when: { field: 'cpPlan', op: 'gte', value: 1 } },
    'rules[0].when.op',
    /compares numbers/,
  ],
  [
    'an operator for lists on one code',
    { when: { field: 'feedingType', op: 'includes', value: 'x' } },
    'rules[0].when.op',
    /not a list/,
  ],
  [
    'equality on a list',
    { when: { field: 'redFlags', op: 'eq', value: 'x' } },
    'rules[0].when.op',
    /Use "includes"/,
  ],
  [
    'crosses on another field',
    { when: { field: 'ageMonths', op: 'crosses', value: [1] } },
    'rules[0].when.op',
    /weeksWaiting/,
  ],
  [
    'a value where none is taken',
    { when: { field: 'postcode', op: 'missing', value: 'x' } },
    'rules[0].when.value',
    /takes no value/,
  ],
  ['a group of nothing', { when: { all: [] } }, 'rules[0].when.all', /one or more/],
  [
    'all beside any',
    { when: { all: [{ field: 'cpPlan', op: 'present' }], any: [] } },
    'rules[0].when.any',
    /cannot stand beside/,
  ],
  ['a condition in prose', { when: 'if the moon is full' }, 'rules[0].when', /A condition is/],
  ['an unknown effect', { outcome: { flag: 'T', magic: 1 } }, 'rules[0].outcome.magic', /not known here/],
  ['no effect', { outcome: {} }, 'rules[0].outcome', /at least one effect/],
  ['an unknown priority', { outcome: { priority: 'soonish' } }, 'rules[0].outcome.priority', /Invalid/],
  [
    'a target from no date',
    { outcome: { priority: 'soon', targetDays: 3, targetFrom: 'postcode' } },
    'rules[0].outcome.targetFrom',
    /not a date field/,
  ],
  [
    'a target in both units',
    { outcome: { targetDays: 3, targetWorkingDays: 3 } },
    'rules[0].outcome.targetWorkingDays',
    /not both/,
  ],
  [
    'a branch in unknown prose',
    { outcome: { branch: [{ if: 'when it seems wise', outcome: { flag: 'T' } }] } },
    'rules[0].outcome.branch[0].if',
    /A condition is/,
  ],
  ['an unknown key', { colour: 'red' }, 'rules[0].colour', /not known here/],
  ['no service', { service: undefined }, 'rules[0].service', /"service" or "services"/],
]

describe('a rule file with a fault is refused with its place and reason', () => {
  test.each(faults)('%s', (_what, rule, place, reason) => {
    const read = readRuleSet(ruleFile(rule))
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.refusal.kind).toBe('invalid')
    expect(read.refusal.issues?.map(({ field }) => field)).toContain(place)
    expect(read.refusal.issues?.find(({ field }) => field === place)?.message).toMatch(reason)
    expect(read.refusal.message).toContain(read.refusal.field)
  })

  test('every fault is named, not only the first', () => {
    const read = readRuleSet(
      ruleFile({ when: { field: 'x', op: 'y' } }, { when: { field: 'cpPlan', op: 'eq', value: 1 } }),
    )
    expect(read.ok ? [] : read.refusal.issues?.map(({ field }) => field)).toEqual([
      'rules[0].when.field',
      'rules[0].when.op',
      'rules[1].when.value',
    ])
  })

  test('two rules with one id', () => {
    expect(readRuleSet(ruleFile({ id: 'X1' }, { id: 'X1' }))).toMatchObject({
      ok: false,
      refusal: { field: 'rules[1].id', issues: [{ message: 'Rule X1 is there twice.' }] },
    })
  })

  test.each([[null], ['text'], [[]], [{ schema: 'other/9', rules: [] }]])(
    'something else altogether: %j',
    (json) => {
      expect(readRuleSet(json).ok).toBe(false)
    },
  )
})

test('the published draft is read: its prose branches and its choice of dates become data', () => {
  const read = readRuleSet(draft)
  if (!read.ok) throw new Error(read.refusal.message)
  const rule = (id: string) => read.value.rules.find((each) => each.id === id)
  expect(rule('A04')?.outcome.targetFrom).toEqual(['fitForTestingDate', 'hospitalDischargeDate'])
  expect(rule('N03')?.outcome.branch?.map((branch) => typeof branch.if)).toEqual(['object', 'object'])
  expect(rule('N03')?.services).toEqual(['neurodevelopment'])
  expect(rule('A05')?.outcome.priority).toBe('same_day')
  expect(rule('C05')?.outcome.priority).toBeUndefined()
  expect(rule('C06')?.outcome.clinicianDecides).toBe(true)
  expect(read.value.schema).toBe('cyp-triage-rules/1')
})

test('version, author, date and note are kept', () => {
  const read = readRuleSet({
    ...ruleFile({}),
    author: 'A Lead',
    publishedOn: '2026-03-01',
    note: 'First local set',
  })
  expect(read).toMatchObject({
    ok: true,
    value: { version: 3, author: 'A Lead', publishedOn: '2026-03-01', note: 'First local set' },
  })
})

test('a local code is allowed and can be listed for a second look', () => {
  const rules = ruleSetOf({
    when: { field: 'reasonCodes', op: 'includesAny', value: ['CLEFT', 'LOCAL_ONE'] },
  })
  expect(unlistedCodesOf(rules)).toEqual([{ ruleId: 'T01', field: 'reasonCodes', code: 'LOCAL_ONE' }])
})
