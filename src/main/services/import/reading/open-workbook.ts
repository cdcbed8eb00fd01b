import { refuse, ok, type Result } from '../../../../shared/result.ts'
import { openFile, type ByteSource } from './byte-source.ts'
import { cancelled } from './csv.ts'
import { fileKind } from './file-kind.ts'
import { hashOf, unreadableMessages } from './open-table.ts'
import { nothingChanged, type ReadingOptions, type TableRow } from './table.ts'
import { newPass, readInThread } from './xlsx.ts'

export interface Workbook {
  sizeBytes: number
  /** Of the file's bytes, in lower-case hexadecimal. */
  sha256: string
  /** Every sheet in its order, hidden ones included; blank rows are left out. */
  sheets: { name: string; rows: TableRow[] }[]
}

/** More than any workbook of figures has; a list of children is read in slices instead (`openTable`). */
const mostRowsOfSheet = 5000
const mostSheets = 100
const mostCells = 2_000_000

const tooMuch = `The workbook holds more than a workbook of figures does. ${nothingChanged} Choose another file.`
const notWorkbook = `The file is not an Excel workbook (.xlsx), whatever its name says. ${nothingChanged} Choose the workbook as it was downloaded.`

/**
 * Reads a whole workbook of figures: every sheet, as text. The same limits hold as for `openTable`, and besides it
 * refuses one with more cells than such a workbook has. The event loop stays free.
 */
export async function openWorkbook(path: string, options: ReadingOptions = {}): Promise<Result<Workbook>> {
  let source: ByteSource
  try {
    source = await openFile(path)
  } catch {
    return refuse(
      'unavailable',
      `The file cannot be opened: it was moved, or another program holds it. ${nothingChanged} Close it in Excel and choose it again.`,
      { field: 'file' },
    )
  }
  let sha256: string | null = null
  try {
    const kind = await fileKind(source)
    if (kind.kind === 'text') return refuse('invalid', notWorkbook, { field: 'file' })
    if (kind.kind === 'unreadable') {
      const known = ['empty', 'password', 'old_workbook', 'binary_workbook', 'damaged_zip', 'zip_bomb']
      return refuse('invalid', known.includes(kind.reason) ? unreadableMessages[kind.reason] : notWorkbook, {
        field: 'file',
      })
    }
    sha256 = await hashOf(source, options)
  } finally {
    await source.close()
  }
  if (sha256 === null) return cancelled

  const pass = newPass()
  const sheets = new Map<string, TableRow[]>()
  let cells = 0
  for await (const slice of readInThread(path, { every: true }, mostRowsOfSheet, options, pass)) {
    const rows = sheets.get(pass.sheet ?? '') ?? []
    sheets.set(pass.sheet ?? '', rows)
    rows.push(...slice)
    cells += slice.reduce((sum, row) => sum + row.cells.length, 0)
    if (cells > mostCells || rows.length >= mostRowsOfSheet || sheets.size > mostSheets) {
      return refuse('invalid', tooMuch, { field: 'file' })
    }
  }
  if (pass.refusal) return { ok: false, refusal: pass.refusal }
  return ok({
    sizeBytes: source.sizeBytes,
    sha256,
    sheets: [...sheets].map(([name, rows]) => ({ name, rows })),
  })
}
