import type { Readable, Writing } from '../../store/store.ts'

/** For each of some records the one it stands for now: itself, or the record it was merged into. */
export async function survivorsOf(
  db: Readable | Writing,
  childIds: readonly string[],
): Promise<Map<string, string>> {
  const own = new Map(childIds.map((id) => [id, id]))
  if (childIds.length === 0) return own
  const rows = await db
    .selectFrom('merged_child')
    .select(['child_id', 'survivor_id'])
    .where('child_id', 'in', [...childIds])
    .execute()
  for (const row of rows) own.set(row.child_id, row.survivor_id)
  return own
}

/** The record that a record stands for now. */
export async function survivorOf(db: Readable | Writing, childId: string): Promise<string> {
  return (await survivorsOf(db, [childId])).get(childId) ?? childId
}

/** The records merged into some surviving ones, by survivor; without the survivors themselves. */
export async function mergedInto(
  db: Readable | Writing,
  survivorIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (survivorIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('merged_child')
    .select(['child_id', 'survivor_id'])
    .where('survivor_id', 'in', [...survivorIds])
    .orderBy('child_id')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.survivor_id)
  return new Map([...grouped].map(([id, own]) => [id, own.map((row) => row.child_id)]))
}

/** Some children with every record merged into them. */
export async function withMerged(db: Readable | Writing, childIds: readonly string[]): Promise<string[]> {
  const merged = await mergedInto(db, childIds)
  return [...new Set([...childIds, ...[...merged.values()].flat()])]
}
