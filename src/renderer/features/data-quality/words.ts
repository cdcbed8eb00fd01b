import type { QualityRuleId } from '../../../shared/codes/data-quality-rules.ts'
import type { QualityRuleFigure, ServiceQuality } from '../../../shared/contract/data-quality.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { formatCount } from '../../components/format-count.ts'

/** `Mar-2025` for `2025-03`. */
export function monthWords(month: string): string {
  return formatDate(`${month}-01`).slice(3)
}

/** `12.3 %`, with one decimal; nothing of nothing is a dash, and a few are never 0 %. */
export function shareWords(failed: number, applicable: number): string {
  if (applicable === 0) return '—'
  const share = Math.round((1000 * failed) / applicable) / 10
  if (failed > 0 && share === 0) return '< 0.1 %'
  return `${(failed < applicable && share === 100 ? 99.9 : share).toFixed(1)} %`
}

/** A score as it is read: `94.7`, or a dash where nothing was scored. */
export function scoreWords(score: number | null): string {
  return score === null ? '—' : score.toFixed(1)
}

/** The address of a rule’s list; never anything about a child. */
export function ruleHref(ruleId: QualityRuleId): string {
  return `/data-quality/rule/${ruleId}`
}

/** How the gaps of a rule moved since the first kept month: `19 fewer than Mar-2025`. */
export function changeWords({ failed, months }: Pick<QualityRuleFigure, 'failed' | 'months'>): string {
  const first = months[0]
  if (first === undefined) return 'No month kept yet'
  const change = failed - first.failed
  if (change === 0) return `As in ${monthWords(first.month)}`
  return `${formatCount(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} than ${monthWords(first.month)}`
}

/** The finding of a rule’s chart, in one sentence. */
export function trendTitle({ failed, applicable, months }: QualityRuleFigure): string {
  const first = months[0]
  const now = `${shareWords(failed, applicable)} have this gap now`
  if (first === undefined) return now
  return `${now}, ${shareWords(first.failed, first.applicable)} in ${monthWords(first.month)}`
}

/** The finding of the chart of scores: the lowest service and how it moved. */
export function scoresTitle(services: readonly ServiceQuality[]): string {
  const scored = services.filter(({ score }) => score !== null)
  const lowest = scored.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))[0]
  if (lowest === undefined) return 'No service has open referrals to score'
  const before = lowest.months.find(({ score }) => score !== null)
  const name = scored.length > 1 ? `${lowest.serviceName} has the lowest score` : lowest.serviceName
  const now = `${name}: ${scoreWords(lowest.score)} of 100`
  if (before === undefined || before.score === null || lowest.score === null) return now
  const change = Math.round((lowest.score - before.score) * 10) / 10
  if (change === 0) return `${now}, as in ${monthWords(before.month)}`
  const direction = change > 0 ? 'up' : 'down'
  return `${now}, ${direction} ${Math.abs(change).toFixed(1)} since ${monthWords(before.month)}`
}

/** `1 referral`, `12 referrals`. */
export function referralCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'referral' : 'referrals'}`
}

/** `1 child`, `12 children`. */
export function childCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'child' : 'children'}`
}
