import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { ok, refuse, type Result } from '../../shared/result.ts'
import { copyStore } from './copy.ts'
import { checkDataFolder, readFolderFacts } from './data-folder.ts'
import { openConnection, saysDamaged, sqliteCodeOf } from './dialects/connection.ts'
import { queriesOver, readsBeside } from './dialects/kysely.ts'
import { runFileTask } from './dialects/worker.ts'
import { backupFolder, backupName, databaseFile } from './files.ts'
import { openKeyring } from './keyring/keyring.ts'
import type { PasswordCost } from './keyring/wrapping.ts'
import { type StoreLock, takeLock } from './lock-file.ts'
import { checkVersion, migrate } from './migrate.ts'
import type { Schema } from './schema.ts'
import { type Store, StoreIsReadOnly, type Writing } from './store.ts'

export interface OpenOptions {
  folder: string
  kind: 'live' | 'demo'
  /** 32 bytes. */
  key: Uint8Array
  /** Makes the database when there is none. */
  create?: boolean
  /** Now as UTC text; names the backup taken before a migration. */
  now?: () => string
  /** What new passwords cost; tests take less. */
  passwordCost?: PasswordCost
}

function newestBackup(folder: string): string | null {
  const names = existsSync(backupFolder(folder)) ? readdirSync(backupFolder(folder)) : []
  return (
    names
      .filter((name) => name.endsWith('.backup.db'))
      .toSorted()
      .at(-1) ?? null
  )
}

function damage(folder: string): string {
  const backup = newestBackup(folder)
  return (
    'The file that holds the data is damaged. Nothing can be saved, so that it does not get worse. ' +
    (backup
      ? `Restore the latest good backup: ${backup}.`
      : 'There is no backup in the backups folder; look for a copy elsewhere.')
  )
}

/** Whether the whole file reads well; asked after a stop that was not a clean one. */
async function isSound(file: string, key: Uint8Array): Promise<boolean> {
  const checked = await runFileTask({ kind: 'check', file, key, depth: 'quick' })
  return checked.ok && checked.problems.length === 0
}

/**
 * Opens the store in a folder: takes its lock, checks the key and the version, brings it up to date (after a
 * verified backup) and checks the file after an unclean stop. A damaged file that can still be read is opened for
 * reading only, with `problem` saying so. Refuses (`unavailable`) a folder that loses data, a second opener, a
 * newer version, a key that does not fit and a file that cannot be read at all.
 */
export async function openStore(options: OpenOptions): Promise<Result<Store>> {
  const { folder, create = false } = options
  const allowed = checkDataFolder(await readFolderFacts(path.resolve(folder)))
  if (!allowed.ok) return allowed
  if (create) await mkdir(folder, { recursive: true })
  else if (!existsSync(databaseFile(folder))) return refuse('not_found', 'There are no data in this folder.')
  const lock = await takeLock(folder)
  if (!lock.ok) return lock
  try {
    const opened = await openLocked(options, lock.value)
    if (!opened.ok) await lock.value.release(lock.value.afterUncleanStop)
    return opened
  } catch (error) {
    await lock.value.release(lock.value.afterUncleanStop)
    if (saysDamaged(error)) return cannotRead(folder, error)
    if (
      sqliteCodeOf(error)?.startsWith('SQLITE_CANTOPEN') ||
      sqliteCodeOf(error)?.startsWith('SQLITE_READONLY')
    ) {
      return refuse(
        'unavailable',
        'The data folder cannot be written to. Ask whoever looks after this computer to allow it, then try again.',
      )
    }
    throw error
  }
}

function cannotRead(folder: string, error: unknown): Result<never> {
  if (sqliteCodeOf(error) === 'SQLITE_NOTADB') {
    const backup = newestBackup(folder)
    return refuse(
      'unavailable',
      'The data cannot be opened with this key: either they belong to another keyring or the start of the file is ' +
        `damaged. ${backup ? `The latest backup is ${backup}.` : 'There is no backup in the backups folder.'}`,
      { field: 'key' },
    )
  }
  return refuse('unavailable', damage(folder), { field: 'database' })
}

