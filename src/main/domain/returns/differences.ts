import { chsBands, type ChsBandId } from '../../../shared/codes/bands.ts'
import type { FigureDifference, LineDifference } from '../../../shared/contract/returns.ts'
import { inPublishedOrder, sumOfLines } from './assemble-line.ts'
import type { ReturnLine } from './chs-return.ts'

type Figures = Omit<ReturnLine, 'line' | 'meanDays'>

/**
 * Figure by figure what changed from last month, line by line and in all; a line only one of the months has is
 * among them, with null for the other. Shares are of the figure before, to one decimal place.
 */
export function differencesOf(
  before: readonly ReturnLine[],
  now: readonly ReturnLine[],
): { lines: LineDifference[]; all: LineDifference } {
  const names = inPublishedOrder(
    [...new Set([...before, ...now].map(({ line }) => line))].map((line) => ({ line })),
  )
  const of = (lines: readonly ReturnLine[], name: string) => lines.find(({ line }) => line === name) ?? null
  return {
    lines: names.map(({ line }) => lineDifference(line, of(before, line), of(now, line))),
    all: lineDifference('', sumOfLines(before), sumOfLines(now)),
  }
}

function lineDifference(line: string, before: Figures | null, now: Figures | null): LineDifference {
  const of = (figure: (figures: Figures) => number) =>
    figureDifference(before === null ? null : figure(before), now === null ? null : figure(now))
  return {
    line,
    total: of((figures) => figures.total),
    bands: Object.fromEntries(chsBands.map(({ id }) => [id, of((figures) => figures.bands[id])])) as Record<
      ChsBandId,
      FigureDifference
    >,
    within18Weeks: of((figures) => figures.within18Weeks),
    over52Weeks: of((figures) => figures.over52Weeks),
  }
}

function figureDifference(before: number | null, now: number | null): FigureDifference {
  if (before === null || now === null) return { before, now, change: null, percent: null }
  const change = now - before
  const percent = before === 0 ? null : Math.round((change * 1000) / before) / 10
  return { before, now, change, percent: Object.is(percent, -0) ? 0 : percent }
}
