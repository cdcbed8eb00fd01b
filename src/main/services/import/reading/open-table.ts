import { createHash } from 'node:crypto'
import { refuse, type Result } from '../../../../shared/result.ts'
import { blocks, type ByteSource, openFile } from './byte-source.ts'
import { cancelled, openCsv } from './csv.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { nothingChanged, type ReadingOptions, type Table } from './table.ts'
import { openXlsx, workbookFailures } from './xlsx.ts'

const csvOrWorkbook = 'Save the list as an Excel workbook (.xlsx) or as CSV and import that.'

/** Why a file that is no table and no workbook cannot be read. */
export const unreadableMessages: Record<Extract<FileKind, { kind: 'unreadable' }>['reason'], string> = {
  empty: `The file is empty. ${nothingChanged} Choose the file that holds the list.`,
  password: workbookFailures.password,
  old_workbook: `The file is an old Excel workbook (.xls), which cannot be read. ${nothingChanged} Open it in Excel, save it as an Excel workbook (.xlsx) and import that.`,
  other_ole: `The file is an Office document and not a table. ${nothingChanged} ${csvOrWorkbook}`,
  zip_without_workbook: `The file is a ZIP archive and not an Excel workbook, whatever its name says. ${nothingChanged} Unpack it and import the list inside.`,
  binary_workbook: `The file is a binary Excel workbook (.xlsb), which cannot be read. ${nothingChanged} Open it in Excel, save it as an Excel workbook (.xlsx) and import that.`,
  open_document: `The file is an OpenDocument file, which cannot be read. ${nothingChanged} ${csvOrWorkbook}`,
  damaged_zip: workbookFailures.damaged,
  zip_bomb: workbookFailures.zip_bomb,
  workbook_too_large: workbookFailures.too_large,
  web_page: `The file is a web page or XML and not a workbook, whatever its name says; some systems export it as .xls. ${nothingChanged} Open it in Excel, save it as an Excel workbook (.xlsx) and import that.`,
  pdf: `The file is a PDF, from which no table can be read reliably. ${nothingChanged} ${csvOrWorkbook}`,
  rich_text: `The file is a text document and not a table. ${nothingChanged} ${csvOrWorkbook}`,
}

/** SHA-256 of all bytes as hex; null when it was cancelled. */
export async function hashOf(source: ByteSource, options: ReadingOptions): Promise<string | null> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const block of blocks(source, 1024 * 1024)) {
    if (options.signal?.aborted) return null
    hash.update(block)
    bytes += block.length
    options.onProgress?.({ stage: 'checking', bytes, sizeBytes: source.sizeBytes, rows: 0 })
  }
  return hash.digest('hex')
}

/**
 * Opens a CSV file or an Excel workbook, told apart by content. Refuses everything else, and damaged, empty or
 * oversized files, each with its own message. Never blocks the event loop for long, can be cancelled, and for
 * CSV uses the same memory whatever the size of the file.
 */
export async function openTable(path: string, options: ReadingOptions = {}): Promise<Result<Table>> {
  let source: ByteSource
  try {
    source = await openFile(path)
  } catch {
    return refuse(
      'unavailable',
      `The file cannot be opened: it was moved, or another program holds it. ${nothingChanged} Close it in Excel and choose it again.`,
    )
  }
  let sha256: string | null = null
  try {
    const kind = await fileKind(source)
    if (kind.kind === 'unreadable') return refuse('invalid', unreadableMessages[kind.reason])
    if (kind.kind === 'text') return await openCsv(() => openFile(path), options)
    sha256 = await hashOf(source, options)
  } finally {
    await source.close()
  }
  if (sha256 === null) return cancelled
  return openXlsx(path, { sizeBytes: source.sizeBytes, sha256 }, options)
}
