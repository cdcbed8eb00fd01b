import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createInflateRaw } from 'node:zlib'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { largestHeldPartBytes, largestUnpackedBytes, suspiciousBytes, suspiciousRatio } from './file-kind.ts'
import { mostColumns } from './table.ts'
import { cellText } from './xlsx-cells.ts'
import {
  mostWaiting,
  sliceRows,
  stopSlot,
  waitingSlot,
  type XlsxFailure,
  type XlsxJob,
  type XlsxMessage,
} from './xlsx-messages.ts'
import { endRecordReach, findDirectory, readDirectory, type ZipEntry } from './zip-directory.ts'

const port = parentPort
const job = workerData as XlsxJob
const control = new Int32Array(job.control)

class Stop extends Error {
  readonly reason: XlsxFailure
  constructor(reason: XlsxFailure) {
    super(reason)
    this.reason = reason
  }
}

function send(message: XlsxMessage): void {
  port?.postMessage(message)
}

/**
 * Hands over a slice and sleeps while enough of them wait. The workbook reader parses ahead without limit, so
 * only stopping this thread keeps memory bounded when rows are taken slowly.
 */
function hand(rows: { row: number; cells: string[] }[]): void {
  send({ kind: 'rows', rows })
  Atomics.add(control, waitingSlot, 1)
  for (;;) {
    const waiting = Atomics.load(control, waitingSlot)
    if (waiting < mostWaiting || Atomics.load(control, stopSlot) === 1) return
    Atomics.wait(control, waitingSlot, waiting, 1000)
  }
}

/** Unpacks an entry without keeping it and returns its true size; sizes in an archive's directory can lie. */
async function trueSize(file: Buffer, entry: ZipEntry): Promise<number> {
  if (entry.method === 0) return entry.compressedBytes
  const start =
    entry.headerOffset +
    30 +
    file.readUInt16LE(entry.headerOffset + 26) +
    file.readUInt16LE(entry.headerOffset + 28)
  const inflate = createInflateRaw()
  inflate.end(file.subarray(start, start + entry.compressedBytes))
  let bytes = 0
  for await (const chunk of inflate) {
    bytes += (chunk as Buffer).length
    if (bytes > largestUnpackedBytes) break
  }
  return bytes
}

/** Refuses archives whose parts unpack to far more than a workbook's would. */
async function refuseBombs(file: Buffer): Promise<void> {
  const tail = file.subarray(Math.max(0, file.length - endRecordReach))
  const place = findDirectory(tail)
  const entries =
    place && readDirectory(file.subarray(place.offset, place.offset + place.bytes), place.entries)
  if (!entries) throw new Stop('damaged')
  let total = 0
  for (const entry of entries) {
    if (!/^xl\/|^\[Content_Types\]|\.rels$/i.test(entry.name)) continue
    const bytes = await trueSize(file, entry)
    total += bytes
    const heldWhole = !/^xl\/worksheets\//i.test(entry.name)
    if (
      total > largestUnpackedBytes ||
      (heldWhole && bytes > largestHeldPartBytes) ||
      (bytes > suspiciousBytes && bytes > entry.compressedBytes * suspiciousRatio)
    ) {
      throw new Stop('zip_bomb')
    }
  }
}

async function chooseSheet(file: Buffer): Promise<{ sheets: string[]; sheet: string }> {
  const infos: { name: string; hidden: boolean }[] = []
  await readXlsx(file, {
    sheets: (info) => {
      infos.push({ name: info.name, hidden: info.hidden === true || info.veryHidden === true })
      return false
    },
  })
  const sheets = infos.map(({ name }) => name)
  if (job.sheet !== null) {
    if (!sheets.includes(job.sheet)) throw new Stop('no_such_sheet')
    return { sheets, sheet: job.sheet }
  }
  const first = infos.find(({ hidden }) => !hidden) ?? infos[0]
  if (!first) throw new Stop('no_sheets')
  return { sheets, sheet: first.name }
}

async function readSheet(file: Buffer, sheet: string): Promise<void> {
  let slice: { row: number; cells: string[] }[] = []
  let rows = 0
  for await (const { index, values } of streamXlsxRows(file, { sheet })) {
    if (Atomics.load(control, stopSlot) === 1) return
    const cells = values.map(cellText)
    while (cells.length > 0 && cells.at(-1)!.trim() === '') cells.pop()
    if (cells.length === 0) continue
    if (cells.length > mostColumns) throw new Stop('too_many_columns')
    slice.push({ row: index + 1, cells })
    rows += 1
    if (slice.length === sliceRows) {
      hand(slice)
      slice = []
    }
    if (job.mostRows !== null && rows >= job.mostRows) break
  }
  if (slice.length > 0) hand(slice)
}

async function run(): Promise<void> {
  const file = await readFile(job.path)
  await refuseBombs(file)
  const chosen = await chooseSheet(file)
  send({ kind: 'opened', ...chosen })
  for (const sheet of job.everySheet === true ? chosen.sheets : [chosen.sheet]) {
    send({ kind: 'sheet', sheet })
    await readSheet(file, sheet)
  }
  send({ kind: 'done' })
}

try {
  await run()
} catch (error) {
  // Whatever the reader of workbooks throws, it is about the file: the message could hold a child's name.
  const encrypted = error instanceof Error && /encrypt|decrypt/i.test(error.name)
  send({ kind: 'failed', reason: error instanceof Stop ? error.reason : encrypted ? 'password' : 'damaged' })
}
