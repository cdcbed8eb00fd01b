import type { Selectable } from 'kysely'
import type { TriageResultTable, WaitingListTable, WaitTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'
import type { Projection } from './compute.ts'

type ListRow = Selectable<WaitingListTable>
type ResultRow = Selectable<TriageResultTable>

/** What was stored of some referrals before they are computed anew, by referral. */
export interface StoredProjections {
  rows: ReadonlyMap<string, ListRow>
  waits: ReadonlyMap<string, readonly WaitTable[]>
  results: ReadonlyMap<string, ResultRow>
}

/** Reads what is stored of these referrals (at most a few thousand). */
export async function storedProjections(
  tx: Writing,
  referralIds: readonly string[],
): Promise<StoredProjections> {
  if (referralIds.length === 0) return { rows: new Map(), waits: new Map(), results: new Map() }
  const ids = [...referralIds]
  const [rows, waits, results] = await Promise.all([
    tx.selectFrom('waiting_list').selectAll().where('referral_id', 'in', ids).execute(),
    tx.selectFrom('wait').selectAll().where('referral_id', 'in', ids).orderBy('ordinal').execute(),
    tx.selectFrom('triage_result').selectAll().where('referral_id', 'in', ids).execute(),
  ])
  return {
    rows: new Map(rows.map((row) => [row.referral_id, row])),
    waits: Map.groupBy(waits, (wait) => wait.referral_id),
    results: new Map(results.map((result) => [result.referral_id, result])),
  }
}

/**
 * Stores what was computed, and of that only the columns that are others than before: most facts change two or three
 * of forty, and each column written makes every index that holds it be written as well.
 */
export async function storeProjection(
  tx: Writing,
  { row, waits }: Pick<Projection, 'row' | 'waits'>,
  result: ResultRow,
  stored: StoredProjections,
): Promise<void> {
  const id = row.referral_id
  const before = {
    row: stored.rows.get(id),
    waits: stored.waits.get(id) ?? [],
    result: stored.results.get(id),
  }

  await storeWaits(tx, id, before.waits, waits)

  if (before.row === undefined) await tx.insertInto('waiting_list').values(row).execute()
  else {
    const changed = changedColumns(before.row, row)
    if (changed !== null)
      await tx.updateTable('waiting_list').set(changed).where('referral_id', '=', id).execute()
  }

  if (before.result === undefined) await tx.insertInto('triage_result').values(result).execute()
  else {
    const changed = changedColumns(before.result, result)
    if (changed !== null)
      await tx.updateTable('triage_result').set(changed).where('referral_id', '=', id).execute()
  }
}

/** Stores the waits of a referral where they are others than those stored. */
export async function storeWaits(
  tx: Writing,
  referralId: string,
  before: readonly WaitTable[],
  waits: readonly WaitTable[],
): Promise<void> {
  const isSame =
    before.length === waits.length && before.every((wait, at) => changedColumns(wait, waits[at]!) === null)
  if (isSame) return
  if (before.length > 0) await tx.deleteFrom('wait').where('referral_id', '=', referralId).execute()
  if (waits.length > 0)
    await tx
      .insertInto('wait')
      .values([...waits])
      .execute()
}

/** The columns of a row that are others than before; null where none is. */
function changedColumns<Row extends object>(before: Row, after: Row): Partial<Row> | null {
  const changed: Partial<Row> = {}
  let any = false
  for (const column in after) {
    if (after[column] === before[column]) continue
    changed[column] = after[column]
    any = true
  }
  return any ? changed : null
}
