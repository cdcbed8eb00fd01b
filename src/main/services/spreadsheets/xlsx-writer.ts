import { writeXlsx as writeWithHucre, type CellStyle, type WriteSheet } from 'hucre/xlsx'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { daysBetween, isCalendarDate } from '../../domain/clocks/days.ts'

/** What one column holds. Dates are given as `YYYY-MM-DD` and become real date cells. */
export type XlsxColumnKind = 'text' | 'whole' | 'decimal' | 'date'
export type XlsxValue = string | number | boolean | null | undefined

export interface XlsxColumn {
  header: string
  /** Text unless said otherwise. */
  kind?: XlsxColumnKind
  /** In characters; by kind unless given. */
  width?: number
  /** An Excel number format, instead of the kind's own. */
  numberFormat?: string
}

export interface XlsxSheet {
  /** Characters that Excel forbids are replaced, 31 are kept, and a repeated name gets a number. */
  name: string
  columns: readonly XlsxColumn[]
  rows: readonly (readonly XlsxValue[])[]
  /** Lines above the header row, the first of them in bold. */
  above?: readonly (readonly XlsxValue[])[]
  /** False leaves out the header row, for a sheet that is not a table. */
  showHeader?: boolean
  /** Columns that stay in view beside the header row, which always does. */
  frozenColumns?: number
  /** Filter buttons on the header row. */
  filter?: boolean
}

export interface XlsxWorkbook {
  title: string
  sheets: readonly XlsxSheet[]
}

/** The most rows and characters in a cell that an XLSX file can hold. */
const mostRows = 1_048_576
const mostCharacters = 32_767
const cutMark = ' … (cut: a cell holds no more)'
const dayZero = '1899-12-30'
const firstSafeDate = '1900-03-01'

const byKind: Record<XlsxColumnKind, { width: number; numberFormat: string }> = {
  text: { width: 24, numberFormat: '@' },
  whole: { width: 12, numberFormat: '#,##0' },
  decimal: { width: 12, numberFormat: '#,##0.0' },
  date: { width: 12, numberFormat: 'dd/mm/yyyy' },
}
const headerStyle: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EDEE' } },
  alignment: { wrapText: true, vertical: 'top' },
}
const titleStyle: CellStyle = { font: { name: 'Calibri', size: 11, bold: true } }

/**
 * An XLSX workbook. Text is always written as text, never as a formula, so a value that begins with `=`, `+`, `-`
 * or `@` stays what was typed; numbers are numbers; an absent value is an empty cell, which is not 0. Refuses a
 * sheet with more rows than Excel opens.
 */
export async function writeXlsx(workbook: XlsxWorkbook): Promise<Result<Uint8Array>> {
  const tooLong = workbook.sheets.find((sheet) => rowCount(sheet) > mostRows)
  if (tooLong !== undefined) {
    const rows = tooLong.rows.length.toLocaleString('en-GB')
    return refuse(
      'invalid',
      `${rows} rows do not fit in an Excel sheet. Narrow the list or export it as CSV.`,
    )
  }
  const names = sheetNames(workbook.sheets.map((sheet) => sheet.name))
  const sheets = workbook.sheets.map((sheet, index) => toHucreSheet(sheet, names[index] ?? sheet.name))
  return ok(
    await writeWithHucre({
      sheets,
      properties: { title: cleanText(workbook.title) },
      defaultFont: { name: 'Calibri', size: 11 },
    }),
  )
}

function toHucreSheet(sheet: XlsxSheet, name: string): WriteSheet {
  const above = sheet.above ?? []
  const hasHeader = sheet.showHeader !== false
  const header = hasHeader ? [sheet.columns.map((column) => column.header)] : []
  const lead = above.length + header.length
  const styled = new Map<string, { style: CellStyle }>()
  above.forEach((line, row) =>
    line.forEach((_, column) => {
      styled.set(`${row},${column}`, { style: row === 0 ? titleStyle : {} })
    }),
  )
  header[0]?.forEach((_, column) => styled.set(`${above.length},${column}`, { style: headerStyle }))
  const frozen = { rows: hasHeader ? lead : 0, columns: sheet.frozenColumns ?? 0 }
  const lastRow = lead + sheet.rows.length
  return {
    name,
    columns: sheet.columns.map((column) => ({
      width: column.width ?? byKind[column.kind ?? 'text'].width,
      numFmt: column.numberFormat ?? byKind[column.kind ?? 'text'].numberFormat,
    })),
    rows: [
      ...above.map((line) => line.map((value) => toCell(value, undefined))),
      ...header.map((line) => line.map((text) => toCell(text, 'text'))),
      ...sheet.rows.map((row) =>
        row.map((value, index) => toCell(value, sheet.columns[index]?.kind ?? 'text')),
      ),
    ],
    cells: styled,
    freezePane: frozen.rows + frozen.columns > 0 ? frozen : undefined,
    autoFilter:
      sheet.filter === true && hasHeader && sheet.columns.length > 0
        ? { range: `A${lead}:${columnLetters(sheet.columns.length)}${lastRow}` }
        : undefined,
  }
}

function toCell(value: XlsxValue, kind: XlsxColumnKind | undefined): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null
    return kind === 'text' ? String(value) : value
  }
  if (typeof value === 'boolean') return value
  if (kind === 'date' && isCalendarDate(value) && value >= firstSafeDate) return daysBetween(dayZero, value)
  return cleanText(value)
}

/** Text that XML and Excel accept: no control characters but tab and line break, and no more than a cell holds. */
function cleanText(text: string): string {
  const clean = [...text.replace(/\r\n?/g, '\n').toWellFormed()].filter(isAllowed).join('')
  if (clean.length <= mostCharacters) return clean
  return clean.slice(0, mostCharacters - cutMark.length).toWellFormed() + cutMark
}

function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code === 0x9 || code === 0xa || (code >= 0x20 && code !== 0xfffe && code !== 0xffff)
}

function rowCount(sheet: XlsxSheet): number {
  return sheet.rows.length + (sheet.above?.length ?? 0) + (sheet.showHeader === false ? 0 : 1)
}

function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((text) => {
    const base = cleanText(text)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '')
    let name = base.slice(0, 31) || 'Sheet'
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) {
      name = `${(base || 'Sheet').slice(0, 31 - ` (${copy})`.length)} (${copy})`
    }
    taken.add(name.toLowerCase())
    return name
  })
}

function columnLetters(column: number): string {
  const last = (column - 1) % 26
  const before = (column - 1 - last) / 26
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + last)
}
