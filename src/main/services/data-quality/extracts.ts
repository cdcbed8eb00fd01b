import { setImmediate as pause } from 'node:timers/promises'
import { importHeaders, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import type {
  Extract,
  ExtractChange,
  ExtractChangeKind,
  ExtractComparison,
} from '../../../shared/contract/data-quality.ts'
import type { ImportCounts } from '../../../shared/contract/imports.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { cellsBetween, type CellChange, changesHereBetween } from './extract-cells.ts'

/** Rows of an import that are looked at in one go. */
const atOnce = 1000
/** Imports that are offered; older ones are reached by name in the history. */
const mostExtracts = 200

/** What was found between two extracts: ids and columns only, in the order of the later file. */
interface Found {
  ids: Record<ExtractChangeKind, string[]>
  unchanged: number
  columnsOf: Map<string, ImportHeader[]>
  byCells: boolean
}

interface Pair {
  earlier: Extract
  later: Extract
}

/** The imports that were saved, the latest first. */
export async function listExtracts(store: Store): Promise<Extract[]> {
  const rows = await store.read
    .selectFrom('import_batch as batch')
    .innerJoin('account', 'account.id', 'batch.imported_by')
    .select(['batch.id', 'batch.file_name', 'batch.source', 'batch.imported_at', 'batch.counts'])
    .select(['batch.undone_at', 'batch.keeps_cells', 'account.display_name'])
    .orderBy('batch.imported_at', 'desc')
    .orderBy('batch.id', 'desc')
    .limit(mostExtracts)
    .execute()
  return rows.map((row) => ({
    batchId: row.id,
    fileName: row.file_name,
    source: row.source,
    importedAt: row.imported_at,
    importedBy: row.display_name,
    rows: (JSON.parse(row.counts) as Partial<ImportCounts>).rows ?? 0,
    undone: row.undone_at !== null,
    keepsCells: row.keeps_cells === 1,
  }))
}

/** What changed from one extract of a source to a later one, counted. Nothing is changed by looking. */
export async function compareExtracts(
  store: Store,
  earlierId: string,
  laterId: string,
): Promise<Result<ExtractComparison>> {
  const pair = await pairOf(store, earlierId, laterId)
  if (!pair.ok) return pair
  const found = await differences(store, pair.value)
  const changed = new Map<ImportHeader, number>()
  for (const columns of found.columnsOf.values())
    for (const column of columns) changed.set(column, (changed.get(column) ?? 0) + 1)
  const [earlier, later] = await Promise.all([rejectedOf(store, earlierId), rejectedOf(store, laterId)])
  return ok({
    ...pair.value,
    counts: {
      new: found.ids.new.length,
      gone: found.ids.gone.length,
      changed: found.ids.changed.length,
      unchanged: found.unchanged,
    },
    rejected: { earlier, later },
    columns: importHeaders.flatMap((column) => {
      const count = changed.get(column)
      return count === undefined ? [] : [{ column, changed: count }]
    }),
    byCells: found.byCells,
  })
}

/** A page of the referrals that are new, gone or changed, with the cells before and after. */
export async function extractChanges(
  store: Store,
  asked: {
    earlierId: string
    laterId: string
    kind: ExtractChangeKind
    column?: ImportHeader | undefined
    offset: number
    limit: number
  },
  asAt: string,
): Promise<Result<Page<ExtractChange>>> {
  const pair = await pairOf(store, asked.earlierId, asked.laterId)
  if (!pair.ok) return pair
  const found = await differences(store, pair.value)
  const { column, kind } = asked
  const ids =
    column === undefined
      ? found.ids[kind]
      : found.ids[kind].filter((id) => found.columnsOf.get(id)?.includes(column) === true)
  const shown = ids.slice(asked.offset, asked.offset + asked.limit)
  const cells = kind === 'changed' ? cellsOf(store, pair.value, found.byCells, shown) : new Map()
  return ok({ total: ids.length, asAt, rows: await rowsOf(store, shown, kind, cells) })
}

async function pairOf(store: Store, earlierId: string, laterId: string): Promise<Result<Pair>> {
  const all = await listExtracts(store)
  const earlier = all.find(({ batchId }) => batchId === earlierId)
  const later = all.find(({ batchId }) => batchId === laterId)
  if (earlier === undefined || later === undefined)
    return refuse('not_found', 'That import is not among the last 200 of this store.')
  if (earlier.source !== later.source)
    return refuse('invalid', 'Only extracts of one source can be compared.', { field: 'laterId' })
  if (earlier.batchId >= later.batchId)
    return refuse('invalid', 'Choose the earlier extract first.', { field: 'earlierId' })
  return ok({ earlier, later })
}

function differences(store: Store, pair: Pair): Promise<Found> {
  const ids = [pair.earlier.batchId, pair.later.batchId]
  return keptAnswer(store, ['extracts compared', ...ids], () => findDifferences(store, pair))
}

async function findDifferences(store: Store, pair: Pair): Promise<Found> {
  const before = new Set(await referralsOf(store, pair.earlier.batchId))
  const after = await referralsOf(store, pair.later.batchId)
  const told = new Set(after)
  const byCells = pair.earlier.keepsCells && pair.later.keepsCells
  const inBoth = after.filter((id) => before.has(id))
  const columnsOf = new Map<string, ImportHeader[]>()
  for (let at = 0; at < inBoth.length; at += atOnce) {
    for (const [id, cells] of cellsOf(store, pair, byCells, inBoth.slice(at, at + atOnce)))
      columnsOf.set(
        id,
        cells.map(({ column }) => column),
      )
    await pause()
  }
  const changed = inBoth.filter((id) => columnsOf.has(id))
  return {
    ids: {
      new: after.filter((id) => !before.has(id)),
      gone: [...before].filter((id) => !told.has(id)),
      changed,
    },
    unchanged: inBoth.length - changed.length,
    columnsOf,
    byCells,
  }
}

/** The changed cells of some referrals that are in both files; those without a change are left out. */
function cellsOf(
  store: Store,
  { earlier, later }: Pair,
  byCells: boolean,
  ids: readonly string[],
): Map<string, CellChange[]> {
  const between = { source: later.source, earlierId: earlier.batchId, laterId: later.batchId }
  return byCells
    ? cellsBetween(store.bare.reader, between, ids)
    : changesHereBetween(store.bare.reader, between, ids)
}

/** The referrals a file told of, once each, in the order of the file. */
async function referralsOf(store: Store, batchId: string): Promise<string[]> {
  const ids = new Set<string>()
  for (let after = -1; ;) {
    const rows = await store.read
      .selectFrom('import_batch_row')
      .select(['row_number', 'referral_id'])
      .where('batch_id', '=', batchId)
      .where('row_number', '>', after)
      .orderBy('row_number')
      .limit(atOnce * 4)
      .execute()
    for (const row of rows) ids.add(row.referral_id)
    const last = rows.at(-1)
    if (last === undefined) return [...ids]
    after = last.row_number
    await pause()
  }
}

async function rejectedOf(store: Store, batchId: string): Promise<number> {
  const row = await store.read
    .selectFrom('import_batch')
    .select('counts')
    .where('id', '=', batchId)
    .executeTakeFirst()
  return (JSON.parse(row?.counts ?? '{}') as Partial<ImportCounts>).rejected ?? 0
}

async function rowsOf(
  store: Store,
  ids: readonly string[],
  kind: ExtractChangeKind,
  cells: ReadonlyMap<string, CellChange[]>,
): Promise<ExtractChange[]> {
  if (ids.length === 0) return []
  const rows = await store.read
    .selectFrom('waiting_list as list')
    .innerJoin('child', 'child.id', 'list.child_id')
    .innerJoin('service', 'service.id', 'list.service_id')
    .select(['list.referral_id', 'list.child_id', 'list.service_id', 'list.is_open', 'service.name'])
    .select(['child.family_name', 'child.given_name', 'child.preferred_name', 'child.date_of_birth'])
    .where('list.referral_id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.referral_id, row]))
  return ids.flatMap((id): ExtractChange[] => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [
      {
        referralId: id,
        childId: row.child_id,
        familyName: row.family_name,
        givenName: row.given_name,
        preferredName: row.preferred_name,
        dateOfBirth: row.date_of_birth,
        serviceId: row.service_id,
        serviceName: row.name,
        isOpen: row.is_open === 1,
        kind,
        cells: cells.get(id) ?? [],
      },
    ]
  })
}
