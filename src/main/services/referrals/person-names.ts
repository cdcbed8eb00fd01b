import type { Readable } from '../../store/store.ts'

/** Display names of everybody who ever had an account, by account id. */
export async function personNames(db: Readable): Promise<Map<string, string>> {
  const rows = await db.selectFrom('account').select(['id', 'display_name']).execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
