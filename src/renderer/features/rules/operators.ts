import type { TriageField, TriageFieldType } from '../../../shared/codes/triage-fields.ts'
import type { RuleOperator, RuleValue } from '../../../shared/triage/rules.ts'

/** Each operator as it reads between a field and a value. */
export const operatorLabels: Record<RuleOperator, string> = {
  eq: 'is',
  ne: 'is not, or nobody asked',
  in: 'is one of',
  missing: 'is not recorded',
  present: 'is recorded',
  includes: 'has',
  includesAny: 'has any of',
  lacks: 'does not have, or nobody asked',
  empty: 'was asked and is none',
  gte: 'is this or more',
  lte: 'is this or less',
  lt: 'is under',
  crosses: 'has just passed any of',
}

const suited: Record<TriageFieldType, readonly RuleOperator[]> = {
  boolean: ['eq', 'ne', 'missing', 'present'],
  number: ['gte', 'lte', 'lt', 'eq', 'ne', 'in', 'missing', 'present'],
  date: ['present', 'missing'],
  text: ['present', 'missing', 'eq', 'ne', 'in'],
  code: ['eq', 'ne', 'in', 'missing', 'present'],
  codeList: ['includes', 'includesAny', 'lacks', 'empty', 'missing', 'present'],
}

/** Operators that make sense for a field, the commonest first. One in use already stays in the list. */
export function operatorsFor(field: TriageField, inUse: string): RuleOperator[] {
  const operators = [...suited[field.type]]
  if (field.name === 'weeksWaiting') operators.push('crosses')
  if (inUse in operatorLabels && !operators.includes(inUse as RuleOperator))
    operators.push(inUse as RuleOperator)
  return operators
}

/** Whether a test with this operator has a value. */
export function takesValue(op: RuleOperator | ''): boolean {
  return op !== '' && op !== 'missing' && op !== 'present' && op !== 'empty'
}

/** Whether its value is a list. */
export function takesList(op: string): boolean {
  return op === 'in' || op === 'includesAny' || op === 'crosses'
}

/** The value carried over when the operator changes: one becomes a list of one and back; otherwise it starts empty. */
export function valueFor(
  field: TriageField,
  op: RuleOperator,
  before: RuleValue | undefined,
): RuleValue | undefined {
  if (!takesValue(op)) return undefined
  const values: readonly (boolean | number | string)[] =
    before === undefined ? [] : Array.isArray(before) ? before : [before as boolean | number | string]
  const kept = values.filter((value) => fits(field, value))
  if (takesList(op)) return kept as string[] | number[]
  return kept[0] ?? (field.type === 'boolean' ? true : undefined)
}

function fits(field: TriageField, value: boolean | number | string): boolean {
  if (field.type === 'boolean' || field.type === 'number') return typeof value === field.type
  return typeof value === 'string'
}
