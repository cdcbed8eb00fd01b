import type { Connection, Statement } from './connection.ts'

export type Updates = (table: 'child' | 'child_contact' | 'referral', id: string, columns: object) => void

/** Updates of some columns of one row, compiled once for each set of columns; rows with a version get the next. */
export function preparedUpdates(connection: Connection): Updates {
  const statements = new Map<string, Statement>()
  return (table, id, columns) => {
    const names = Object.keys(columns)
    const version = table === 'child_contact' ? [] : ['version = version + 1']
    const key = `${table} ${names.join(' ')}`
    const known = statements.get(key)
    const sets = [...names.map((name) => `${name} = ?`), ...version].join(', ')
    const statement = known ?? connection.prepare(`UPDATE ${table} SET ${sets} WHERE id = ?`)
    if (known === undefined) statements.set(key, statement)
    statement.run(...Object.values(columns), id)
  }
}
