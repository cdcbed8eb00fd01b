import type { RuleGroupType, RuleType } from 'react-querybuilder'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleCondition, RuleOperator, RuleTest, RuleValue } from '../../../shared/triage/rules.ts'
import { takesValue } from './operators.ts'

/** A test in the tree of the query builder. `field` and `operator` are empty until somebody chooses them. */
export type TreeTest = RuleType<string, string, RuleValue | undefined>
/** `isBare` marks a tree that stands for one test with no group of ours around it. */
export interface ConditionTree extends Omit<RuleGroupType<TreeTest>, 'rules'> {
  rules: (ConditionTree | TreeTest)[]
  isBare?: boolean
}

/** The place of a test or group in the tree: the index at each level. */
export type TreePath = readonly number[]

export const emptyTest: Omit<TreeTest, 'id'> = { field: '', operator: '', value: undefined }

/**
 * The condition as the query builder's tree. The tree always starts with a group, so a condition of one bare test is
 * marked, and comes back bare as long as it stays alone.
 */
export function treeOf(condition: RuleCondition): ConditionTree {
  if ('all' in condition) return { combinator: 'and', rules: condition.all.map(partOf) }
  if ('any' in condition) return { combinator: 'or', rules: condition.any.map(partOf) }
  return { combinator: 'and', rules: [testOf(condition)], isBare: true }
}

function partOf(condition: RuleCondition): ConditionTree | TreeTest {
  return 'field' in condition ? testOf(condition) : treeOf(condition)
}

function testOf({ field, op, value }: RuleTest): TreeTest {
  return { field, operator: op, value }
}

/** The condition a tree means. A test without an answer yet keeps its gap, which the check then names. */
export function conditionOf(tree: ConditionTree): RuleCondition {
  const parts = tree.rules.map((part) => (isGroup(part) ? conditionOf(part) : ruleTestOf(part)))
  const [only] = parts
  if (isBare(tree) && only !== undefined && 'field' in only) return only
  return tree.combinator === 'or' ? { any: parts } : { all: parts }
}

/** Whether the tree stands for one bare test, with no group of ours around it. */
export function isBare(tree: ConditionTree): boolean {
  return tree.isBare === true && tree.combinator === 'and' && tree.rules.length === 1
}

function ruleTestOf({ field, operator, value }: TreeTest): RuleTest {
  const op = operator as RuleOperator
  if (!takesValue(op) || value === undefined) return { field, op }
  return { field, op, value }
}

export function isGroup(part: ConditionTree | TreeTest): part is ConditionTree {
  return 'rules' in part
}

/** The test at a place of the tree as ours, or null while its field or operator is not chosen. */
export function chosenTest(test: TreeTest): RuleTest | null {
  return triageField(test.field) === undefined || test.operator === '' ? null : ruleTestOf(test)
}

/** The place in our condition (`all[0].any[1]`) of a place in the tree. */
export function conditionPath(tree: ConditionTree, path: TreePath): string {
  if (isBare(tree)) return ''
  let group = tree
  const parts: string[] = []
  for (const index of path) {
    parts.push(`${group.combinator === 'or' ? 'any' : 'all'}[${index}]`)
    const next = group.rules[index]
    if (next !== undefined && isGroup(next)) group = next
  }
  return parts.join('.')
}
