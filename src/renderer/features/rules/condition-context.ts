import { createContext, use } from 'react'
import type { RuleCondition } from '../../../shared/triage/rules.ts'
import type { ConditionTree } from './condition-tree.ts'
import type { PlaceProblems } from './place-problems.ts'

/** What a test needs to know of the condition it stands in. */
export interface ConditionContext {
  tree: ConditionTree
  condition: RuleCondition
  place: string
  of: 'rule' | 'branch'
  problems: PlaceProblems
}

export const ConditionContext = createContext<ConditionContext | null>(null)

/** The condition around a test or group. */
export function useCondition(): ConditionContext {
  const context = use(ConditionContext)
  if (!context) throw new Error('ConditionContext is missing above this component')
  return context
}
