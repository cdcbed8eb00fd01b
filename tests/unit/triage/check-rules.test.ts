import { describe, expect, it, test } from 'vitest'
import { checkRules } from '../../../src/main/domain/triage/check-rules.ts'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { compareRules, diffInWords } from '../../../src/main/domain/triage/diff-rules.ts'
import { impossibleIn } from '../../../src/main/domain/triage/impossible.ts'
import type { RuleCondition, RuleSet, TriageRule } from '../../../src/shared/triage/rules.ts'

const services = ['audiology', 'slt', 'neurodevelopment']
const shipped = defaultRuleSet()

/** The shipped rules with one of them changed. */
function withRule(id: string, changes: Partial<TriageRule>): { set: RuleSet; at: number } {
  const at = shipped.rules.findIndex((rule) => rule.id === id)
  const rules = shipped.rules.map((rule) => (rule.id === id ? { ...rule, ...changes } : rule))
  return { set: { ...shipped, rules }, at }
}

function problemsWith(id: string, changes: Partial<TriageRule>) {
  const { set, at } = withRule(id, changes)
  return checkRules(set, services).map(({ place, kind, blocks }) => ({
    place: place.replace(`rules[${at}]`, 'rule'),
    kind,
    blocks,
  }))
}

const field = 'ageMonths'
const flags = 'redFlags'
const impossible: [string, RuleCondition, string[]][] = [
  [
    'under 2 and 5 or more',
    {
      all: [
        { field, op: 'lt', value: 2 },
        { field, op: 'gte', value: 5 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    '3 or less and 4 or more',
    {
      all: [
        { field, op: 'lte', value: 3 },
        { field, op: 'gte', value: 4 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    '3 and not 3',
    {
      all: [
        { field, op: 'eq', value: 3 },
        { field, op: 'ne', value: 3 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'recorded and not',
    {
      all: [
        { field, op: 'present' },
        { field, op: 'missing' },
      ],
    },
    ['.all[1].op'],
  ],
  [
    'not recorded and a number',
    {
      all: [
        { field, op: 'missing' },
        { field, op: 'lt', value: 9 },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'yes and no',
    {
      all: [
        { field: 'cpPlan', op: 'eq', value: true },
        { field: 'cpPlan', op: 'eq', value: false },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'one code and another',
    {
      all: [
        { field: 'referrerRole', op: 'eq', value: 'gp' },
        { field: 'referrerRole', op: 'in', value: ['school'] },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'holds it and lacks it',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'lacks', value: 'choking' },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'none and one',
    {
      all: [
        { field: flags, op: 'empty' },
        { field: flags, op: 'includesAny', value: ['choking'] },
      ],
    },
    ['.all[1].value'],
  ],
  [
    'across a nested all',
    { all: [{ field, op: 'lt', value: 2 }, { all: [{ field, op: 'gte', value: 5 }] }] },
    ['.all[1].all[0].value'],
  ],
  [
    'in one alternative',
    {
      all: [
        {
          any: [
            { field, op: 'gte', value: 5 },
            { field, op: 'lt', value: 1 },
          ],
        },
        { field, op: 'lt', value: 2 },
      ],
    },
    ['.all[0].any[0].value'],
  ],
]
const possible: [string, RuleCondition][] = [
  [
    'a range',
    {
      all: [
        { field, op: 'gte', value: 2 },
        { field, op: 'lt', value: 5 },
      ],
    },
  ],
  [
    'one number',
    {
      all: [
        { field, op: 'gte', value: 5 },
        { field, op: 'lte', value: 5 },
      ],
    },
  ],
  [
    'one code held and another not',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'lacks', value: 'weight_loss' },
      ],
    },
  ],
  [
    'two codes held',
    {
      all: [
        { field: flags, op: 'includes', value: 'choking' },
        { field: flags, op: 'includes', value: 'weight_loss' },
      ],
    },
  ],
  [
    'alternatives apart',
    {
      any: [
        { field, op: 'lt', value: 2 },
        { field, op: 'gte', value: 5 },
      ],
    },
  ],
  [
    'not yes, which a blank fulfils',
    {
      all: [
        { field: 'cpPlan', op: 'ne', value: true },
        { field: 'cpPlan', op: 'missing' },
      ],
    },
  ],
  [
    'a wait that passed a threshold',
    {
      all: [
        { field: 'weeksWaiting', op: 'crosses', value: [18] },
        { field: 'weeksWaiting', op: 'lt', value: 20 },
      ],
    },
  ],
]

describe('questions that no referral can answer together', () => {
  it.each(impossible)('%s: are named where they go wrong', (_name, condition, places) => {
    expect(impossibleIn(condition).map(({ place }) => place)).toEqual(places)
  })

  it.each(possible)('%s: are left alone', (_name, condition) => {
    expect(impossibleIn(condition)).toEqual([])
  })

  it('of a branch are seen beside the rule’s own', () => {
    const { set, at } = withRule('S05', {
      when: { field, op: 'lt', value: 24 },
      outcome: {
        branch: [{ if: { field, op: 'gte', value: 36 }, outcome: { priority: 'soon' } }],
        otherwise: { priority: 'routine' },
      },
    })
    expect(checkRules(set, services)).toEqual([
      expect.objectContaining({
        place: `rules[${at}].outcome.branch[0].if.value`,
        ruleId: 'S05',
        message:
          '“age in months when received is 3 years or more” can never hold together with “age in months when received is under 2 years”.',
      }),
    ])
  })
})

describe('a rule set', () => {
  it('as shipped has nothing wrong with it', () => {
    expect(checkRules(shipped, services)).toEqual([])
  })

  it('that cannot be read is answered by place alone', () => {
    const { set, at } = withRule('S05', { when: { field: 'shoeSize', op: 'eq', value: 3 } })
    expect(checkRules(set, services)).toEqual([
      {
        place: `rules[${at}].when.field`,
        ruleId: 'S05',
        kind: 'unreadable',
        message: '"shoeSize" is not a field that rules can ask about.',
        blocks: true,
      },
    ])
    const twice = { ...shipped, rules: [...shipped.rules, shipped.rules[0]] }
    expect(checkRules(twice, services)[0]).toMatchObject({ place: 'rules[42].id', ruleId: 'C01' })
  })

  const contradictions: [string, TriageRule['outcome'], string][] = [
    ['a place and another route', { priority: 'soon', suggest: 'redirect' }, 'suggest'],
    ['asking and another route', { needInfo: ['x'], suggest: 'redirect' }, 'suggest'],
    ['a priority by rule and by clinician', { priority: 'soon', clinicianDecides: true }, 'clinicianDecides'],
    ['a target without a priority', { targetDays: 5, flag: 'X' }, 'targetDays'],
    ['a time limit without a task', { taskDueWorkingDays: 5, flag: 'X' }, 'taskDueWorkingDays'],
    ['a chase without anything asked', { chaseDays: 5, flag: 'X' }, 'chaseDays'],
    [
      'a due age without the planned list',
      { dueAtCorrectedAgeMonths: 8, flag: 'X' },
      'dueAtCorrectedAgeMonths',
    ],
  ]
  it.each(contradictions)('refuses %s', (_name, outcome, key) => {
    expect(problemsWith('S05', { outcome })).toEqual([
      { place: `rule.outcome.${key}`, kind: 'contradiction', blocks: true },
    ])
  })

  it('refuses two rules that ask the same and answer differently', () => {
    const { when } = shipped.rules.find(({ id }) => id === 'S05') as TriageRule
    expect(problemsWith('S06', { when, outcome: { priority: 'urgent' } })).toEqual([
      { place: 'rule.outcome', kind: 'contradiction', blocks: true },
    ])
    expect(problemsWith('S06', { when, outcome: { priority: 'urgent' }, enabled: false })).toEqual([])
  })

  it('refuses to send a child away for want of an answer', () => {
    const when: RuleCondition = {
      all: [
        { field: 'eal', op: 'eq', value: true },
        { field: 'homeLanguageConcern', op: 'ne', value: true },
      ],
    }
    expect(problemsWith('S08', { when })).toEqual([
      { place: 'rule.when.all[1].op', kind: 'protection', blocks: true },
    ])
  })

  it('names services and codes that this store does not know', () => {
    const when: RuleCondition = { field: 'referrerRole', op: 'eq', value: 'astrologer' }
    expect(problemsWith('S05', { when, services: ['podiatry'] })).toEqual([
      { place: 'rule.services', kind: 'unknown_service', blocks: true },
      { place: 'rule.when.value', kind: 'unlisted_code', blocks: false },
    ])
  })
})

describe('two rule sets side by side', () => {
  test('say in words what was added, removed and changed, field by field', () => {
    const { set } = withRule('S05', { name: 'A stammer', outcome: { priority: 'urgent', targetDays: 28 } })
    const after = {
      ...set,
      rules: [...set.rules.filter(({ id }) => id !== 'S06'), { ...shipped.rules[0]!, id: 'L01' }],
    }
    const diff = diffInWords(shipped, after, 'version 1', 'version 2')
    expect(diff.summary).toBe('1 rule changed, 1 added, 1 removed.')
    expect(diff.added.map(({ ruleId }) => ruleId)).toEqual(['L01'])
    expect(diff.removed.map(({ ruleId }) => ruleId)).toEqual(['S06'])
    expect(diff.changed).toHaveLength(1)
    const [changed] = diff.changed
    expect(changed?.before).toContain('soon, 84 days')
    expect(changed?.after).toContain('urgent, 28 days')
    expect(changed?.fields).toEqual([
      { what: 'Name', before: expect.any(String), after: 'A stammer' },
      { what: 'Leads to', before: 'soon, 84 days, flag “Stammering”', after: 'urgent, 28 days' },
    ])
  })

  test('of which only the order of keys and the stamps differ, do not differ', () => {
    const rules = shipped.rules.map((rule) => ({
      ...(JSON.parse(
        JSON.stringify({ ...rule, outcome: Object.fromEntries(Object.entries(rule.outcome).toReversed()) }),
      ) as TriageRule),
      version: 9,
      changedBy: 'Somebody',
      changedOn: '2026-03-02',
    }))
    const changes = compareRules(shipped, { ...shipped, rules })
    expect(changes).toEqual({ added: [], removed: [], changed: [] })
    expect(diffInWords(shipped, { ...shipped, rules }, 'a', 'b').summary).toBe('Nothing differs.')
  })
})
