import type { SuggestedStep } from '../../../shared/contract/triage.ts'
import type { Evaluation } from './evaluation.ts'

/**
 * What the rules lead with. A same-day or urgent priority comes before anything missing; missing information before
 * a redirect, because nobody is sent away on half a letter. Source: domain rules, "Triage", order.
 */
export function suggestedStep({
  priority,
  needInfo,
  redirect,
}: Pick<Evaluation, 'priority' | 'needInfo' | 'redirect'>): SuggestedStep {
  if (priority === 'same_day' || priority === 'urgent') return 'accept'
  if (needInfo.length > 0) return 'ask'
  return redirect === null ? 'accept' : 'redirect'
}
