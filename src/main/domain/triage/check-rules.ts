import type { RuleProblem } from '../../../shared/contract/rules.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import { unlistedCodes } from '../../../shared/triage/condition-schema.ts'
import { readRuleSet } from '../../../shared/triage/read-rule-set.ts'
import {
  protectiveOperators,
  type RuleCondition,
  type RuleOutcome,
  type RuleTest,
  type TriageRule,
  sendsElsewhere,
} from '../../../shared/triage/rules.ts'
import { questionWords } from './describe-rule.ts'
import { impossibleIn } from './impossible.ts'
import { listed } from './words.ts'

/**
 * Everything wrong with a rule file, each with its place (`rules[3].when.all[1].value`) and the reason. What cannot be
 * read is reported alone, since nothing more can be said about it. `services` are the ids this store knows.
 */
export function checkRules(json: unknown, services: readonly string[]): RuleProblem[] {
  const read = readRuleSet(json)
  if (!read.ok)
    return (read.refusal.issues ?? []).map(({ field, message }) => ({
      place: field,
      ruleId: ruleIdAt(json, field),
      message,
      kind: 'unreadable',
      blocks: true,
    }))
  const { rules } = read.value
  return [
    ...rules.flatMap((rule, index) => checkRule(rule, `rules[${index}]`, services)),
    ...opposedRules(rules),
  ]
}

/** Everything wrong with one rule that can be read. */
export function checkRule(rule: TriageRule, place: string, services: readonly string[]): RuleProblem[] {
  const problem = (at: string, kind: RuleProblem['kind'], message: string, blocks = true): RuleProblem => ({
    place: `${place}${at}`,
    ruleId: rule.id,
    kind,
    message,
    blocks,
  })
  const conditions = conditionsWithPlace(rule)
  return [
    ...rule.services
      .filter((id) => id !== 'all' && !services.includes(id))
      .map((id) => problem('.services', 'unknown_service', `This store has no service "${id}".`)),
    ...conditions.flatMap(({ condition, at, given }) =>
      impossibleIn(condition, given).map(({ place: below, test, against }) =>
        problem(`${at}${below}`, 'impossible', impossibleWords(test, against)),
      ),
    ),
    ...outcomesWithPlace(rule).flatMap(({ outcome, at }) =>
      contradictionsIn(outcome).map(([key, message]) =>
        problem(key === '' ? at : `${at}.${key}`, 'contradiction', message),
      ),
    ),
    ...unprotected(rule).map(({ at, message }) => problem(at, 'protection', message)),
    ...conditions.flatMap(({ condition, at }) =>
      testsWithPlace(condition, at).flatMap(({ test, at: below }) =>
        unlistedCodes(test).map((code) =>
          problem(
            `${below}.value`,
            'unlisted_code',
            `"${code}" is in no list of codes for ${triageField(test.field)?.label ?? test.field}: nobody can record it.`,
            false,
          ),
        ),
      ),
    ),
  ]
}

function impossibleWords(test: RuleTest, against: readonly RuleTest[]): string {
  const asked = questionWords(test)
  return against.length === 0
    ? `Nothing can ever be “${asked}”.`
    : `“${asked}” can never hold together with “${listed(against.map(questionWords))}”.`
}

interface PlacedCondition {
  condition: RuleCondition
  at: string
  /** What holds already when it is asked. */
  given: RuleCondition | null
}

function conditionsWithPlace({ when, outcome }: TriageRule): PlacedCondition[] {
  return [
    { condition: when, at: '.when', given: null },
    ...(outcome.branch ?? []).map((branch, index) => ({
      condition: branch.if,
      at: `.outcome.branch[${index}].if`,
      given: when,
    })),
  ]
}

function testsWithPlace(condition: RuleCondition, at: string): { test: RuleTest; at: string }[] {
  const group = 'all' in condition ? ('all' as const) : 'any' in condition ? ('any' as const) : null
  if (group === null) return [{ test: condition as RuleTest, at }]
  const parts = (condition as Record<typeof group, RuleCondition[]>)[group]
  return parts.flatMap((part, index) => testsWithPlace(part, `${at}.${group}[${index}]`))
}

/** Each outcome a rule can have, its shared part merged in. */
function outcomesWithPlace({ outcome }: TriageRule): { outcome: RuleOutcome; at: string }[] {
  const { branch, otherwise, ...base } = outcome
  return [
    ...(branch ?? []).map((each, index) => ({
      outcome: { ...base, ...each.outcome },
      at: `.outcome.branch[${index}].outcome`,
    })),
    { outcome: { ...base, ...otherwise }, at: otherwise === undefined ? '.outcome' : '.outcome.otherwise' },
  ]
}

type Contradiction = [key: keyof RuleOutcome | '', message: string]

