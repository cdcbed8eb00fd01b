import type { Result } from '../../../../shared/result.ts'

/** One record of a file. */
export interface TableRow {
  /** Row of the file, the header's row normally being 1; blank rows are counted and left out. */
  row: number
  cells: string[]
  /** Set where the row cannot be trusted as a whole, with what is wrong and what to do. */
  problem?: string
}

export interface ReadingProgress {
  stage: 'checking' | 'reading'
  /** Bytes of the file dealt with; for a workbook the size of the file only once it is read. */
  bytes: number
  sizeBytes: number
  rows: number
}

export interface ReadingOptions {
  /** Name of the sheet of a workbook; the first visible one when absent. */
  sheet?: string | null
  onProgress?: (progress: ReadingProgress) => void
  signal?: AbortSignal
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Delimiter = ',' | ';' | '\t' | '|'

export interface Table {
  kind: 'csv' | 'xlsx'
  sizeBytes: number
  /** Of the file's bytes, in lower-case hexadecimal. */
  sha256: string
  /** Sheets of a workbook in their order, hidden ones included; empty for CSV. */
  sheets: string[]
  sheet: string | null
  delimiter: Delimiter | null
  encoding: Encoding | null
  headers: string[]
  /** Headers that stand above more than one column. */
  duplicateHeaders: string[]
  /** Up to 50 rows after the header, for examples and mapping. */
  firstRows: TableRow[]
  /**
   * All rows after the header in slices of at most some hundred, read as they are asked for; the event loop is
   * free between slices. Ends early on a refusal, which `outcome` then holds. Can be started again.
   */
  slices(): AsyncIterable<TableRow[]>
  /** The same, one row at a time. */
  rows(): AsyncIterable<TableRow>
  /** How the last `slices` or `rows` ended: rows read, or why reading stopped. */
  outcome(): Result<{ rows: number }>
}

/** Most columns that are accepted; a waiting list has some tens. */
export const mostColumns = 1000

/** Every refusal of a file says this, so that nobody wonders. */
export const nothingChanged = 'Nothing was changed.'

export const onlyHeaders = `The file has a header row and no rows below it. ${nothingChanged} Choose the file that holds the list.`

/** Headers without outer spaces and without the blank ones at the end. */
export function tidyHeaders(cells: readonly string[]): string[] {
  const headers = cells.map((cell) => cell.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim())
  while (headers.length > 0 && headers.at(-1) === '') headers.pop()
  return headers
}

/** Headers that occur more than once, without regard to case, each once. */
export function repeatedHeaders(headers: readonly string[]): string[] {
  const seen = new Set<string>()
  const repeated = new Map<string, string>()
  for (const header of headers) {
    const key = header.toLowerCase()
    if (key !== '' && seen.has(key)) repeated.set(key, repeated.get(key) ?? header)
    seen.add(key)
  }
  return [...repeated.values()]
}

/** Whether no cell holds anything but spaces. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** Flattens slices into rows. */
export async function* eachRow(slices: AsyncIterable<TableRow[]>): AsyncIterable<TableRow> {
  for await (const slice of slices) yield* slice
}
