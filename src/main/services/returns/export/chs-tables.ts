import { chsBands, type ChsBandId } from '../../../../shared/codes/bands.ts'
import { cypServiceLines, publishedServiceLines } from '../../../../shared/codes/service-lines.ts'
import { sumOfLines } from '../../../domain/returns/assemble-line.ts'
import type { ReturnLine } from '../../../domain/returns/chs-return.ts'
import { monthInWords } from '../../../domain/returns/months.ts'
import type { XlsxColumn, XlsxSheet } from '../../spreadsheets/xlsx-writer.ts'
import { dateInWords, type ExportContext, type ExportedReturn, statusInWords } from './export-context.ts'

/** A table of the published workbook: its letter, the words of its title and its heading in Table 3. */
interface PublishedTable {
  sheet: string
  /** Null is the total waiting list. */
  band: ChsBandId | null
  title: string
  contents: string
  heading: string
}

/** Source: NHS England CHS waiting times workbook, October 2025; titles and Contents differ there as they do here. */
const publishedTables: readonly PublishedTable[] = [
  {
    sheet: 'Table 4',
    band: null,
    title: 'Total waiting list',
    contents: 'Total waiting list',
    heading: 'Total waiting list',
  },
  ...chsBands.map((band, index): PublishedTable => {
    const days = band.toDays === null ? 'over 2 years' : `${band.fromDays}-${band.toDays} days`
    const weeks = band.toDays === null ? 'over 104 weeks' : `${band.weeks} weeks`
    return {
      sheet: `Table 4${'abcdefgh'[index]}`,
      band: band.id,
      title: `Number waiting ${weeks} (${days})`,
      contents: `Number waiting ${weeks.replace('>', '')} (${days})`,
      heading: `Waiting ${band.weeks} weeks`,
    }
  }),
]

const blankNote = 'Blanks indicate that no service reports on the line; 0 is a service with no one waiting.'
const sensitiveNote =
  "* Figures for looked after children teams and children and young people's safeguarding are published at national level only. Do not share them more widely."

/** The titles of all published tables in this export, as the Contents sheet lists them. */
export function contentsLines(month: string): string[] {
  return [
    `Table 3: ${table3Title(month)}`,
    ...publishedTables.map(
      ({ sheet, contents }) => `${sheet}: ${contents} by service, ${monthInWords(month)}`,
    ),
  ]
}

/**
 * Table 3: the CYP lines down, the total and the eight bands across, header on row 5 as published. The published
 * rows for England and for adult services, which a children's service has no figures for, are left out.
 */
export function table3(document: ExportedReturn, context: ExportContext): XlsxSheet {
  const byLine = linesByName(document)
  const figures = (line: Pick<ReturnLine, 'total' | 'bands'> | undefined) =>
    publishedTables.map((table) => figureIn(table, line))
  const published = document.lines.filter(({ line }) => !document.localLines.includes(line))
  const all = published.length === 0 ? undefined : sumOfLines(published)
  return {
    name: 'Table 3',
    columns: [
      { header: '', width: 72 },
      ...publishedTables.map((table): XlsxColumn => ({ header: table.heading, kind: 'whole', width: 14 })),
    ],
    above: [[table3Title(document.month)], [blankNote], [providerNote(document, context)], [sensitiveNote]],
    rows: [
      ['CYP services', ...figures(all)],
      ...cypServiceLines.map((line) => [line, ...figures(byLine.get(line))]),
    ],
    frozenColumns: 1,
  }
}

/**
 * Tables 4 and 4a to 4h: one row for the provider, header on row 5, and a column for every one of the 47 published
 * lines in the published order, so that columns can be set side by side with the national file. The adult ones are
 * blank, which in these tables means that the provider does not report on them.
 */
export function tables4(document: ExportedReturn, context: ExportContext): XlsxSheet[] {
  const byLine = linesByName(document)
  return publishedTables.map((table) => ({
    name: table.sheet,
    columns: [
      { header: 'Organisation Type', width: 18 },
      { header: 'Organisation Code', width: 18 },
      { header: 'Organisation Name', width: 48 },
      ...publishedServiceLines.map((header): XlsxColumn => ({ header, kind: 'whole', width: 25 })),
    ],
    above: [
      [`${table.title} by service, ${monthInWords(document.month)}`],
      [blankNote],
      [providerNote(document, context)],
      [sensitiveNote],
    ],
    rows: [
      [
        'Provider',
        document.provider,
        context.providerName,
        ...publishedServiceLines.map((line) => figureIn(table, byLine.get(line))),
      ],
    ],
    frozenColumns: 3,
  }))
}

/** The provider's own lines, laid out as Table 3; nobody publishes them. Null when there are none. */
export function localLinesTable(document: ExportedReturn, context: ExportContext): XlsxSheet | null {
  if (document.localLines.length === 0) return null
  const byLine = linesByName(document)
  return {
    ...table3(document, context),
    name: localLinesSheet,
    above: [
      [`Lines of the provider's own, ${monthInWords(document.month)}`],
      ['These are not published service lines, and Table 3 does not include them.'],
      [providerNote(document, context)],
    ],
    rows: document.localLines.map((line) => [
      line,
      ...publishedTables.map((table) => figureIn(table, byLine.get(line))),
    ]),
  }
}

/** The sheet of the lines that nobody publishes. */
export const localLinesSheet = 'Local lines'

/** A provider as sheets name it: its name and code, or what there is of them. */
export function providerInWords(document: Pick<ExportedReturn, 'provider'>, context: ExportContext): string {
  const { provider } = document
  if (context.providerName === null) return provider === '' ? 'Not set' : provider
  return provider === '' ? context.providerName : `${context.providerName} (${provider})`
}

function providerNote(document: ExportedReturn, context: ExportContext): string {
  return `Provider: ${providerInWords(document, context)}. Counted at the end of ${dateInWords(document.censusDate)}. ${statusInWords(context)}.`
}

function table3Title(month: string): string {
  return `Provider overview of waiting list metrics by service, ${monthInWords(month)}`
}

function linesByName(document: ExportedReturn): Map<string, ReturnLine> {
  return new Map(document.lines.map((line) => [line.line, line]))
}

function figureIn(
  table: PublishedTable,
  line: Pick<ReturnLine, 'total' | 'bands'> | undefined,
): number | null {
  if (line === undefined) return null
  return table.band === null ? line.total : line.bands[table.band]
}