/** Effects of one outcome that cannot stand together, or that mean nothing without another. */
function contradictionsIn(outcome: RuleOutcome): Contradiction[] {
  const has = (key: keyof RuleOutcome) => outcome[key] !== undefined
  const isElsewhere = sendsElsewhere(outcome)
  const isTimed = has('targetDays') || has('targetWorkingDays')
  const found: [boolean, keyof RuleOutcome, string][] = [
    [
      isElsewhere && (outcome.priority === 'soon' || outcome.priority === 'routine'),
      'suggest',
      'A rule cannot both give a place on the list and suggest another route.',
    ],
    [
      isElsewhere && has('needInfo'),
      'suggest',
      'Ask for information first, or suggest another route: not both.',
    ],
    [isElsewhere && has('list'), 'list', 'A child sent another way is on no planned list.'],
    [
      has('clinicianDecides') && has('priority'),
      'clinicianDecides',
      'Either the rule gives the priority or a clinician does.',
    ],
    [
      isTimed && !has('priority'),
      has('targetDays') ? 'targetDays' : 'targetWorkingDays',
      'A target needs a priority.',
    ],
    [has('targetFrom') && !isTimed, 'targetFrom', 'A date to count from needs a number of days.'],
    [
      has('statutoryFrom') && !has('statutoryDueDays'),
      'statutoryFrom',
      'A date to count from needs a number of days.',
    ],
    [has('taskDueWorkingDays') && !has('task'), 'taskDueWorkingDays', 'A time limit needs a task.'],
    [has('chaseDays') && !has('needInfo'), 'chaseDays', 'A chase date needs information to ask for.'],
    [
      has('dueAtCorrectedAgeMonths') && !has('list'),
      'dueAtCorrectedAgeMonths',
      'A due age needs the planned list.',
    ],
    [
      has('excludeFromWaitingList') && !has('list'),
      'excludeFromWaitingList',
      'Only a child on the planned list is off the waiting list.',
    ],
    [
      has('routeOptions') && !isElsewhere,
      'routeOptions',
      'A choice of routes needs the suggestion of another route.',
    ],
  ]
  return found.filter(([holds]) => holds).map(([, key, message]) => [key, message])
}

/** A redirect or decline must rest on answers: a blank may never send a child away. */
function unprotected(rule: TriageRule): { at: string; message: string }[] {
  const placed = outcomesWithPlace(rule).filter(
    ({ outcome }) =>
      sendsElsewhere(outcome) && outcome.priority !== 'same_day' && outcome.priority !== 'urgent',
  )
  if (placed.length === 0) return []
  return conditionsWithPlace(rule)
    .filter(({ at }) => at === '.when' || placed.some((each) => each.at === at.replace(/\.if$/, '.outcome')))
    .flatMap(({ condition, at }) => testsWithPlace(condition, at))
    .filter(({ test }) => protectiveOperators.includes(test.op))
    .map(({ test, at }) => ({
      at: `${at}.op`,
      message: `“${questionWords(test)}” also holds when nobody asked, and would send that child away. Ask for the answer itself.`,
    }))
}

/** Rules that ask exactly the same of the same children and answer differently. */
function opposedRules(rules: readonly TriageRule[]): RuleProblem[] {
  return rules.flatMap((rule, index) => {
    const opposed = rules
      .slice(0, index)
      .find((other) => rule.enabled && other.enabled && asksTheSame(rule, other) && opposes(rule, other))
    return opposed === undefined
      ? []
      : [
          {
            place: `rules[${index}].outcome`,
            ruleId: rule.id,
            kind: 'contradiction' as const,
            message: `${opposed.id} asks the same of the same children and says otherwise.`,
            blocks: true,
          },
        ]
  })
}

function asksTheSame(a: TriageRule, b: TriageRule): boolean {
  const shared = a.services.includes('all') || b.services.includes('all')
  return (
    (shared || a.services.some((id) => b.services.includes(id))) &&
    JSON.stringify(a.when) === JSON.stringify(b.when)
  )
}

function opposes({ outcome: a }: TriageRule, { outcome: b }: TriageRule): boolean {
  const differ = a.priority !== undefined && b.priority !== undefined && a.priority !== b.priority
  const away =
    (sendsElsewhere(a) && b.priority !== undefined) || (sendsElsewhere(b) && a.priority !== undefined)
  return differ || away
}

function ruleIdAt(json: unknown, place: string): string | null {
  const index = /^rules\[(\d+)\]/.exec(place)?.[1]
  const list = typeof json === 'object' && json !== null && 'rules' in json ? json.rules : null
  const rule: unknown = index !== undefined && Array.isArray(list) ? list[Number(index)] : null
  const id = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : null
  return typeof id === 'string' ? id : null
}
