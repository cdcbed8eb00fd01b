import { z } from 'zod'
import { isTextList, triageField } from '../codes/triage-fields.ts'
import type { TriageField } from '../codes/triage-fields.ts'
import { ruleOperators } from './rules.ts'
import type { RuleCondition, RuleOperator, RuleTest, RuleValue } from './rules.ts'

type Path = (string | number)[]
type Report = (path: Path, message: string) => void

/**
 * A rule's condition: `{all: […]}`, `{any: […]}` or `{field, op, value}`, nested. An unknown field or operator, an
 * operator that does not suit the field, or a value of another type is an issue at its place.
 */
export const conditionSchema = z.unknown().transform((raw, context): RuleCondition => {
  const issues: { path: Path; message: string }[] = []
  const condition = readCondition(raw, [], (path, message) => issues.push({ path, message }))
  for (const { path, message } of issues) context.issues.push({ code: 'custom', message, input: raw, path })
  return issues.length === 0 ? condition : z.NEVER
})

const nothing: RuleCondition = { all: [] }

function readCondition(raw: unknown, path: Path, report: Report): RuleCondition {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    report(path, 'A condition is {"all": […]}, {"any": […]} or {"field", "op", "value"}.')
    return nothing
  }
  const entries = new Map<string, unknown>(Object.entries(raw))
  for (const group of ['all', 'any'] as const) {
    if (!entries.has(group)) continue
    for (const key of entries.keys())
      if (key !== group) report([...path, key], `"${key}" cannot stand beside "${group}".`)
    const children = readGroup(entries.get(group), [...path, group], report)
    return group === 'all' ? { all: children } : { any: children }
  }
  return readTest(entries, path, report)
}

function readGroup(raw: unknown, path: Path, report: Report): RuleCondition[] {
  if (!Array.isArray(raw) || raw.length === 0) {
    report(path, 'A list of one or more conditions is needed here.')
    return []
  }
  return raw.map((child: unknown, index) => readCondition(child, [...path, index], report))
}

function readTest(entries: Map<string, unknown>, path: Path, report: Report): RuleCondition {
  for (const key of entries.keys())
    if (key !== 'field' && key !== 'op' && key !== 'value')
      report([...path, key], `"${key}" is not part of a condition.`)
  const name = entries.get('field')
  const field = typeof name === 'string' ? triageField(name) : undefined
  if (!field) report([...path, 'field'], `${shown(name)} is not a field that rules can ask about.`)
  const op = ruleOperators.find((each) => each === entries.get('op'))
  if (!op) report([...path, 'op'], `${shown(entries.get('op'))} is not an operator.`)
  if (!field || !op) return nothing

  const unsuited = whyUnsuited(field, op)
  if (unsuited) {
    report([...path, 'op'], unsuited)
    return nothing
  }
  const value = entries.get('value')
  if (op === 'missing' || op === 'present' || op === 'empty') {
    if (value !== undefined && value !== null) report([...path, 'value'], `"${op}" takes no value.`)
    return { field: field.name, op }
  }
  const problem = valueProblem(field, op, value)
  if (problem) {
    report([...path, 'value'], problem)
    return nothing
  }
  return { field: field.name, op, value: value as RuleValue }
}

function whyUnsuited(field: TriageField, op: RuleOperator): string | null {
  const isList = field.type === 'codeList'
  switch (op) {
    case 'missing':
    case 'present':
      return null
    case 'includes':
    case 'includesAny':
    case 'lacks':
    case 'empty':
      return isList ? null : `"${op}" asks about a list; "${field.name}" is not a list.`
    case 'gte':
    case 'lte':
    case 'lt':
      return field.type === 'number' ? null : `"${op}" compares numbers; "${field.name}" is not a number.`
    case 'crosses':
      return field.name === 'weeksWaiting' ? null : `"crosses" is for "weeksWaiting" only.`
    default:
      return isList ? `"${op}" needs one value; "${field.name}" is a list. Use "includes" or "lacks".` : null
  }
}

function valueProblem(field: TriageField, op: RuleOperator, value: unknown): string | null {
  switch (op) {
    case 'in':
      return isListOf(value, (each) => suits(field, each)) ? null : `A list of ${wanted(field)} is needed.`
    case 'includesAny':
      return isTextList(value) && value.length > 0 ? null : 'A list of codes is needed.'
    case 'includes':
    case 'lacks':
      return typeof value === 'string' && value !== '' ? null : 'One code is needed.'
    case 'crosses':
      return isListOf(value, isNumber) ? null : 'A list of numbers of weeks is needed.'
    default:
      return suits(field, value) ? null : `${wantedOne(field)} is needed, not ${shown(value)}.`
  }
}

function isListOf(value: unknown, suited: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(suited)
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

function suits(field: TriageField, value: unknown): boolean {
  if (field.type === 'boolean') return typeof value === 'boolean'
  if (field.type === 'number') return isNumber(value)
  return typeof value === 'string' && value !== ''
}

function wanted(field: TriageField): string {
  return {
    boolean: 'true or false',
    number: 'numbers',
    date: 'dates',
    code: 'codes',
    codeList: 'codes',
    text: 'text',
  }[field.type]
}

function wantedOne(field: TriageField): string {
  return {
    boolean: 'true or false',
    number: 'A number',
    date: 'A date',
    code: 'A code',
    codeList: 'A code',
    text: 'Text',
  }[field.type]
}

function shown(value: unknown): string {
  return value === undefined ? 'Nothing' : JSON.stringify(value)
}

/** Codes a condition names that the field's code list does not hold, with their place. */
export function unlistedCodes(test: RuleTest): string[] {
  const codes = triageField(test.field)?.codes
  if (!codes || test.value === undefined) return []
  const named = Array.isArray(test.value) ? test.value : [test.value]
  return named.filter((code): code is string => typeof code === 'string' && !Object.hasOwn(codes, code))
}
