import { startingServices } from '../../../shared/codes/services.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import { canHold } from '../../../shared/triage/blank-meaning.ts'
import { protectiveOperators, testsOf } from '../../../shared/triage/rules.ts'
import type { RuleCondition, RuleTest, TriageRule } from '../../../shared/triage/rules.ts'
import { listed, outcomeWords, spokenCode, withUnit } from './words.ts'

export interface RuleDescription {
  /** The rule as one sentence, its branches as more. */
  sentence: string
  /** For each field: what happens when nobody asked. */
  notes: string[]
}

/** A rule in plain English, for people who own rules and do not read conditions. */
export function describeRule(rule: TriageRule): RuleDescription {
  const { branch, otherwise, ...base } = rule.outcome
  const effects = outcomeWords(base, base.flag === undefined ? [] : [base.flag])
  const sentences = [
    `${servicesWords(rule)}: if ${conditionWords(rule.when)} → ${effects.join(', ') || 'see below'}.`,
  ]
  for (const each of branch ?? [])
    sentences.push(
      `If ${conditionWords(each.if)} → ${outcomeWords(each.outcome, flagOf(each.outcome)).join(', ')}.`,
    )
  if (otherwise) sentences.push(`Otherwise → ${outcomeWords(otherwise, flagOf(otherwise)).join(', ')}.`)
  return { sentence: sentences.join(' '), notes: blankNotes(rule) }
}

function flagOf({ flag }: { flag?: string }): string[] {
  return flag === undefined ? [] : [flag]
}

/** The services of a rule in words. */
export function servicesWords({ services }: Pick<TriageRule, 'services'>): string {
  if (services.includes('all')) return 'Every service'
  return listed(services.map((id) => startingServices.find((each) => each.id === id)?.name ?? id))
}

/** The condition of a rule in words. */
export function whenWords({ when }: Pick<TriageRule, 'when'>): string {
  return conditionWords(when)
}

function conditionWords(condition: RuleCondition, nested = false): string {
  if ('all' in condition) return grouped(condition.all, 'and', nested)
  if ('any' in condition) return grouped(condition.any, 'or', nested)
  return questionWords(condition)
}

function grouped(parts: RuleCondition[], joint: 'and' | 'or', nested: boolean): string {
  const words = parts.map((part) => conditionWords(part, parts.length > 1)).join(`, ${joint} `)
  return nested && parts.length > 1 ? `(${words})` : words
}

/** One question of a condition in words. */
export function questionWords({ field: name, op, value }: RuleTest): string {
  const field = triageField(name)
  if (!field) return name
  const one = valueWords(field, value)
  const some = Array.isArray(value) ? value.map((each: string | number) => valueWords(field, each)) : [one]
  switch (op) {
    case 'eq':
      return typeof value === 'boolean' ? yesNoWords(field, value) : `${field.label} is ${one}`
    case 'ne':
      return typeof value === 'boolean'
        ? `${yesNoWords(field, !value)} (or nobody asked)`
        : `${field.label} is not ${one} (or nobody asked)`
    case 'in':
      return `${field.label} is ${listed(some, 'or')}`
    case 'missing':
      return `${field.label} is not recorded`
    case 'present':
      return `${field.label} is recorded`
    case 'includes':
      return `${field.label}: ${one}`
    case 'includesAny':
      return `${field.label}: ${listed(some, 'or')}`
    case 'lacks':
      return `no ${one} (or nobody asked)`
    case 'empty':
      return `${field.label} asked and none`
    case 'gte':
      return `${field.label} is ${one} or more`
    case 'lte':
      return `${field.label} is ${one} or less`
    case 'lt':
      return `${field.label} is under ${one}`
    case 'crosses':
      return `${field.label} has passed ${listed(some, 'or')} since the last check`
  }
}

function yesNoWords(field: TriageField, yes: boolean): string {
  return (yes ? field.whenYes : field.whenNo) ?? `${field.label}: ${yes ? 'yes' : 'no'}`
}

function valueWords(field: TriageField, value: RuleTest['value']): string {
  if (typeof value === 'number') return withUnit(value, field.unit)
  if (typeof value === 'string') return field.codes ? spokenCode(field, value) : value
  return String(value)
}

/** What a blank in each field does to the rule, the other questions holding. */
function blankNotes({ when }: TriageRule): string[] {
  const tests = testsOf(when)
  return [...new Set(tests.map(({ field }) => field))].map((name) => {
    const label = triageField(name)?.label ?? name
    const about = `If nobody recorded ${label},`
    if (!canHold(when, name)) return `${about} this does not fire.`
    const protects = tests.some(({ field, op }) => field === name && protectiveOperators.includes(op))
    return protects ? `${about} this still fires.` : `${about} this fires only for another reason.`
  })
}
