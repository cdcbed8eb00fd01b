import { describe, expect, it, test } from 'vitest'
import { checkRules } from '../../../src/main/domain/triage/check-rules.ts'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { compareRules, diffInWords } from '../../../src/main/domain/triage/diff-rules.ts'
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

describe('a branch that no referral can reach', () => {
  it('is seen beside the rule’s own condition', () => {
    const { set, at } = withRule('S05', {
      when: { field: 'ageMonths', op: 'lt', value: 24 },
      outcome: {
        branch: [{ if: { field: 'ageMonths', op: 'gte', value: 36 }, outcome: { priority: 'soon' } }],
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
