import SqliteDatabase, { type Database } from 'better-sqlite3'

/** How long a statement waits for another connection to finish writing, in milliseconds. */
const patience = 5000
/**
 * Sizes of the page caches in KiB, out of the backend's 300 MB. The writing connection answers nearly every read too;
 * the other only those during a write.
 */
const cacheKib = { writing: 64_000, reading: 32_000 }

/**
 * A connection to an encrypted SQLite file. The first read shows whether the key fits: SQLite answers a wrong key
 * and a damaged first page alike, with `SQLITE_NOTADB`. `key` is 32 random bytes, used without derivation.
 */
export function openConnection(
  file: string,
  key: Uint8Array,
  { readonly = false, mustExist = true }: { readonly?: boolean; mustExist?: boolean } = {},
): Database {
  const connection = new SqliteDatabase(file, { timeout: patience, readonly, fileMustExist: mustExist })
  try {
    connection.pragma(`cipher = 'sqlcipher'`)
    connection.pragma('legacy = 0')
    connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    connection.pragma('user_version')
    connection.pragma('foreign_keys = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma('temp_store = MEMORY')
    connection.pragma(`cache_size = -${readonly ? cacheKib.reading : cacheKib.writing}`)
    if (!readonly) {
      connection.pragma('journal_mode = WAL')
      // Switching to WAL lowers this to NORMAL without saying so until it is set again.
      connection.pragma('synchronous = FULL')
    }
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** The number of the last migration applied; 0 for a new file. */
export function versionOf(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }))
}

/** SQLite's code of an error (`SQLITE_CORRUPT`), or null when it is another kind of error. */
export function sqliteCodeOf(error: unknown): string | null {
  return error instanceof SqliteDatabase.SqliteError ? error.code : null
}

/** Whether an error says that the file is not what it should be. */
export function saysDamaged(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
}
