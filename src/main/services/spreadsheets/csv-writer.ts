import Papa from 'papaparse'

export interface CsvColumn {
  header: string
  /** Text unless said otherwise. Only text can hold a formula, so only text is escaped. */
  kind?: 'text' | 'number'
}
export type CsvValue = string | number | boolean | null | undefined

const byteOrderMark = '\uFEFF'
const lineEnd = '\r\n'
const formulaStart = /^[=+\-@\t\r\n]/
const escapedFormulaStart = /^'[=+\-@\t\r\n]/

/**
 * A CSV file as Excel reads it: UTF-8 with a byte order mark, CRLF line ends, quotes where needed. Text that a
 * spreadsheet would take for a formula gets a leading apostrophe. An absent value is an empty field.
 */
export function writeCsv(columns: readonly CsvColumn[], rows: readonly (readonly CsvValue[])[]): string {
  return csvHead(columns) + csvRows(columns, rows)
}

/** The beginning of a CSV file: the byte order mark and the header line. For files written in parts. */
export function csvHead(columns: readonly CsvColumn[]): string {
  return byteOrderMark + Papa.unparse([columns.map((column) => escapeFormula(column.header))]) + lineEnd
}

/** Further lines of a CSV file begun with `csvHead`; nothing for no rows. */
export function csvRows(columns: readonly CsvColumn[], rows: readonly (readonly CsvValue[])[]): string {
  if (rows.length === 0) return ''
  const cells = rows.map((row) => columns.map((column, index) => toField(row[index], column.kind)))
  return Papa.unparse(cells, { newline: lineEnd }) + lineEnd
}

/** A text as it was before `writeCsv` guarded it, for files that come back in. Other text is returned unchanged. */
export function withoutFormulaEscape(text: string): string {
  return escapedFormulaStart.test(text) ? text.slice(1) : text
}

function toField(value: CsvValue, kind: CsvColumn['kind']): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  return kind === 'number' ? value : escapeFormula(value)
}

function escapeFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}
