import type { Change, ChangeNoun } from '../../shared/contract/administration.ts'

export type ChangeListener = (change: Change) => void

export interface ChangeBus {
  /** Reads the stream until stopped, opening it again whenever it ends. Returns how to stop. */
  follow(watch: (signal: AbortSignal) => Promise<AsyncIterable<Change>>, onChange: ChangeListener): () => void
  /** Calls back for changes of these nouns. Returns how to stop. */
  listen(nouns: readonly ChangeNoun[], listener: ChangeListener): () => void
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Passes the backend's changes on to whoever shows the rows concerned. */
export function changeBus(retryMs = 1_000): ChangeBus {
  const listeners = new Set<{ nouns: ReadonlySet<ChangeNoun>; listener: ChangeListener }>()

  function spread(change: Change): void {
    for (const entry of listeners) if (entry.nouns.has(change.noun)) entry.listener(change)
  }

  return {
    follow(watch, onChange) {
      const stop = new AbortController()
      async function run(): Promise<void> {
        while (!stop.signal.aborted) {
          try {
            for await (const change of await watch(stop.signal)) {
              onChange(change)
              spread(change)
            }
          } catch {
            // The stream ends whenever the backend restarts; it is opened again below.
          }
          if (!stop.signal.aborted) await pause(retryMs, stop.signal)
        }
      }
      void run()
      return () => stop.abort()
    },
    listen(nouns, listener) {
      const entry = { nouns: new Set(nouns), listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
  }
}
