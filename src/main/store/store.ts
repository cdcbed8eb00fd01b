import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** A read-only view of the store: a query that is handed this cannot write. */
export type Readable = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'fn' | 'dynamic'>
export type Writing = Transaction<Schema>

/**
 * An open, keyed and migrated store. Two connections: reads go on while a long write is under way and see the
 * state before it; writes queue behind one another, each in a transaction of its own.
 */
export interface Store {
  kind: 'live' | 'demo'
  folder: string
  read: Readable
  /** Runs one command in one transaction; rolls back when it throws. */
  write<T>(work: (tx: Writing) => Promise<T>): Promise<T>
  /** Bare connections for statements that run a hundred thousand times. Use `writer` only inside `write`. */
  bare: { reader: Database; writer: Database }
  /** The next number in the order of recording. Only inside `write`. */
  nextSequence(): number
  /** The next row of the search index. Only inside `write`. */
  nextSearchId(): number
  close(): Promise<void>
}
