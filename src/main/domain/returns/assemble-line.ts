import { chsBands, over52WeeksDays, within18WeeksDays, type ChsBandId } from '../../../shared/codes/bands.ts'
import { publishedServiceLines } from '../../../shared/codes/service-lines.ts'
import { chsBandOf } from '../waiting-bands/bands.ts'
import type { ReturnLine } from './chs-return.ts'

/** How many children have waited how many whole days on the census date. */
export interface DaysCount {
  days: number
  count: number
}

/** All eight bands with no one in them. */
export function emptyBands(): Record<ChsBandId, number> {
  return Object.fromEntries(chsBands.map((band) => [band.id, 0])) as Record<ChsBandId, number>
}

/**
 * A line's figures from its histogram of days waited. Days may repeat and come in any order, so the histograms of
 * several services on one line can be joined. The mean is rounded half up to one decimal place and is null when no
 * one is waiting: no wait is not a wait of 0 days. Days and counts must be whole numbers from 0; else it throws.
 */
export function assembleLine(input: { line: string; daysHistogram: readonly DaysCount[] }): ReturnLine {
  const bands = emptyBands()
  let total = 0
  let within18Weeks = 0
  let over52Weeks = 0
  let allDays = 0
  for (const { days, count } of input.daysHistogram) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`Not a count of children: ${count}`)
    bands[chsBandOf(days)] += count
    total += count
    if (days <= within18WeeksDays) within18Weeks += count
    if (days >= over52WeeksDays) over52Weeks += count
    allDays += days * count
  }
  const meanDays = total === 0 ? null : Math.round((allDays * 10) / total) / 10
  return { line: input.line, total, bands, within18Weeks, over52Weeks, meanDays }
}

/** Lines in the order they are published; any other line after them, by name. Returns a new array. */
export function inPublishedOrder<T extends { line: string }>(lines: readonly T[]): T[] {
  const place = (line: string) => {
    const index = publishedServiceLines.indexOf(line)
    return index < 0 ? publishedServiceLines.length : index
  }
  return lines.toSorted((a, b) => place(a.line) - place(b.line) || (a.line < b.line ? -1 : 1))
}

/** All lines together. The mean is left out: the lines' rounded means cannot give it. */
export function sumOfLines(lines: readonly ReturnLine[]): Omit<ReturnLine, 'line' | 'meanDays'> {
  const bands = emptyBands()
  for (const line of lines) for (const band of chsBands) bands[band.id] += line.bands[band.id]
  const sum = (figure: 'total' | 'within18Weeks' | 'over52Weeks') =>
    lines.reduce((all, line) => all + line[figure], 0)
  return {
    total: sum('total'),
    bands,
    within18Weeks: sum('within18Weeks'),
    over52Weeks: sum('over52Weeks'),
  }
}
