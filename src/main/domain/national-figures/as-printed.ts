import type { PublishedBandId, PublishedCell } from '../../../shared/codes/national-figures.ts'
import type { PublishedFigures, PublishedLines } from './published.ts'

interface PrintedLine {
  total?: number
  bands: Partial<Record<PublishedBandId, number>>
}

/** The figures as the headless command prints them. */
export interface PrintedFigures {
  month: string
  england: Record<string, PrintedLine>
  organisations: { type: string; code: string; name: string; lines: Record<string, PrintedLine> }[]
}

/** Counts only: a blank cell is absent, and so are a mark in place of a count and a line without any count. */
export function printedFigures({ month, england, organisations }: PublishedFigures): PrintedFigures {
  return {
    month,
    england: printedLines(england),
    organisations: organisations.map(({ type, code, name, lines }) => ({
      type,
      code,
      name,
      lines: printedLines(lines),
    })),
  }
}

function printedLines(lines: PublishedLines): Record<string, PrintedLine> {
  const printed: Record<string, PrintedLine> = {}
  for (const [line, { total, bands }] of Object.entries(lines)) {
    const counts = Object.entries(bands).filter((entry): entry is [PublishedBandId, number] =>
      isCount(entry[1]),
    )
    if (!isCount(total) && counts.length === 0) continue
    printed[line] = { ...(isCount(total) && { total }), bands: Object.fromEntries(counts) }
  }
  return printed
}

function isCount(cell: PublishedCell | undefined): cell is number {
  return typeof cell === 'number'
}
