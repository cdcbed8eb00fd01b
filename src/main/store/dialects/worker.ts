import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

export type FileTask =
  /** Copies a whole store into a new file and checks the copy. */
  | { kind: 'copy'; file: string; key: Uint8Array; to: string }
  /** Checks a file: `quick` skips comparing each index with its table. */
  | { kind: 'check'; file: string; key: Uint8Array; depth: 'quick' | 'full' }
  /** Copies the write-ahead log into the file. */
  | { kind: 'checkpoint'; file: string; key: Uint8Array }

/** `problems` is what SQLite found wrong, empty when nothing. */
export type FileTaskResult = { ok: true; problems: string[] } | { ok: false; code: string }

/**
 * Runs in a thread of its own: copying or checking a large file takes seconds in one statement that cannot be
 * interrupted. It is text because a bundler would move a file of its own away from where it is looked for.
 */
const source = `
const { workerData, parentPort } = require('node:worker_threads')
const Database = require(workerData.driver)
const { task } = workerData

function open(file, readonly = true) {
  const connection = new Database(file, { readonly, fileMustExist: true, timeout: 5000 })
  connection.pragma("cipher = 'sqlcipher'")
  connection.pragma('legacy = 0')
  connection.pragma('key = "x\\'' + Buffer.from(task.key).toString('hex') + '\\'"')
  return connection
}

function check(file, depth) {
  const connection = open(file)
  try {
    const rows = connection.pragma(depth === 'full' ? 'integrity_check(20)' : 'quick_check(20)')
    return rows.map((row) => String(Object.values(row)[0])).filter((line) => line !== 'ok')
  } finally {
    connection.close()
  }
}

try {
  if (task.kind === 'copy') {
    const connection = open(task.file)
    try {
      connection.prepare('VACUUM INTO ?').run(task.to)
    } finally {
      connection.close()
    }
    parentPort.postMessage({ ok: true, problems: check(task.to, 'quick') })
  } else if (task.kind === 'checkpoint') {
    const connection = open(task.file, false)
    try {
      connection.pragma('wal_checkpoint(PASSIVE)')
    } finally {
      connection.close()
    }
    parentPort.postMessage({ ok: true, problems: [] })
  } else {
    parentPort.postMessage({ ok: true, problems: check(task.file, task.depth) })
  }
} catch (error) {
  parentPort.postMessage({ ok: false, code: String(error && error.code) })
}
`

/** Does a long piece of work on a store's file without holding up this thread. */
export function runFileTask(task: FileTask): Promise<FileTaskResult> {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3')
  return new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, workerData: { driver, task } })
    worker.once('message', (result: FileTaskResult) => resolve(result))
    worker.once('error', () => resolve({ ok: false, code: 'ERR_WORKER' }))
    worker.once('exit', () => resolve({ ok: false, code: 'ERR_WORKER_EXIT' }))
  })
}
