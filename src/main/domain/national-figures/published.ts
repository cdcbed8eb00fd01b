import type {
  PublishedLine,
  PublishedOrganisationType,
  PublishedScheme,
} from '../../../shared/codes/national-figures.ts'

/** A sheet as its cells' text; blank rows may be left out, `row` counts from 1. */
export interface SheetText {
  name: string
  rows: readonly { row: number; cells: readonly string[] }[]
}

/** Figures of one line for each line that has any. */
export type PublishedLines = Record<string, PublishedLine>

export interface PublishedOrganisation {
  type: PublishedOrganisationType
  /** Organisation code in capitals; '' for England. */
  code: string
  name: string
  lines: PublishedLines
}

export const readingNotes = [
  'seven_bands',
  'band_missing',
  'national_table_missing',
  'organisation_tables_missing',
  'months_differ',
  'unreadable_cells',
  'withheld_cells',
  'unknown_lines',
  'unknown_types',
  'repeated_organisations',
  'repeated_lines',
  'tables_not_understood',
  'england_differs',
  'bands_not_total',
] as const
export type ReadingNoteCode = (typeof readingNotes)[number]

/** Something a person should know of the workbook; none of these stops it from being read. */
export interface ReadingNote {
  code: ReadingNoteCode
  message: string
  count: number
}

/** What a published workbook says. */
export interface PublishedFigures {
  /** `YYYY-MM`. */
  month: string
  /** `YYYY-MM-DD`, as the cover says; null where it does not. */
  publishedOn: string | null
  revisedOn: string | null
  scheme: PublishedScheme
  /** Table 3, and where it is silent the row for England of Tables 4 to 4h; with its three sums over lines. */
  england: PublishedLines
  /** The rows of Tables 4 to 4h in their order, England's among them. */
  organisations: PublishedOrganisation[]
  notes: ReadingNote[]
}

/** Rows of Table 3 that add lines up, spelled as published. */
export const sumRows = ['England', 'Adult services', 'CYP services'] as const
