import { parentPort } from 'node:worker_threads'
import type { XlsxRequest } from './xlsx-in-thread.ts'
import { writeXlsx, type XlsxValue } from './xlsx-writer.ts'

const rows: XlsxValue[][] = []

parentPort?.on('message', (request: XlsxRequest) => {
  if (request.kind === 'rows') rows.push(...request.rows)
  else void finish(request)
})

async function finish({ title, sheet }: Extract<XlsxRequest, { kind: 'finish' }>): Promise<void> {
  const written = await writeXlsx({ title, sheets: [{ ...sheet, rows }] })
  const transfer = written.ok && written.value.buffer instanceof ArrayBuffer ? [written.value.buffer] : []
  parentPort?.postMessage(written, transfer)
}
