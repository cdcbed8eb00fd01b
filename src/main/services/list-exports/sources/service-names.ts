import type { Readable } from '../../../store/store.ts'

/** The name of each service by its id. */
export async function serviceNames(db: Readable): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('service').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
