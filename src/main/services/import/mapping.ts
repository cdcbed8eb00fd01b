import type { ImportMapping } from '../../../shared/contract/imports.ts'
import { type ImportHeader, importHeaders } from '../../../shared/codes/import-columns.ts'
import { headerKey } from '../../domain/import-rows/header-mapping.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { Draft } from './draft.ts'

/**
 * The mapping remembered for a source, found again by the headers of the file, so that moved columns do no harm.
 * Null when nothing is remembered or none of its headers is in this file.
 */
export async function rememberedMapping(
  db: Readable,
  source: string,
  headers: readonly string[],
): Promise<ImportMapping | null> {
  if (source === '') return null
  const row = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('source', '=', source)
    .executeTakeFirst()
  if (row === undefined) return null
  const remembered = JSON.parse(row.mapping) as Partial<Record<ImportHeader, string>>
  const positions = new Map(headers.map((header, index) => [headerKey(header), index]))
  const mapping: ImportMapping = {}
  for (const column of importHeaders) {
    const header = remembered[column]
    const index = header === undefined ? undefined : positions.get(headerKey(header))
    if (index !== undefined) mapping[column] = index
  }
  return Object.keys(mapping).length === 0 ? null : mapping
}

/** Remembers which header of the file fed each column, for the next file of this source. */
export async function rememberMapping(tx: Writing, draft: Draft, at: string): Promise<void> {
  const named: Partial<Record<ImportHeader, string>> = {}
  for (const column of importHeaders) {
    const index = draft.mapping[column]
    const header = index === undefined || index === null ? undefined : draft.headers[index]
    if (header !== undefined) named[column] = header
  }
  const row = { source: draft.source, mapping: JSON.stringify(named), updated_at: at }
  await tx
    .insertInto('import_mapping')
    .values(row)
    .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
    .execute()
}
