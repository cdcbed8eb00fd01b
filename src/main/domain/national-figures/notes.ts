import { bandsOfScheme, type PublishedScheme } from '../../../shared/codes/national-figures.ts'
import { monthInWords } from '../returns/months.ts'
import type { Measure } from './headings.ts'
import type { PublishedLines, PublishedOrganisation, ReadingNote, ReadingNoteCode } from './published.ts'
import { bandSum } from './shares.ts'
import type { Tally } from './tables.ts'

export interface NoteFacts {
  scheme: PublishedScheme
  tally: Tally
  /** Figures of England that Table 3 and Table 4 give differently. */
  differing: number
  /** Sheets with organisations whose measure is not to be found, or was given twice. */
  notUnderstood: readonly string[]
  hasNational: boolean
  /** What the tables with organisations count. */
  measures: ReadonlySet<Measure>
  month: string
  otherMonths: readonly string[]
  england: PublishedLines
  organisations: readonly PublishedOrganisation[]
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

/** What people should know of a workbook before they rely on it. */
export function notesOf(facts: NoteFacts): ReadingNote[] {
  const { scheme, tally, measures } = facts
  const notes: ReadingNote[] = []
  const add = (code: ReadingNoteCode, count: number, message: string) => {
    if (count > 0) notes.push({ code, count, message })
  }
  add(
    'seven_bands',
    scheme === 'chs7' ? 1 : 0,
    'The workbook has seven bands: everybody over 52 weeks is in one, and over 104 weeks cannot be told.',
  )
  add(
    'national_table_missing',
    facts.hasNational ? 0 : 1,
    'The table of England by band (Table 3) is missing; England’s figures are from its row in the other tables.',
  )
  const missing = [
    ...(measures.has('total') ? [] : ['total waiting list']),
    ...bandsOfScheme(scheme)
      .filter(({ id }) => !measures.has(id))
      .map(({ weeks }) => `${weeks} weeks`),
  ]
  if (measures.size === 0) {
    add(
      'organisation_tables_missing',
      1,
      'The tables by organisation (Tables 4 to 4h) are missing, so there are no regions, ICBs or providers.',
    )
  } else {
    add(
      'band_missing',
      missing.length,
      `${counted(missing.length, 'table is', 'tables are')} missing: ${missing.join(', ')}. Shares cannot be told for organisations.`,
    )
  }
  add(
    'months_differ',
    facts.otherMonths.length,
    `Most tables are of ${monthInWords(facts.month)}, but a title says ${facts.otherMonths.map(monthInWords).join(', ')}.`,
  )
  add(
    'tables_not_understood',
    facts.notUnderstood.length,
    `${counted(facts.notUnderstood.length, 'sheet', 'sheets')} with organisations could not be told apart and was left out: ${facts.notUnderstood.join(', ')}.`,
  )
  add(
    'unreadable_cells',
    tally.unreadable,
    `${counted(tally.unreadable, 'cell holds', 'cells hold')} something that is no whole number and no known mark; treated as not published.`,
  )
  add(
    'withheld_cells',
    tally.withheld,
    `${counted(tally.withheld, 'cell has', 'cells have')} a mark in place of a figure; kept apart from blank and from 0.`,
  )
  add(
    'unknown_lines',
    tally.unknownLines.size,
    `${counted(tally.unknownLines.size, 'service line is', 'service lines are')} not among the 47 of October 2025: ${[...tally.unknownLines].slice(0, 5).join('; ')}.`,
  )
  add(
    'unknown_types',
    tally.unknownTypes.size,
    `Rows of a kind that is not National, Region, ICB or Provider were left out: ${[...tally.unknownTypes].slice(0, 5).join('; ')}.`,
  )
  add(
    'repeated_organisations',
    tally.repeated.size,
    `Organisations stand in a table twice; the first row is used: ${[...tally.repeated].slice(0, 5).join('; ')}.`,
  )
  add(
    'repeated_lines',
    tally.repeatedLines.size,
    `Service lines stand in a table twice; the first is used: ${[...tally.repeatedLines].slice(0, 5).join('; ')}.`,
  )
  add(
    'england_differs',
    facts.differing,
    `${counted(facts.differing, 'figure', 'figures')} of England differ between Table 3 and the tables by organisation; Table 3 is used.`,
  )
  const unequal = notAddingUp(facts)
  add(
    'bands_not_total',
    unequal,
    `For ${counted(unequal, 'organisation and children’s line', 'organisations and children’s lines')} the bands do not add up to the total: some providers count weeks otherwise.`,
  )
  return notes
}

function notAddingUp({ scheme, organisations }: NoteFacts): number {
  let count = 0
  for (const { lines } of organisations) {
    for (const [name, line] of Object.entries(lines)) {
      if (!name.startsWith('(CYP)')) continue
      const sum = bandSum(line, scheme)
      if (sum !== null && typeof line.total === 'number' && sum !== line.total) count += 1
    }
  }
  return count
}
