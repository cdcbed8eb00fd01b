import SqliteDatabase from 'better-sqlite3'
import { queriesOver } from './dialects/kysely.ts'
import { migrations } from './migrations/index.ts'
import type { WaitingListTable } from './schema.ts'
import type { Readable } from './store.ts'

/** A list of another day, kept in memory only, that the same queries can be asked of. */
export interface ScratchList {
  read: Readable
  add(rows: readonly WaitingListTable[]): void
  close(): void
}

/** An empty list in memory, in the shape of the store's own. */
export function createScratchList(): ScratchList {
  const memory = new SqliteDatabase(':memory:')
  for (const migration of migrations) memory.exec(migration.sql)
  memory.pragma('foreign_keys = OFF')
  const columns = (memory.pragma('table_info(waiting_list)') as { name: string }[]).map(({ name }) => name)
  const names = columns.join(', ')
  const insert = memory.prepare(
    `INSERT INTO waiting_list (${names}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  return {
    read: queriesOver(memory),
    add: memory.transaction((rows: readonly WaitingListTable[]) => {
      for (const row of rows) insert.run(row)
    }),
    close: () => void memory.close(),
  }
}
