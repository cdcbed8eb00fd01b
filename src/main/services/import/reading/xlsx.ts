import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Refusal, type Result } from '../../../../shared/result.ts'
import {
  eachRow,
  mostColumns,
  nothingChanged,
  onlyHeaders,
  type ReadingOptions,
  repeatedHeaders,
  type Table,
  type TableRow,
  tidyHeaders,
} from './table.ts'
import { stopSlot, waitingSlot, type XlsxFailure, type XlsxJob, type XlsxMessage } from './xlsx-messages.ts'

/** Messages for what can be wrong with a workbook. */
export const workbookFailures: Record<XlsxFailure | 'too_large' | 'out_of_memory', string> = {
  password: `The workbook is protected by a password, so it cannot be read. ${nothingChanged} Open it in Excel, remove the password under File, Info, Protect Workbook, save it and import it again.`,
  zip_bomb: `The workbook unpacks to far more than its size, as harmful files do. ${nothingChanged} Ask whoever sent the file to save the list again as a new workbook or as CSV.`,
  damaged: `The workbook is damaged or cut short, so it cannot be read. ${nothingChanged} Copy it again from where it came from, or open it in Excel and save it again.`,
  no_such_sheet: `The workbook has no sheet of that name. ${nothingChanged} Choose one of its sheets.`,
  no_sheets: `The workbook has no sheet that can be read. ${nothingChanged} Choose the file that holds the list.`,
  too_many_columns: `The sheet has more than ${mostColumns.toLocaleString('en-GB')} columns. ${nothingChanged} Remove the columns that are not needed and import it again.`,
  changed: `The workbook was changed or removed while it was being read. ${nothingChanged} Choose the file again.`,
  too_large: `The workbook is too large to be read. ${nothingChanged} Open it in Excel, save the sheet as CSV UTF-8 and import that.`,
  out_of_memory: `The workbook needs more memory than there is for it. ${nothingChanged} Open it in Excel, save the sheet as CSV UTF-8 and import that.`,
}

/** The thread's file: beside this one in a checkout, at the root of the bundle when built. */
function workerFile(): URL {
  const source = new URL('./xlsx-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts')) return source
  const built = [new URL('./xlsx-worker.js', import.meta.url), new URL('../xlsx-worker.js', import.meta.url)]
  return built.find((url) => existsSync(fileURLToPath(url))) ?? source
}

/** How a reading went: filled while slices are taken. */
export interface Pass {
  sheets: string[]
  sheet: string | null
  rows: number
  refusal: Refusal | null
}

/** A reading that has not begun. */
export function newPass(): Pass {
  return { sheets: [], sheet: null, rows: 0, refusal: null }
}

/** Rows of one sheet, or of every sheet; `pass.sheet` names the one that the last slice came from. */
export async function* readInThread(
  path: string,
  sheet: string | null | { every: true },
  mostRows: number | null,
  options: ReadingOptions,
  pass: Pass,
): AsyncGenerator<TableRow[], void> {
  const control = new Int32Array(new SharedArrayBuffer(8))
  const everySheet = sheet !== null && typeof sheet === 'object'
  const workerData: XlsxJob = {
    path,
    sheet: everySheet ? null : sheet,
    everySheet,
    mostRows,
    control: control.buffer,
  }
  const worker = new Worker(workerFile(), { workerData, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const inbox: (XlsxMessage | { kind: 'broken'; outOfMemory: boolean })[] = []
  let wake: () => void = () => {}
  function receive(message: (typeof inbox)[number]): void {
    inbox.push(message)
    wake()
  }
  worker.on('message', (message: XlsxMessage) => receive(message))
  worker.on('error', (error: Error & { code?: string }) =>
    receive({ kind: 'broken', outOfMemory: error.code === 'ERR_WORKER_OUT_OF_MEMORY' }),
  )
  worker.on('exit', () => receive({ kind: 'broken', outOfMemory: false }))
  const onAbort = () => wake()
  options.signal?.addEventListener('abort', onAbort)

  try {
    for (;;) {
      if (options.signal?.aborted) {
        pass.refusal = { kind: 'cancelled', message: `Reading was cancelled. ${nothingChanged}` }
        return
      }
      const message = inbox.shift()
      if (!message) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      switch (message.kind) {
        case 'opened':
          pass.sheets = message.sheets
          pass.sheet = message.sheet
          break
        case 'sheet':
          pass.sheet = message.sheet
          break
        case 'rows':
          pass.rows += message.rows.length
          yield message.rows
          Atomics.sub(control, waitingSlot, 1)
          Atomics.notify(control, waitingSlot)
          break
        case 'done':
          return
        case 'failed':
          pass.refusal = { kind: 'invalid', message: workbookFailures[message.reason] }
          return
        case 'broken':
          pass.refusal = {
            kind: 'invalid',
            message: message.outOfMemory ? workbookFailures.out_of_memory : workbookFailures.damaged,
          }
          return
      }
    }
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    Atomics.store(control, stopSlot, 1)
    Atomics.notify(control, waitingSlot)
    await worker.terminate()
  }
}

/** Rows of a workbook end at their last filled cell: short ones are filled up, long ones are reported. */
function fitToHeader(row: TableRow, columns: number): TableRow {
  if (row.cells.length === columns) return row
  if (row.cells.length < columns) {
    return { ...row, cells: [...row.cells, ...new Array<string>(columns - row.cells.length).fill('')] }
  }
  return {
    ...row,
    problem: `The row has values in columns that have no header (${row.cells.length} columns, not ${columns}). Move them under a header or clear them.`,
  }
}

/**
 * Opens a workbook that `fileKind` found to be one. Reading goes on in a thread, so that the event loop stays
 * free: the library parses in one go.
 */
export async function openXlsx(
  path: string,
  file: { sizeBytes: number; sha256: string },
  options: ReadingOptions = {},
): Promise<Result<Table>> {
  const head = newPass()
  const first: TableRow[] = []
  for await (const slice of readInThread(path, options.sheet ?? null, 51, options, head)) first.push(...slice)
  if (head.refusal) return { ok: false, refusal: head.refusal }
  const [header, ...firstRows] = first
  if (!header) {
    return refuse('invalid', `The sheet is empty. ${nothingChanged} Choose the sheet that holds the list.`, {
      present: { sheets: head.sheets },
    })
  }
  const headers = tidyHeaders(header.cells)
  if (firstRows.length === 0) return refuse('invalid', onlyHeaders, { present: { sheets: head.sheets } })

  let pass = newPass()
  async function* slices(): AsyncGenerator<TableRow[], void> {
    const own = newPass()
    pass = own
    for await (const slice of readInThread(path, head.sheet, null, options, own)) {
      const rows = slice.filter(({ row }) => row > header!.row)
      if (rows.length > 0) yield rows.map((row) => fitToHeader(row, headers.length))
      options.onProgress?.({ stage: 'reading', bytes: 0, sizeBytes: file.sizeBytes, rows: own.rows })
    }
  }
  return ok({
    kind: 'xlsx',
    ...file,
    sheets: head.sheets,
    sheet: head.sheet,
    delimiter: null,
    encoding: null,
    headers,
    duplicateHeaders: repeatedHeaders(headers),
    firstRows: firstRows.map((row) => fitToHeader(row, headers.length)),
    slices,
    rows: () => eachRow(slices()),
    outcome: () =>
      pass.refusal ? { ok: false, refusal: pass.refusal } : ok({ rows: Math.max(0, pass.rows - 1) }),
  })
}
