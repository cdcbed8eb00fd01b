import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import { formatCount } from '../../components/format-count.ts'
import { childrenWords } from '../returns/wording.ts'

/** A figure of the list, as its children are asked for. */
export interface DiagnosticFigure {
  cell: string
  count: number
  /** What it says, after the count: "waiting 6 to <7 weeks". */
  words: string
}

/** A part of a whole in percent, one decimal: "3.4 %". Empty when there is no whole. */
export function percentWords(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`
}

/** Days as weeks and days: "3 weeks 2 days (23 days)". */
export function daysWords(days: number | null): string {
  if (days === null) return 'No one waits'
  const [weeks, rest] = [Math.floor(days / 7), days % 7]
  const parts = [
    ...(weeks > 0 ? [`${weeks} ${weeks === 1 ? 'week' : 'weeks'}`] : []),
    ...(rest > 0 || weeks === 0 ? [`${rest} ${rest === 1 ? 'day' : 'days'}`] : []),
  ]
  return parts.join(' ')
}

/** What the list shows, in one sentence. */
export function finding({ total, sixWeeksOrMore }: DiagnosticReturn): string {
  if (total === 0) return 'Nobody waits for a first audiology contact'
  if (sixWeeksOrMore === 0) return `All ${formatCount(total)} who wait have waited less than six weeks`
  const share = percentWords(sixWeeksOrMore, total)
  return `${childrenWords(sixWeeksOrMore)} of ${formatCount(total)} (${share}) ${sixWeeksOrMore === 1 ? 'has' : 'have'} waited six weeks or more`
}
