import type { SuggestedStep } from '../../../shared/contract/triage.ts'
import type { Evaluation } from './evaluation.ts'

/**
 * What the rules lead with. A same-day or urgent priority comes before anything missing; missing information before
 * a redirect, because nobody is sent away on half a letter; and a redirect that waits for an answer leads with asking.
 * Source: domain rules, "Triage", order.
 */
export function suggestedStep({
  priority,
  needInfo,
  redirect,
  redirects,
}: Pick<Evaluation, 'priority' | 'needInfo' | 'redirect' | 'redirects'>): SuggestedStep {
  if (priority === 'same_day' || priority === 'urgent') return 'accept'
  if (needInfo.length > 0) return 'ask'
  if (redirect !== null) return 'redirect'
  return redirects.some(({ waitsFor }) => waitsFor.length > 0) ? 'ask' : 'accept'
}
