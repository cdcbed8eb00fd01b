import { importHeaders, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import { storedLists } from '../import/compare-row.ts'
import type { Connection } from '../import/connection.ts'
import { unpackCells } from '../import/packed-cells.ts'

/** A cell that differs between two extracts; blank is an empty text. */
export interface CellChange {
  column: ImportHeader
  before: string
  after: string
}

/** Two imports of one source. */
export interface Between {
  source: string
  earlierId: string
  laterId: string
}

/** The cells of some referrals that differ between two extracts whose cells were kept; those without are left out. */
export function cellsBetween(
  connection: Connection,
  between: Between,
  ids: readonly string[],
): Map<string, CellChange[]> {
  const kept = connection.prepare(
    `SELECT value AS id,
       (SELECT cells FROM import_batch_cells WHERE referral_id = value AND source = @source AND batch_id <= @earlierId
        ORDER BY batch_id DESC LIMIT 1) AS before,
       (SELECT cells FROM import_batch_cells WHERE referral_id = value AND source = @source AND batch_id <= @laterId
        ORDER BY batch_id DESC LIMIT 1) AS after
     FROM json_each(@ids)`,
  )
  const rows = kept.all({ ...between, ids: JSON.stringify(ids) }) as {
    id: string
    before: string | null
    after: string | null
  }[]
  const changes = new Map<string, CellChange[]>()
  for (const { id, before, after } of rows) {
    if (before === null || after === null || before === after) continue
    const [was, is] = [unpackCells(before), unpackCells(after)]
    const cells = importHeaders.flatMap((column, index): CellChange[] => {
      const change = { column, before: was[index] ?? '', after: is[index] ?? '' }
      return change.before === change.after ? [] : [change]
    })
    if (cells.length > 0) changes.set(id, cells)
  }
  return changes
}

/** Import columns by the stored column they fill. */
const headerOf: Partial<Record<string, ImportHeader>> = {
  ...Object.fromEntries(importHeaders.map((header) => [header, header])),
  external_id: 'referral_id',
  pathways: 'pathway',
}

/**
 * What the imports after the earlier one, up to the later one, changed in some referrals here. All that is known of
 * imports from before cells were kept: what a file said and a person had recorded already does not show.
 */
export function changesHereBetween(
  connection: Connection,
  between: Between,
  ids: readonly string[],
): Map<string, CellChange[]> {
  const noted = connection.prepare(
    `SELECT row.referral_id AS id, row.before
     FROM json_each(@ids) AS asked
     CROSS JOIN import_batch_row AS row ON row.referral_id = asked.value AND row.batch_id > @earlierId AND row.batch_id <= @laterId
     JOIN import_batch AS batch ON batch.id = row.batch_id AND batch.source = @source
     WHERE row.before IS NOT NULL ORDER BY row.batch_id`,
  )
  const rows = noted.all({ ...between, ids: JSON.stringify(ids) }) as { id: string; before: string }[]
  const changes = new Map<string, Map<ImportHeader, CellChange>>()
  for (const { id, before } of rows) {
    const told = JSON.parse(before) as Partial<
      Record<'child' | 'referral', Record<string, [unknown, unknown]>>
    >
    const own = changes.get(id) ?? new Map<ImportHeader, CellChange>()
    for (const [name, [was, is]] of Object.entries({ ...told.child, ...told.referral })) {
      const column = headerOf[name]
      if (column === undefined) continue
      own.set(column, {
        column,
        before: own.get(column)?.before ?? asText(name, was),
        after: asText(name, is),
      })
    }
    changes.set(id, own)
  }
  return new Map(
    [...changes].flatMap(([id, own]): [string, CellChange[]][] => {
      const cells = importHeaders
        .flatMap((header) => own.get(header) ?? [])
        .filter((cell) => cell.before !== cell.after)
      return cells.length === 0 ? [] : [[id, cells]]
    }),
  )
}

function asText(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  return storedLists.has(name) ? (JSON.parse(String(value)) as string[]).join('; ') : String(value)
}
