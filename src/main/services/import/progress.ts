import type { ImportProgress } from '../../../shared/contract/imports.ts'

export type Report = (progress: ImportProgress) => void

/**
 * Runs long work as a stream of its latest progress and, at last, what it returns. Progress that nobody has taken
 * is replaced by newer progress. Ending the stream early, or the signal, aborts the work.
 */
export async function* streamOf(
  signal: AbortSignal | undefined,
  work: (report: Report, signal: AbortSignal) => Promise<ImportProgress>,
): AsyncGenerator<ImportProgress, void> {
  const abort = new AbortController()
  const both = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal])
  const news = { latest: null as ImportProgress | null, finished: false, wake: () => undefined as void }
  let waiting = new Promise<void>((resolve) => (news.wake = resolve))
  const done = work((progress) => {
    news.latest = progress
    news.wake()
  }, both)
  const ended = done
    .catch(() => undefined)
    .then(() => {
      news.finished = true
      news.wake()
    })
  try {
    for (;;) {
      await waiting
      waiting = new Promise<void>((resolve) => (news.wake = resolve))
      const { latest, finished } = news
      news.latest = null
      if (latest !== null) yield latest
      if (finished || news.finished) break
    }
    yield await done
  } finally {
    abort.abort()
    await ended
  }
}
