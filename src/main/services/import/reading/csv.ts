import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { ok, refuse, type Refusal, type Result } from '../../../../shared/result.ts'
import { blocks, type ByteSource, type OpenSource } from './byte-source.ts'
import { recordSplitter, type SplitStop } from './csv-records.ts'
import { declaredDelimiter, detectDelimiter } from './delimiter.ts'
import { blockDecoder, byteOrderMark, looksLikeUtf16, utf8Checker } from './encoding.ts'
import {
  type Delimiter,
  eachRow,
  type Encoding,
  isBlankRow,
  mostColumns,
  nothingChanged,
  onlyHeaders,
  type ReadingOptions,
  repeatedHeaders,
  type Table,
  type TableRow,
  tidyHeaders,
} from './table.ts'

/** Larger files are refused: at the usual 250 bytes a row this is some 16 million referrals. */
export const largestCsvBytes = 4 * 1024 ** 3
const checkBytes = 1024 * 1024
/** Small enough that parsing a block and checking its rows stays well under 50 ms. */
const readBytes = 128 * 1024
const sampleBytes = 64 * 1024

interface Checked {
  sha256: string
  encoding: Encoding
  markBytes: number
}

export const cancelled = refuse('cancelled', `Reading was cancelled. ${nothingChanged}`)

async function checkBytesOf(source: ByteSource, options: ReadingOptions): Promise<Result<Checked>> {
  const hash = createHash('sha256')
  const utf8 = utf8Checker()
  let mark: ReturnType<typeof byteOrderMark> = null
  let utf16: Encoding | null = null
  let bytes = 0
  for await (const block of blocks(source, checkBytes)) {
    if (options.signal?.aborted) return cancelled
    if (bytes === 0) {
      mark = byteOrderMark(block)
      utf16 = mark ? null : looksLikeUtf16(block.subarray(0, 4096))
    }
    hash.update(block)
    utf8.add(block)
    bytes += block.length
    options.onProgress?.({ stage: 'checking', bytes, sizeBytes: source.sizeBytes, rows: 0 })
  }
  const guessed = utf16 ?? (utf8.finish() ? 'utf-8' : 'windows-1252')
  // A mark for UTF-8 over bytes that are none happens when two files were joined.
  const encoding =
    mark && !(mark.encoding === 'utf-8' && guessed === 'windows-1252') ? mark.encoding : guessed
  return ok({ sha256: hash.digest('hex'), encoding, markBytes: mark?.bytes ?? 0 })
}

async function readSample(source: ByteSource, checked: Checked): Promise<string> {
  const buffer = Buffer.allocUnsafe(sampleBytes)
  const count = await source.read(buffer, checked.markBytes)
  const text = blockDecoder(checked.encoding).decode(buffer.subarray(0, count))
  if (count < sampleBytes) return text
  const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return lastLine > 0 ? text.slice(0, lastLine + 1) : text
}

function stopMessage(reason: SplitStop, row: number): string {
  switch (reason) {
    case 'record_too_long':
      return `Row ${row} is longer than a million characters, so the file is damaged or is not a table of text. ${nothingChanged} Save the file again as CSV and import that.`
    case 'quotes_broken':
      return `More than 1,000 rows up to row ${row} have quotation marks that are opened and not closed. ${nothingChanged} Save the file again as CSV, or as an Excel workbook, and import that.`
  }
}

/** How one pass over the file is going; filled while its rows are being asked for. */
interface Pass {
  rows: number
  refusal: Refusal | null
}

async function* readRows(
  openSource: OpenSource,
  checked: Checked,
  delimiter: Delimiter,
  skipCharacters: number,
  options: ReadingOptions,
  pass: Pass,
): AsyncGenerator<TableRow[], void> {
  const source = await openSource()
  try {
    const decoder = blockDecoder(checked.encoding)
    const splitter = recordSplitter(delimiter)
    let skip = skipCharacters
    let bytes = checked.markBytes

    async function* drain(): AsyncGenerator<TableRow[], void> {
      for (;;) {
        const { records, more, stop } = splitter.take()
        const rows = records.filter(({ cells, problem }) => problem !== undefined || !isBlankRow(cells))
        pass.rows += rows.length
        if (rows.length > 0) yield rows
        if (stop) pass.refusal = { kind: 'invalid', message: stopMessage(stop.reason, stop.row) }
        if (!more || stop) return
        await setImmediate()
      }
    }

    for await (const block of blocks(source, readBytes, checked.markBytes)) {
      if (options.signal?.aborted) {
        pass.refusal = cancelled.refusal
        return
      }
      const text = decoder.decode(block)
      splitter.add(skip > 0 ? text.slice(skip) : text)
      skip = Math.max(0, skip - text.length)
      bytes += block.length
      yield* drain()
      if (pass.refusal) return
      options.onProgress?.({ stage: 'reading', bytes, sizeBytes: source.sizeBytes, rows: pass.rows })
    }
    splitter.add(decoder.end())
    splitter.finish()
    yield* drain()
  } finally {
    await source.close()
  }
}