async function openLocked(options: OpenOptions, lock: StoreLock): Promise<Result<Store>> {
  const { folder, key, now = () => new Date().toISOString() } = options
  const file = databaseFile(folder)
  const looking = existsSync(file) ? openConnection(file, key, { readonly: true }) : null
  if (looking) {
    const version = checkVersion(looking)
    looking.close()
    if (!version.ok) return version
  }
  const sound = !looking || !lock.afterUncleanStop || (await isSound(file, key))
  const problem = sound ? null : damage(folder)

  const writer = openConnection(file, key, { readonly: !sound, mustExist: !options.create })
  let reader: Database | null = null
  try {
    if (sound) {
      const migrated = await migrate(writer, async () => {
        await mkdir(backupFolder(folder), { recursive: true })
        return copyStore(file, key, path.join(backupFolder(folder), backupName(now())))
      })
      if (!migrated.ok) {
        writer.close()
        return migrated
      }
    }
    reader = openConnection(file, key, { readonly: true })
    return ok(assemble(options, { writer, reader, problem, lock }))
  } catch (error) {
    reader?.close()
    writer.close()
    throw error
  }
}

interface Parts {
  writer: Database
  reader: Database
  problem: string | null
  lock: StoreLock
}

function assemble(options: OpenOptions, { writer, reader, problem: found, lock }: Parts): Store {
  const { folder, kind, key } = options
  const file = databaseFile(folder)
  const writing: Kysely<Schema> = queriesOver(writer)
  const reading: Kysely<Schema> = readsBeside(writer, reader)
  const inside = new AsyncLocalStorage<{ under: boolean }>()
  const counters = {
    sequence: counter(writer, 'referral_event', 'sequence'),
    search: counter(writer, 'child', 'search_id'),
  }
  let last: Promise<unknown> = Promise.resolve()
  let problem = found
  let closing: Promise<void> | null = null

  function next(which: 'sequence' | 'search'): number {
    if (!inside.getStore()?.under) throw new Error('Numbers are given out inside a write only')
    return counters[which].next()
  }

  async function inTransaction<T>(work: (tx: Writing) => Promise<T>): Promise<T> {
    // What a command leaves running behind it is no longer inside.
    const transaction = { under: true }
    try {
      return await inside.run(transaction, () => writing.transaction().execute(work))
    } catch (error) {
      counters.sequence.forget()
      counters.search.forget()
      throw error
    } finally {
      transaction.under = false
    }
  }

  return {
    kind,
    folder,
    read: reading,
    get problem() {
      return problem
    },
    noteDamage() {
      problem ??= damage(folder)
      return problem
    },
    bare: { reader, writer },
    keyring: openKeyring(folder, key, options.passwordCost),
    nextSequence: () => next('sequence'),
    nextSearchId: () => next('search'),
    async write(work) {
      if (problem) throw new StoreIsReadOnly(problem)
      if (closing) throw new Error('The store is closed')
      // It would wait for itself.
      if (inside.getStore()?.under) throw new Error('A write inside a write')
      const done = last.then(() => inTransaction(work))
      last = done.catch(() => undefined)
      return done
    },
    copyTo: (to) => copyStore(file, key, to),
    async copyLogAside() {
      await runFileTask({ kind: 'checkpoint', file, key })
    },
    async findDamage() {
      const checked = await runFileTask({ kind: 'check', file, key, depth: 'full' })
      return checked.ok ? checked.problems : [`The file cannot be read (${checked.code}).`]
    },
    close() {
      closing ??= (async () => {
        await last
        reader.close()
        try {
          // No statistics are gathered: every computer then has the query plans that the tests hold.
          if (!problem) writer.pragma('wal_checkpoint(TRUNCATE)')
        } catch (error) {
          if (!saysDamaged(error)) throw error
          problem = damage(folder)
        } finally {
          writer.close()
        }
        await lock.release(problem !== null)
      })()
      return closing
    },
  }
}

/** Gives out the numbers after the highest one in a column; asks the table again after a rollback. */
function counter(connection: Database, table: string, column: string) {
  let latest: number | null = null
  return {
    next(): number {
      latest ??= Number(connection.prepare(`SELECT coalesce(max(${column}), 0) FROM ${table}`).pluck().get())
      latest += 1
      return latest
    },
    forget() {
      latest = null
    },
  }
}
