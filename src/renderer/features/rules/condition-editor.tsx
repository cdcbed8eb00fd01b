import { useMemo, useRef, useState } from 'react'
import { type ControlElementsProp, type FullField, QueryBuilder } from 'react-querybuilder'
import type { RuleCondition } from '../../../shared/triage/rules.ts'
import { ConditionContext } from './condition-context.ts'
import { ConditionGroup } from './condition-group.tsx'
import { ConditionTest } from './condition-test.tsx'
import { conditionOf, type ConditionTree, treeOf } from './condition-tree.ts'
import type { PlaceProblems } from './place-problems.ts'

/** The builder keeps the tree; every control that people see and use is ours. */
const controls = { rule: ConditionTest, ruleGroup: ConditionGroup } as unknown as ControlElementsProp<
  FullField,
  string
>

export interface ConditionEditorProps {
  /** The condition at first; later changes come back through `onChange` only. */
  start: RuleCondition
  onChange: (condition: RuleCondition) => void
  /** Place of the condition in the rule: `when`, `outcome.branch[0].if`. */
  place: string
  /** Whether the condition decides about the rule or about one of its branches. */
  of: 'rule' | 'branch'
  problems: PlaceProblems
}

/** A condition as a tree of questions, nested as deep as needed. Fields, operators and values are chosen, never typed code. */
export function ConditionEditor({ start, onChange, place, of, problems }: ConditionEditorProps) {
  const [tree, setTree] = useState<ConditionTree>(() => treeOf(start))
  const condition = useMemo(() => conditionOf(tree), [tree])
  const told = useRef(JSON.stringify(condition))
  const context = useMemo<ConditionContext>(
    () => ({ tree, condition, place, of, problems }),
    [tree, condition, place, of, problems],
  )
  function change(next: ConditionTree): void {
    setTree(next)
    const now = conditionOf(next)
    const text = JSON.stringify(now)
    // The builder also calls with nothing changed but the ids it gave.
    if (text === told.current) return
    told.current = text
    onChange(now)
  }
  return (
    <ConditionContext value={context}>
      <QueryBuilder
        query={tree}
        onQueryChange={(next) => change(next as ConditionTree)}
        controlElements={controls}
      />
    </ConditionContext>
  )
}
