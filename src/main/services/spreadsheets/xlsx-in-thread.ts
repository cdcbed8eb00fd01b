import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '../../../shared/result.ts'
import { writeXlsx, type XlsxSheet, type XlsxValue } from './xlsx-writer.ts'

/** A sheet whose rows come in slices. */
export type SlicedSheet = Omit<XlsxSheet, 'rows'>

/** To the thread: rows as they come, then the sheet they belong to. */
export type XlsxRequest =
  { kind: 'rows'; rows: XlsxValue[][] } | { kind: 'finish'; title: string; sheet: SlicedSheet }

/** Rows up to which a workbook is made here: starting a thread would take longer. */
const mostRowsHere = 300

/**
 * One long sheet as an XLSX workbook, made in a thread of its own so that other calls are answered meanwhile: for
 * 100,000 rows it takes seconds. `describe` is asked once all rows are in, and so can say how many there were.
 */
export async function writeSlicedXlsx(
  title: string,
  slices: AsyncIterable<XlsxValue[][]>,
  describe: (rows: number) => SlicedSheet,
): Promise<Result<Uint8Array>> {
  const held: XlsxValue[][] = []
  let thread: XlsxThread | null = null
  let count = 0
  try {
    for await (const rows of slices) {
      count += rows.length
      if (thread === null && count > mostRowsHere) {
        thread = new XlsxThread()
        thread.send({ kind: 'rows', rows: held })
      }
      if (thread === null) held.push(...rows)
      else thread.send({ kind: 'rows', rows })
    }
    if (thread === null) return await writeXlsx({ title, sheets: [{ ...describe(count), rows: held }] })
    thread.send({ kind: 'finish', title, sheet: describe(count) })
    return await thread.answer
  } finally {
    await thread?.end()
  }
}

class XlsxThread {
  readonly answer: Promise<Result<Uint8Array>>
  readonly #worker: Worker

  constructor() {
    const worker = new Worker(workerFile(), { resourceLimits: { maxOldGenerationSizeMb: 2048 } })
    this.#worker = worker
    this.answer = new Promise((resolve) => {
      worker.once('message', (result: Result<Uint8Array>) => resolve(result))
      const failed = () =>
        resolve(
          refuse('unavailable', 'The workbook could not be made. Save the list as CSV, or narrow it first.'),
        )
      worker.once('error', failed)
      worker.once('exit', failed)
    })
  }

  send(request: XlsxRequest): void {
    this.#worker.postMessage(request)
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** The thread's file: beside this one in a checkout, at the root of the bundle when built. */
function workerFile(): URL {
  const source = new URL('./xlsx-writing-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts')) return source
  const built = [
    new URL('./xlsx-writing-worker.js', import.meta.url),
    new URL('../xlsx-writing-worker.js', import.meta.url),
  ]
  return built.find((url) => existsSync(fileURLToPath(url))) ?? source
}
