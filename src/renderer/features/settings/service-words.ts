import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Service } from '../../../shared/contract/administration.ts'

type Target = keyof Service['targetDays']

/** The priorities that have a target, the most pressing first. */
export const targets: readonly { id: Target; label: string }[] = (
  ['same_day', 'urgent', 'soon', 'routine'] as const
).map((id) => ({ id, label: priorityLabels[id] }))

/** `42 days (6 weeks)`; `the same day` for none. */
export function daysText(days: number): string {
  if (days === 0) return 'the same day'
  if (days === 1) return '1 day'
  if (days % 7 !== 0) return `${days} days`
  return `${days} days (${days / 7} ${days === 7 ? 'week' : 'weeks'})`
}
