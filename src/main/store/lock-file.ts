import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ok, refuse, type Result } from '../../shared/result.ts'

/** Who has a store open. Written beside the database while it is open; left behind by a crash. */
interface Holder {
  pid: number
  host: string
  /** When that computer started, in seconds since 1970: a process id means nothing after a restart. */
  startedAt: number
}

export interface StoreLock {
  /** Whether the one before was never closed, so that the file has to be checked. */
  afterUncleanStop: boolean
  /** `checkNext` leaves the mark, so that the next opener checks the file. */
  release(checkNext?: boolean): Promise<void>
}

const lockName = 'store.lock'
/** How far two readings of a computer's start may lie apart, in seconds. */
const clockDrift = 120

/** How long a running holder is given to end, in milliseconds: an app that was just killed takes a moment. */
const patience = 3000
const between = 100

const heldHere = new Set<string>()

function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), startedAt: Math.round(Date.now() / 1000 - uptime()) }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** On Linux a process that has ended keeps its number until its parent takes note. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

/** The holder named in a lock file; null when the file is cut short, which only a crash leaves behind. */
function readHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { pid, host, startedAt } = value as Partial<Holder>
    return typeof pid === 'number' && typeof host === 'string' && typeof startedAt === 'number'
      ? { pid, host, startedAt }
      : null
  } catch {
    return null
  }
}

function holds(holder: Holder, self: Holder): boolean {
  if (Math.abs(holder.startedAt - self.startedAt) > clockDrift) return false
  // Its own number without an entry in the set: another process had it before.
  return holder.pid !== self.pid && isRunning(holder.pid)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

async function tryToTake(file: string, self: Holder): Promise<'taken' | 'exists'> {
  try {
    await writeFile(file, JSON.stringify(self), { flag: 'wx' })
    return 'taken'
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists'
    throw error
  }
}

/**
 * Marks the store in `folder` as open by this process. A mark left by a process that no longer runs is taken
 * over; a running one is given a moment to end. Refuses (`unavailable`) when another process, here or on another
 * computer, has the store open, and when the folder cannot be written to.
 */
export async function takeLock(folder: string): Promise<Result<StoreLock>> {
  const file = path.join(folder, lockName)
  const key = path.resolve(folder)
  const self = thisProcess()
  if (heldHere.has(key)) return openElsewhere()
  heldHere.add(key)
  try {
    let afterUncleanStop = false
    const giveUpAt = Date.now() + patience
    while ((await tryToTake(file, self)) === 'exists') {
      const holder = readHolder(await readFile(file, 'utf8').catch(() => ''))
      if (holder && holder.host !== self.host) {
        heldHere.delete(key)
        return refuse(
          'unavailable',
          `The data were last opened on another computer (${holder.host}) and not closed there. Close the app on ` +
            `that computer. If it no longer has these data, delete the file ${lockName} in the data folder.`,
        )
      }
      if (holder && holds(holder, self)) {
        if (Date.now() < giveUpAt) {
          await wait(between)
          continue
        }
        heldHere.delete(key)
        return openElsewhere()
      }
      await rm(file, { force: true })
      afterUncleanStop = true
    }
    return ok({
      afterUncleanStop,
      async release(checkNext = false) {
        heldHere.delete(key)
        if (!checkNext) await rm(file, { force: true })
      },
    })
  } catch (error) {
    heldHere.delete(key)
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) {
      return refuse(
        'unavailable',
        'The data folder cannot be written to. Ask whoever looks after this computer to allow it, then try again.',
      )
    }
    if (codeOf(error) === 'ENOENT') return refuse('not_found', 'There are no data in this folder.')
    throw error
  }
}

function openElsewhere(): Result<never> {
  return refuse(
    'unavailable',
    'The app is already open with these data. Use the window that is open, or close it and try again.',
  )
}
