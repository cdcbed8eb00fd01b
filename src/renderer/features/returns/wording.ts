import { chsBands, chsLegacyBands, type WaitingBand } from '../../../shared/codes/bands.ts'
import { type ClosedReason, closedReasonLabels, closedReasons } from '../../../shared/codes/closed-reasons.ts'
import type { ChsLine } from '../../../shared/contract/returns.ts'
import { formatLongDate, shiftDays } from '../../../shared/format/dates.ts'

/** A month as people read it: "October 2025". */
export function monthWords(month: string): string {
  return formatLongDate(`${month}-01`).replace(/^1 /, '')
}

/** An instant as people read it: "2 March 2026 at 14:05", in the computer's own time zone. */
export function instantWords(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}

/** Why a child left the list: a removal's code in words. */
export function removalWords(reason: string): string {
  if (reason === 'planned') return 'Put on the planned list'
  return closedReasonLabels[reason as ClosedReason] ?? reason
}

/** Reasons in the order they are always listed in, whichever happened first. */
export function inListedOrder(reasons: readonly string[]): string[] {
  const order: readonly string[] = ['planned', ...closedReasons]
  return reasons.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
}

/** How a child left the list, the first contact included. */
export function leftByWords(leftBy: string | null): string {
  if (leftBy === null) return ''
  return leftBy === 'first_contact' ? 'First contact' : removalWords(leftBy)
}

/** A part of a whole: "64.2 %"; empty when there is nothing to be a part of. */
export function shareWords(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`
}

/** "1 child", "1,234 children". */
export function childrenWords(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'child' : 'children'}`
}

/** "1 error", "3 large changes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

/** The month before: "2025-10" for "2025-11". */
export function monthBefore(month: string): string {
  return shiftDays(`${month}-01`, -1).slice(0, 7)
}

/** The start of a hash, enough to compare by eye: "3f9a 0c11 7be2". */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')
}

/** A band as its column is headed: "0-1", ">1-2", ">104". */
export const bandColumns = chsBands.map((band) => ({ id: band.id, weeks: band.weeks, days: daysWords(band) }))

/** The seven bands used before the split at 104 weeks, and the cell that lists the children of each. */
export const legacyBandColumns = chsLegacyBands.map((band) => ({
  id: band.id,
  cell: band.toDays === null ? 'over_52_weeks' : band.id,
  weeks: band.weeks,
  days: daysWords(band),
}))

function daysWords({ fromDays, toDays }: WaitingBand): string {
  return toDays === null ? `${fromDays} days or more` : `${fromDays} to ${toDays} days`
}

export type LineFigures = Omit<ChsLine, 'line' | 'meanDays'>

/** All lines together. The mean is left out: rounded means cannot give it. */
export function allLines(lines: readonly ChsLine[]): LineFigures {
  const sum = (figure: (line: ChsLine) => number) => lines.reduce((all, line) => all + figure(line), 0)
  return {
    total: sum((line) => line.total),
    within18Weeks: sum((line) => line.within18Weeks),
    over52Weeks: sum((line) => line.over52Weeks),
    bands: Object.fromEntries(
      chsBands.map(({ id }) => [id, sum((line) => line.bands[id])]),
    ) as ChsLine['bands'],
  }
}
