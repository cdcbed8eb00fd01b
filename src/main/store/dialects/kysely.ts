import type { Database, Statement } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Schema } from '../schema.ts'

/** How many statements one connection keeps compiled. */
const keptStatements = 300

function keepCompiled(connection: Database): (sql: string) => Statement {
  const kept = new Map<string, Statement>()
  return (sql) => {
    const known = kept.get(sql)
    // A statement that is being stepped through belongs to whoever does so.
    if (known && !known.busy) {
      kept.delete(sql)
      kept.set(sql, known)
      return known
    }
    const statement = connection.prepare(sql)
    kept.set(sql, statement)
    if (kept.size > keptStatements) {
      const oldest = kept.keys().next()
      if (!oldest.done) kept.delete(oldest.value)
    }
    return statement
  }
}

function typed(prepare: (sql: string) => Statement): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => undefined } }),
  })
}

/** Typed queries over one connection; statements seen before are not compiled again. */
export function queriesOver(connection: Database): Kysely<Schema> {
  return typed(keepCompiled(connection))
}

/**
 * Typed reads of what is committed: by the writing connection between its transactions, by the reading one during
 * them. A connection forgets every page it holds once another has written, and each page must then be decrypted
 * again; the writing connection is never the other one. Refuses a statement that would write.
 */
export function readsBeside(writer: Database, reader: Database): Kysely<Schema> {
  const betweenWrites = keepCompiled(writer)
  const duringWrite = keepCompiled(reader)
  return typed((sql) => {
    const statement = (writer.inTransaction ? duringWrite : betweenWrites)(sql)
    if (!statement.readonly) throw new Error('A read that would write')
    return statement
  })
}
