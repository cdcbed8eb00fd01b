import type { RuleDraft, RuleSetOrigin } from '../../../shared/contract/rules.ts'
import type { RuleBenchGroup } from '../../../shared/contract/rule-bench.ts'
import { type Priority, priorityLabels } from '../../../shared/codes/priorities.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { RuleConfidence } from '../../../shared/triage/rules.ts'
import { formatCount } from '../../components/format-count.ts'

export const criterionWords: Record<RuleConfidence, string> = {
  VERIFIED: 'in published use',
  JUDGEMENT: 'a judgement, not a published criterion',
  RECALLED: 'recalled, not checked against a source',
}
export const detailWords: Record<RuleConfidence, string> = {
  VERIFIED: 'sourced',
  JUDGEMENT: 'a judgement',
  RECALLED: 'recalled, not checked',
}

/** "1 rule", "2,134 rules". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** An instant of the store as its day: "04-Mar-2026". */
export function dayOf(instant: string): string {
  return formatDate(instant.slice(0, 10))
}

export const originWords: Record<RuleSetOrigin, string> = {
  shipped: 'Came with the app',
  published: 'Published',
  rolled_back: 'Rolled back',
}

/** "routine → urgent"; null is no priority suggested. */
export function priorityChangeWords(from: Priority | null, to: Priority | null): string {
  return `${priorityWords(from)} → ${priorityWords(to)}`
}

/** "urgent", "no priority". */
export function priorityWords(priority: Priority | null): string {
  return priority === null ? 'no priority' : priorityLabels[priority].toLowerCase()
}

export const groupWords: Record<RuleBenchGroup, string> = {
  not_triaged: 'Not triaged yet',
  accepted: 'Accepted, another priority',
  other: 'Decided, stays as it is',
}

/** "12 %", with no decimals; an em dash when there is nothing to count. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 100)} %`
}

/** "2 rules changed, 1 added". */
export function draftWords({ changes }: RuleDraft): string {
  const words = [
    ...(changes.changed > 0 ? [`${counted(changes.changed, 'rule')} changed`] : []),
    ...(changes.added > 0 ? [`${counted(changes.added, 'rule')} added`] : []),
    ...(changes.removed > 0 ? [`${counted(changes.removed, 'rule')} retired`] : []),
  ]
  return words.join(', ')
}
