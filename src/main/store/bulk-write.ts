import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { databaseFile } from './files.ts'
import type { Store, Writing } from './store.ts'

/** Longest stretch of one kind of work before other calls are answered, in milliseconds. */
const sliceMs = 12
const pageBytes = 4096
/** Pages that stay in memory while the rest is written out. */
const keptPages = 100

/** The usual settings of stores that are written in bulk just now, and by how many at once, waiting ones included. */
const usual = new WeakMap<Store, { cacheSize: number; checkpointAt: number; writing: number }>()

/**
 * One transaction for a hundred thousand rows. SQLite would write all changed pages out and copy the log into the
 * file in one go at its end, which would hold up everything else for seconds: the pages go out a few at a time
 * before the end, the disk takes them in the meantime, and the log is copied by a thread of its own afterwards.
 */
export async function writeInBulk<T>(store: Store, work: (tx: Writing) => Promise<T>): Promise<T> {
  const { writer } = store.bare
  // The second of two at once would find, and in the end leave behind, what the first has set.
  const settings = usual.get(store) ?? {
    cacheSize: Number(writer.pragma('cache_size', { simple: true })),
    checkpointAt: Number(writer.pragma('wal_autocheckpoint', { simple: true })),
    writing: 0,
  }
  usual.set(store, settings)
  settings.writing += 1
  try {
    return await store.write(async (tx) => {
      writer.pragma('wal_autocheckpoint = 0')
      const result = await work(tx)
      await writePagesOut(writer, settings.cacheSize)
      await flushLog(store)
      return result
    })
  } finally {
    if (writer.open) writer.pragma(`cache_size = ${settings.cacheSize}`)
    if (writer.open) await store.copyLogAside()
    settings.writing -= 1
    if (settings.writing === 0) {
      usual.delete(store)
      if (writer.open) writer.pragma(`wal_autocheckpoint = ${settings.checkpointAt}`)
    }
  }
}

/**
 * With a cache that is over its limit, each page read makes SQLite write one changed page out; the page read is
 * dropped again, so reading one small table over and over empties the cache bit by bit.
 */
async function writePagesOut(writer: Store['bare']['writer'], cacheSize: number): Promise<void> {
  const cached = cacheSize < 0 ? Math.ceil((-cacheSize * 1024) / pageBytes) : cacheSize
  const read = writer.prepare('SELECT count(*) FROM service')
  writer.pragma(`cache_size = ${keptPages}`)
  let started = performance.now()
  for (let page = 0; page < cached; page += 1) {
    read.get()
    if (performance.now() - started < sliceMs) continue
    await setImmediate()
    started = performance.now()
  }
}

/** Has the disk take what is in the log already, so that the flush at the end finds little left to do. */
async function flushLog(store: Store): Promise<void> {
  const log = await open(`${databaseFile(store.folder)}-wal`, 'r+')
  try {
    await log.datasync()
  } finally {
    await log.close()
  }
}
