import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import type { Result } from '../../shared/result.ts'
import type { OpenKeyring } from './keyring/keyring.ts'
import type { Schema } from './schema.ts'

/** A read-only view of the store: a query that is handed this cannot write. */
export type Readable = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'fn' | 'dynamic'>
export type Writing = Transaction<Schema>

/** A copy of the store that was opened with its key and checked. */
export interface VerifiedCopy {
  file: string
  sizeBytes: number
}

/**
 * An open, keyed and migrated store. Two connections: reads go on while a long write is under way and see the
 * state before it; writes queue behind one another, each in a transaction of its own.
 */
export interface Store {
  kind: 'live' | 'demo'
  folder: string
  read: Readable
  /** Why nothing can be saved (the file is damaged), in words; null when all is well. */
  readonly problem: string | null
  /** Stops all writing because the file turned out to be damaged; returns the problem in words. */
  noteDamage(): string
  /** Runs one command in one transaction; rolls back when it throws. Throws `StoreIsReadOnly` on a damaged store. */
  write<T>(work: (tx: Writing) => Promise<T>): Promise<T>
  /** Bare connections for statements that run a hundred thousand times. Use `writer` only inside `write`. */
  bare: { reader: Database; writer: Database }
  /** Passwords and the recovery key that open this store. */
  keyring: OpenKeyring
  /** The next number in the order of recording. Only inside `write`. */
  nextSequence(): number
  /** The next row of the search index. Only inside `write`. */
  nextSearchId(): number
  /** Writes an encrypted copy to a file that does not exist yet, opens it with the key and checks it. */
  copyTo(file: string): Promise<Result<VerifiedCopy>>
  /** Copies the write-ahead log into the file in a thread of its own, as far as no reader needs the old state. */
  copyLogAside(): Promise<void>
  /** What a check of the whole file finds wrong; empty when nothing. */
  findDamage(): Promise<string[]>
  close(): Promise<void>
}

/** Thrown by `write` when the store is open for reading only. */
export class StoreIsReadOnly extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'StoreIsReadOnly'
  }
}
