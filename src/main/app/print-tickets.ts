import { setTimeout as pause } from 'node:timers/promises'
import type { PageToPrint } from '../control-messages.ts'

/** How long a page waits to be printed, in milliseconds. */
export const ticketLife = 5 * 60_000

/** A page larger than this is not kept, in characters: about 500 letters. */
export const largestPage = 20_000_000

const mostKept = 8
const shape = /^[0-9a-f-]{36}$/

/** How long a ticket waits for its page, in milliseconds. */
const patience = 2000

export interface PrintTickets {
  /** Keeps a page until its ticket is shown; pages too large or under a malformed ticket are dropped. */
  keep(page: PageToPrint): void
  /**
   * The page of a ticket, once; null when it was used, is too old, or was never given. The page may still be on its
   * way from the backend when the ticket has arrived by another: it is waited for a moment.
   */
  take(ticket: unknown): Promise<PageToPrint | null>
  forgetAll(): void
}

/** Pages waiting to be printed, in memory only. `now` is milliseconds of a clock that only goes forward. */
export function createPrintTickets(
  now: () => number = performance.now.bind(performance),
  wait: (milliseconds: number) => Promise<unknown> = pause,
): PrintTickets {
  const kept = new Map<string, { page: PageToPrint; until: number }>()
  const arriving = new Map<string, () => void>()

  function arrival(ticket: string): Promise<void> {
    return new Promise((resolve) => {
      arriving.set(ticket, () => {
        arriving.delete(ticket)
        resolve()
      })
    })
  }

  function dropOld(): void {
    const time = now()
    for (const [ticket, { until }] of kept) if (until <= time) kept.delete(ticket)
  }

  return {
    keep(page) {
      dropOld()
      if (!shape.test(page.ticket) || page.html.length > largestPage) return
      kept.set(page.ticket, { page, until: now() + ticketLife })
      arriving.get(page.ticket)?.()
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },
    async take(ticket) {
      if (typeof ticket !== 'string' || !shape.test(ticket)) return null
      if (!kept.has(ticket))
        await Promise.race([arrival(ticket), wait(patience)]).finally(() => arriving.delete(ticket))
      dropOld()
      const found = kept.get(ticket)
      kept.delete(ticket)
      return found?.page ?? null
    },
    forgetAll: () => kept.clear(),
  }
}