/** Marks rows that have fewer or more cells than the header; blank cells too many are dropped. */
function fitToHeader(row: TableRow, columns: number): TableRow {
  if (row.problem !== undefined || row.cells.length === columns) return row
  const cells = row.cells.slice()
  while (cells.length > columns && cells.at(-1)?.trim() === '') cells.pop()
  if (cells.length === columns) return { ...row, cells }
  const comparison = cells.length < columns ? 'fewer' : 'more'
  const cause =
    cells.length < columns
      ? 'The row was cut short, or a delimiter is missing.'
      : 'A cell may hold the delimiter without quotation marks around it.'
  return {
    ...row,
    cells,
    problem: `The row has ${comparison} cells than the header (${cells.length}, not ${columns}), so its values may be in the wrong columns. ${cause}`,
  }
}

/**
 * Opens CSV text. Reads it once through to hash it and to find its encoding, then again as rows are asked for;
 * memory does not grow with the file.
 */
export async function openCsv(openSource: OpenSource, options: ReadingOptions = {}): Promise<Result<Table>> {
  const source = await openSource()
  let checked: Checked
  let sample: string
  try {
    if (source.sizeBytes > largestCsvBytes) {
      return refuse(
        'invalid',
        `The file is larger than 4 GB. ${nothingChanged} Split it into smaller files and import them one after the other.`,
      )
    }
    const result = await checkBytesOf(source, options)
    if (!result.ok) return result
    checked = result.value
    sample = await readSample(source, checked)
  } finally {
    await source.close()
  }
  if (sample.replaceAll('\u0000', '').trim() === '') {
    return refuse('invalid', `The file is empty. ${nothingChanged} Choose the file that holds the list.`)
  }

  const declared = declaredDelimiter(sample)
  const delimiter = declared?.delimiter ?? detectDelimiter(sample)
  const skip = declared?.length ?? 0
  const start = (pass: Pass) => readRows(openSource, checked, delimiter, skip, options, pass)

  const first = await readHead(start)
  if (!first.ok) return first
  const { headers, headerRow, firstRows } = first.value

  let pass: Pass = { rows: 0, refusal: null }
  async function* slices(): AsyncGenerator<TableRow[], void> {
    const own: Pass = { rows: 0, refusal: null }
    pass = own
    for await (const slice of start(own)) {
      const rows = slice.filter(({ row }) => row > headerRow)
      if (rows.length > 0) yield rows.map((row) => fitToHeader(row, headers.length))
    }
  }

  return ok({
    kind: 'csv',
    sizeBytes: source.sizeBytes,
    sha256: checked.sha256,
    sheets: [],
    sheet: null,
    delimiter,
    encoding: checked.encoding,
    headers,
    duplicateHeaders: repeatedHeaders(headers),
    firstRows: firstRows.map((row) => fitToHeader(row, headers.length)),
    slices,
    rows: () => eachRow(slices()),
    outcome: () =>
      pass.refusal ? { ok: false, refusal: pass.refusal } : ok({ rows: Math.max(0, pass.rows - 1) }),
  })
}

async function readHead(
  start: (pass: Pass) => AsyncGenerator<TableRow[], void>,
): Promise<Result<{ headers: string[]; headerRow: number; firstRows: TableRow[] }>> {
  const pass: Pass = { rows: 0, refusal: null }
  const head: TableRow[] = []
  for await (const slice of start(pass)) {
    head.push(...slice.slice(0, 51 - head.length))
    if (head.length > 50) break
  }
  const [header, ...firstRows] = head
  if (!header) {
    const refusal = pass.refusal ?? { kind: 'invalid', message: `The file is empty. ${nothingChanged}` }
    return { ok: false, refusal }
  }
  if (header.problem !== undefined) {
    return refuse(
      'invalid',
      `The header, row ${header.row}, has a quotation mark that is opened and not closed. ${nothingChanged} Correct the header and import the file again.`,
    )
  }
  const headers = tidyHeaders(header.cells)
  if (headers.length > mostColumns) {
    return refuse(
      'invalid',
      `The file has ${headers.length.toLocaleString('en-GB')} columns; at most ${mostColumns.toLocaleString('en-GB')} are read. ${nothingChanged} Remove the columns that are not needed and import it again.`,
    )
  }
  if (headers.length < 2) {
    return refuse(
      'invalid',
      `The file has one column only: its cells are not separated by a comma, semicolon, tab or vertical bar. ${nothingChanged} Save the file again as CSV and import that.`,
    )
  }
  if (firstRows.length === 0) return refuse('invalid', onlyHeaders)
  return ok({ headers, headerRow: header.row, firstRows })
}
