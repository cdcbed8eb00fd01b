import type { Readable, Store, Writing } from '../../store/store.ts'

/** How often a reading is tried again before writing is held back for it. */
const attempts = 3

/**
 * The answer of several queries that must speak of one and the same state of the store, or they would not balance.
 * Other calls are served between the queries. When somebody saves meanwhile it is read again; when that goes on,
 * saving waits for the last attempt.
 */
export async function readSteadily<T>(
  store: Store,
  read: (db: Readable | Writing) => Promise<T>,
): Promise<T> {
  const state = () => Number(store.bare.reader.pragma('data_version', { simple: true }))
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = state()
    const answer = await read(store.read)
    if (state() === before) return answer
  }
  return store.write(read)
}
