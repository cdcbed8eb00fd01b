import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

/** Wrong tries that cost nothing but the try. */
const freeTries = 5
const firstDelaySeconds = 5
const longestDelaySeconds = 15 * 60

const attempts = z.record(z.string(), z.object({ wrong: z.number().int().min(0), lastAt: z.string() }))
type Attempts = z.infer<typeof attempts>

/**
 * Seconds to wait after that many wrong tries: none up to 5, then 5, doubling with each further one up to 15
 * minutes.
 */
export function delayAfter(wrongTries: number): number {
  if (wrongTries < freeTries) return 0
  return Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (wrongTries - freeTries))
}

export interface Throttle {
  /** Seconds until the next try for this name is taken; 0 when it may be tried now. `now` is UTC text. */
  secondsToWait(name: string, now: string): Promise<number>
  wrong(name: string, now: string): Promise<void>
  right(name: string): Promise<void>
}

/**
 * Counts wrong passwords. They are kept in a file of their own, so that starting the app again does not clear
 * them and a count never touches the file that holds the keys.
 */
export function throttleIn(folder: string): Throttle {
  const file = path.join(folder, 'sign-in-attempts.json')

  async function read(): Promise<Attempts> {
    try {
      return attempts.parse(JSON.parse(await readFile(file, 'utf8')))
    } catch {
      return {}
    }
  }

  return {
    async secondsToWait(name, now) {
      const entry = (await read())[name]
      if (!entry) return 0
      const passed = (Date.parse(now) - Date.parse(entry.lastAt)) / 1000
      // A clock that was set back must not lock anybody out for longer than the delay itself.
      return Math.max(0, Math.ceil(delayAfter(entry.wrong) - Math.max(0, passed)))
    },
    async wrong(name, now) {
      const all = await read()
      all[name] = { wrong: (all[name]?.wrong ?? 0) + 1, lastAt: now }
      await writeFile(file, JSON.stringify(all))
    },
    async right(name) {
      const { [name]: cleared, ...rest } = await read()
      if (cleared) await writeFile(file, JSON.stringify(rest))
    },
  }
}

/** The wait in words: "40 seconds", "3 minutes". */
export function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
