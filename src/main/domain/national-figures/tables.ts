import type { PublishedLine, PublishedOrganisationType } from '../../../shared/codes/national-figures.ts'
import { readCell, tidy } from './cells.ts'
import { lineOf, type Measure, measureOf, monthsIn, organisationTypeOf } from './headings.ts'
import { type SheetText, sumRows } from './published.ts'

/** What was met while reading cells, to be told to people. */
export interface Tally {
  unreadable: number
  withheld: number
  unknownLines: Set<string>
  unknownTypes: Set<string>
  repeated: Set<string>
  repeatedLines: Set<string>
}

export interface OrganisationRow {
  type: PublishedOrganisationType
  code: string
  name: string
  figures: [line: string, figure: PublishedLine['total']][]
}

/** One of Tables 4 to 4h: what it counts and its rows. */
export interface OrganisationTable {
  sheet: string
  measure: Measure
  months: string[]
  rows: OrganisationRow[]
}

/** Table 3: lines down, measures across. */
export interface NationalTable {
  sheet: string
  measures: Measure[]
  months: string[]
  rows: { line: string; figures: [Measure, PublishedLine['total']][] }[]
}

/** Header rows stand near the top; titles and notes above them vary. */
const headReach = 60
const nameHeads = /^(?:organisation|org|provider)\.? name$|^name$/i
const codeHeads = /^(?:organisation|org|ods|provider)\.? code$|^code$/i
const typeHeads = /^(?:organisation|org)\.? type$|^type$|^level$/i

type Row = SheetText['rows'][number]

function findRow(sheet: SheetText, test: (cells: readonly string[]) => boolean): number {
  return sheet.rows.findIndex(({ row, cells }) => row <= headReach && test(cells.map(tidy)))
}

function titlesAbove(sheet: SheetText, header: number): string[] {
  return sheet.rows
    .slice(0, header)
    .flatMap(({ cells }) => cells.map(tidy))
    .filter((text) => text !== '')
}

/** The months that the titles of a table name; the notes below a title name none. */
function monthsOf(titles: readonly string[]): string[] {
  const found = titles.map(monthsIn).find((months) => months.length > 0)
  return found?.slice(0, 1) ?? []
}

/** Whether a sheet is laid out as Tables 4 to 4h: organisations down, service lines across. */
export function organisationHeader(sheet: SheetText): number {
  return findRow(
    sheet,
    (cells) =>
      cells.some((cell) => nameHeads.test(cell) || codeHeads.test(cell)) &&
      cells.some((cell) => lineOf(cell) !== null),
  )
}

/** Whether a sheet is laid out as Table 3: service lines down, bands across. */
export function nationalHeader(sheet: SheetText): number {
  return findRow(sheet, (cells) => {
    const measures = cells.map(measureOf).filter((measure) => measure !== null)
    return measures.includes('total') && measures.some((measure) => measure !== 'total')
  })
}

/** What a table counts: from its titles, else from what the Contents sheet says of it. */
export function measureOfSheet(titles: readonly string[], contents: string | undefined): Measure | null {
  const wanted = titles.filter((title) => title.length <= 160)
  for (const title of contents === undefined ? wanted : [...wanted, contents]) {
    const measure = measureOf(title)
    if (measure !== null) return measure
  }
  return null
}

/** Reads one of Tables 4 to 4h; null when what it counts is not to be found. */
export function readOrganisationTable(
  sheet: SheetText,
  header: number,
  contents: string | undefined,
  tally: Tally,
): OrganisationTable | null {
  const titles = titlesAbove(sheet, header)
  const measure = measureOfSheet(titles, contents)
  if (measure === null) return null
  const heads = sheet.rows[header]!.cells.map(tidy)
  const place = (test: RegExp) => heads.findIndex((head) => test.test(head))
  const [typeAt, codeAt, nameAt] = [place(typeHeads), place(codeHeads), place(nameHeads)]
  const lines = linesAcross(heads, tally)
  const rows: OrganisationRow[] = []
  for (const { cells } of sheet.rows.slice(header + 1)) {
    const at = (index: number) => (index < 0 ? '' : tidy(cells[index]))
    const code = at(codeAt).toUpperCase()
    const name = at(nameAt)
    const figures = readFigures(lines, cells, tally)
    if (figures.length === 0 && at(typeAt) === '') continue
    if (code === '' && name === '') continue
    const type = organisationTypeOf(at(typeAt), code, name)
    if (type !== null) rows.push({ type, code, name, figures })
    else if (figures.length > 0) tally.unknownTypes.add(at(typeAt) || name)
  }
  return { sheet: sheet.name, measure, months: monthsOf(titles), rows }
}

function linesAcross(heads: readonly string[], tally: Tally): Map<number, string> {
  const lines = new Map<number, string>()
  const taken = new Set<string>()
  heads.forEach((head, column) => {
    const found = lineOf(head)
    if (found === null) return
    if (taken.has(found.line)) {
      tally.repeatedLines.add(found.line)
      return
    }
    if (!found.known) tally.unknownLines.add(found.line)
    taken.add(found.line)
    lines.set(column, found.line)
  })
  return lines
}

function readFigures<Key>(
  columns: ReadonlyMap<number, Key>,
  cells: Row['cells'],
  tally: Tally,
): [Key, PublishedLine['total']][] {
  const figures: [Key, PublishedLine['total']][] = []
  for (const [column, key] of columns) {
    const reading = readCell(cells[column])
    if (reading.kind === 'unreadable') tally.unreadable += 1
    if (reading.kind !== 'figure') continue
    if (reading.figure === 'withheld') tally.withheld += 1
    figures.push([key, reading.figure])
  }
  return figures
}

/** Reads Table 3. */
export function readNationalTable(sheet: SheetText, header: number, tally: Tally): NationalTable {
  const columns = new Map<number, Measure>()
  sheet.rows[header]!.cells.forEach((head, column) => {
    const measure = measureOf(head)
    if (measure !== null && ![...columns.values()].includes(measure)) columns.set(column, measure)
  })
  const rows: NationalTable['rows'] = []
  const firstFigure = Math.min(...columns.keys())
  for (const { cells } of sheet.rows.slice(header + 1)) {
    const label = tidy(cells.slice(0, firstFigure).find((cell) => tidy(cell) !== ''))
    const found = lineOf(label)
    const line = sumRows.find((each) => each.toLowerCase() === label.toLowerCase()) ?? found?.line
    if (line === undefined) continue
    if (rows.some((row) => row.line === line)) {
      tally.repeatedLines.add(line)
      continue
    }
    if (found !== null && !found.known) tally.unknownLines.add(found.line)
    rows.push({ line, figures: readFigures(columns, cells, tally) })
  }
  return {
    sheet: sheet.name,
    measures: [...columns.values()],
    months: monthsOf(titlesAbove(sheet, header)),
    rows,
  }
}
