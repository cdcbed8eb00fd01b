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

/** Typed queries over one connection; statements seen before are not compiled again. */
export function queriesOver(connection: Database): Kysely<Schema> {
  const prepare = keepCompiled(connection)
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => void connection.close() } }),
  })
}
