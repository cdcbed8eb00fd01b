import { type DataSetField, type TableId, dataSetTables } from './field.ts'
import { contactFields } from './fields-contacts.ts'
import { peopleFields } from './fields-people.ts'
import { referralFields } from './fields-referrals.ts'

/** Every field of every table, in the order of the intermediate database. */
export const dataSetFields: readonly DataSetField[] = [...peopleFields, ...referralFields, ...contactFields]

const byTable = Map.groupBy(dataSetFields, (field) => field.table)

/** The fields of a table, in order. */
export function fieldsOfTable(table: TableId): readonly DataSetField[] {
  return byTable.get(table) ?? []
}

/** One value for each table. */
export function perTable<T>(value: (table: TableId) => T): Record<TableId, T> {
  return Object.fromEntries(dataSetTables.map(({ id }) => [id, value(id)])) as Record<TableId, T>
}
