import {
  bandsOfScheme,
  type PublishedBandId,
  type PublishedLine,
  type PublishedScheme,
} from '../../../shared/codes/national-figures.ts'
import { readDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { tidy } from './cells.ts'
import { type Measure, monthsIn } from './headings.ts'
import { notesOf } from './notes.ts'
import type { PublishedFigures, PublishedLines, PublishedOrganisation, SheetText } from './published.ts'
import {
  nationalHeader,
  type NationalTable,
  organisationHeader,
  type OrganisationTable,
  readNationalTable,
  readOrganisationTable,
  type Tally,
} from './tables.ts'

const chooseIt = 'Choose the workbook of community health services waiting times as NHS England publishes it.'

/**
 * Reads NHS England's workbook of community waiting times, of any month: tables are known by their layout and their
 * titles, not by where they stand. Blank cells are absent; marks in place of counts are kept apart from both blank
 * and 0. Refuses a workbook without such tables and one whose month cannot be told.
 * Source of the layout: NHS England, Community Health Services waiting times, October 2025.
 */
export function readPublishedWorkbook(sheets: readonly SheetText[]): Result<PublishedFigures> {
  const tally: Tally = {
    unreadable: 0,
    withheld: 0,
    unknownLines: new Set(),
    unknownTypes: new Set(),
    repeated: new Set(),
    repeatedLines: new Set(),
  }
  const contents = contentsOf(sheets)
  const tables: OrganisationTable[] = []
  const notUnderstood: string[] = []
  let national: NationalTable | null = null
  for (const sheet of sheets) {
    const header = organisationHeader(sheet)
    if (header >= 0) {
      const table = readOrganisationTable(sheet, header, contents.get(sheet.name.toLowerCase()), tally)
      const isNew = table !== null && !tables.some(({ measure }) => measure === table.measure)
      if (table !== null && isNew) tables.push(table)
      else notUnderstood.push(sheet.name)
      continue
    }
    const head = nationalHeader(sheet)
    if (head >= 0) national ??= readNationalTable(sheet, head, tally)
  }
  if (national === null && tables.length === 0) {
    return refuse(
      'invalid',
      `The workbook has none of the published tables (service lines by waiting time). Nothing was changed. ${chooseIt}`,
    )
  }
  const organisations = organisationsOf(tables, tally)
  const englandRow = organisations.find(({ type }) => type === 'National')?.lines ?? {}
  const { england, differing } = englandOf(national, englandRow)
  if (organisations.length === 0 && Object.keys(england).length === 0) {
    return refuse(
      'invalid',
      `The published tables in this workbook are empty. Nothing was changed. ${chooseIt}`,
    )
  }
  const { month, others } = monthOfTables(sheets, tables, national)
  if (month === null) {
    return refuse(
      'invalid',
      `Nothing in the workbook says which month its figures are of. Nothing was changed. ${chooseIt}`,
    )
  }
  const measures = new Set<Measure>([...tables.map(({ measure }) => measure), ...(national?.measures ?? [])])
  const scheme = schemeOf(measures)
  const cover = coverOf(sheets)
  return ok({
    month,
    publishedOn: dateIn(cover.get('published')),
    revisedOn: dateIn(cover.get('revised')),
    scheme,
    england,
    organisations,
    notes: notesOf({
      scheme,
      tally,
      differing,
      notUnderstood,
      hasNational: national !== null,
      measures: new Set(tables.map(({ measure }) => measure)),
      otherMonths: others,
      month,
      organisations,
      england,
    }),
  })
}

function schemeOf(measures: ReadonlySet<Measure>): PublishedScheme {
  return measures.has('365+') && !measures.has('365-728') && !measures.has('729+') ? 'chs7' : 'chs8'
}

function put(lines: PublishedLines, line: string, measure: Measure, figure: PublishedLine['total']): void {
  const figures = (lines[line] ??= { bands: {} })
  if (measure === 'total') figures.total = figure
  else figures.bands[measure] = figure
}

function organisationsOf(tables: readonly OrganisationTable[], tally: Tally): PublishedOrganisation[] {
  const byKey = new Map<string, PublishedOrganisation>()
  for (const { measure, rows } of tables) {
    const seen = new Set<string>()
    for (const { type, code, name, figures } of rows) {
      const key = type === 'National' ? type : `${type} ${code || name.toLowerCase()}`
      if (seen.has(key)) {
        tally.repeated.add(code || name)
        continue
      }
      seen.add(key)
      let organisation = byKey.get(key)
      if (organisation === undefined) {
        organisation = { type, code, name, lines: {} }
        byKey.set(key, organisation)
      }
      for (const [line, figure] of figures) put(organisation.lines, line, measure, figure)
    }
  }
  return [...byKey.values()]
}

/** England's figures: Table 3 where it speaks, else the row for England; and how many figures the two differ in. */
function englandOf(
  national: NationalTable | null,
  row: PublishedLines,
): { england: PublishedLines; differing: number } {
  const england: PublishedLines = {}
  let differing = 0
  for (const { line, figures } of national?.rows ?? []) {
    for (const [measure, figure] of figures) {
      put(england, line, measure, figure)
      const beside = figureIn(row[line], measure)
      if (beside !== undefined && beside !== figure) differing += 1
    }
  }
  for (const [line, figures] of Object.entries(row)) {
    const measures: Measure[] = ['total', ...(Object.keys(figures.bands) as PublishedBandId[])]
    for (const measure of measures) {
      const figure = figureIn(figures, measure)
      if (figure !== undefined && figureIn(england[line], measure) === undefined)
        put(england, line, measure, figure)
    }
  }
  return { england: inBandOrder(england), differing }
}

function figureIn(line: PublishedLine | undefined, measure: Measure): PublishedLine['total'] {
  return measure === 'total' ? line?.total : line?.bands[measure]
}

function inBandOrder(lines: PublishedLines): PublishedLines {
  const order = [...bandsOfScheme('chs8'), { id: '365+' as const }]
  return Object.fromEntries(
    Object.entries(lines).map(([line, { total, bands }]) => [
      line,
      {
        ...(total !== undefined && { total }),
        bands: Object.fromEntries(
          order.flatMap(({ id }) => (bands[id] === undefined ? [] : [[id, bands[id]]])),
        ),
      },
    ]),
  )
}

/** The month that most titles of tables name; failing that, Contents, the cover, or the last filled column of Table 2. */
function monthOfTables(
  sheets: readonly SheetText[],
  tables: readonly OrganisationTable[],
  national: NationalTable | null,
): { month: string | null; others: string[] } {
  const named = [...tables.flatMap(({ months }) => months), ...(national?.months ?? [])]
  const votes = new Map<string, number>()
  for (const month of named) votes.set(month, (votes.get(month) ?? 0) + 1)
  const [first, ...rest] = [...votes].toSorted((a, b) => b[1] - a[1] || b[0].localeCompare(a[0]))
  if (first !== undefined) return { month: first[0], others: rest.map(([month]) => month).toSorted() }
  const listed = onlyMonth([...contentsOf(sheets).values()].flatMap(monthsIn))
  const cover = coverOf(sheets)
  const onCover = onlyMonth(
    ['title', 'period', 'month', 'summary'].flatMap((key) => monthsIn(cover.get(key) ?? '')),
  )
  return { month: listed ?? onCover ?? lastFilledMonth(sheets), others: [] }
}

function onlyMonth(months: readonly string[]): string | null {
  const different = new Set(months)
  return different.size === 1 ? [...different][0]! : null
}

/** The last month of the year's series that England has a figure for. */
function lastFilledMonth(sheets: readonly SheetText[]): string | null {
  for (const { rows } of sheets) {
    const header = rows.findIndex(
      ({ cells }) => cells.filter((cell) => monthsIn(cell).length === 1).length >= 2,
    )
    const england = rows
      .slice(header + 1)
      .find(({ cells }) => cells.slice(0, 3).some((cell) => /^england$/i.test(tidy(cell))))
    if (header < 0 || england === undefined) continue
    const filled = rows[header]!.cells.flatMap((head, column) =>
      tidy(england.cells[column]) === '' ? [] : monthsIn(head),
    )
    const last = filled.toSorted().at(-1)
    if (last !== undefined) return last
  }
  return null
}

/** What the Contents sheet says of each table, by the table's name in lower case. */
function contentsOf(sheets: readonly SheetText[]): Map<string, string> {
  const contents = new Map<string, string>()
  for (const { rows } of sheets) {
    for (const { cells } of rows) {
      const found = /^(table \d+[a-z]?)\s*[:.-]\s*(.+)$/i.exec(tidy(cells.find((cell) => tidy(cell) !== '')))
      if (found && !contents.has(found[1]!.toLowerCase())) contents.set(found[1]!.toLowerCase(), found[2]!)
    }
  }
  return contents
}

/** Label and value of the cover's rows, labels in lower case without their colon. */
function coverOf(sheets: readonly SheetText[]): Map<string, string> {
  const cover = new Map<string, string>()
  for (const { rows } of sheets.slice(0, 4)) {
    for (const { cells } of rows) {
      const [label = '', ...values] = cells.map(tidy).filter((cell) => cell !== '')
      const found = /^([a-z ]{3,30}?)(?: date)?:\s*(.*)$/i.exec(label)
      if (!found) continue
      const key = found[1]!.trim().toLowerCase()
      if (!cover.has(key)) cover.set(key, [found[2]!, ...values].join(' ').trim())
    }
  }
  return cover
}

function dateIn(text: string | undefined): string | null {
  const found = /\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4}/.exec(
    text ?? '',
  )
  if (!found) return null
  const reading = readDate(found[0].replace(/(\d)(?:st|nd|rd|th)/, '$1').replaceAll('.', '/'))
  return reading.ok ? reading.date : null
}
