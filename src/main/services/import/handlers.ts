import type { ImportBatch, ImportCounts, ImportInspection } from '../../../shared/contract/imports.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { missingRequired, proposeMapping } from '../../domain/import-rows/header-mapping.ts'
import type { GrantedFile, ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { commitDraft } from './commit.ts'
import { countsOf, discardDraft, type Draft, draftOf } from './draft.ts'
import { changeCells } from './fix-row.ts'
import { rememberedMapping } from './mapping.ts'
import { missingPage } from './missing.ts'
import { makePreview } from './preview.ts'
import { previewPage, rowShower } from './preview-rows.ts'
import { streamOf } from './progress.ts'
import { openTable } from './reading/open-table.ts'
import { writeRejects } from './rejects.ts'
import { undoBatch } from './undo.ts'

export const importsHandlers: HandlersOf<'imports'> = {
  async inspect(context, { file, sheet, source }, { signal }) {
    const granted = chosen(context, file, 'read')
    if (!granted.ok) return granted
    const opened = await openTable(granted.value.path, { sheet, signal })
    if (!opened.ok) return opened
    const table = opened.value
    const first = table.firstRows.map(({ cells }) => cells)
    const proposal = proposeMapping(table.headers, first)
    const remembered = await rememberedMapping(context.store.read, source.trim(), table.headers)
    const mapping = remembered ?? proposal.mapping
    return ok<ImportInspection>({
      fileName: granted.value.name,
      kind: table.kind,
      sizeBytes: table.sizeBytes,
      sheets: table.sheets,
      sheet: table.sheet,
      headers: table.headers,
      examples: proposal.columns.map(({ examples }) => examples),
      mapping,
      remembered: remembered !== null,
      missingRequired: missingRequired(mapping),
      importedBefore: await importedBefore(context, table.sha256),
    })
  },

  async preview(context, { file, sheet, source, mapping }, { signal }) {
    const granted = chosen(context, file, 'read')
    if (!granted.ok) return granted
    const missing = missingRequired(mapping)
    if (missing.length > 0)
      return refuse('invalid', `No column of the file is chosen for: ${missing.join(', ')}.`, {
        field: 'mapping',
      })
    const { path, name } = granted.value
    return ok(
      streamOf(signal, (report, stop) =>
        makePreview(context, { path, name, sheet, source, mapping }, report, stop),
      ),
    )
  },

  async previewRows(context, { draftId, group, offset, limit }) {
    const draft = found(context, draftId)
    return draft.ok ? ok(previewPage(context.store, draft.value, group, { offset, limit })) : draft
  },

  async missingFromFile(context, { draftId, offset, limit }) {
    const draft = found(context, draftId)
    if (!draft.ok) return draft
    return ok(await missingPage(context.store, draft.value, context.today(), { offset, limit }))
  },

  async fixRow(context, { draftId, row, cells }, { signal }) {
    const draft = found(context, draftId)
    if (!draft.ok) return draft
    const changed = await changeCells(
      context,
      draft.value,
      row,
      cells,
      signal ?? new AbortController().signal,
    )
    const position = draft.value.rows.findIndex((each) => each.row === row)
    if (!changed || position < 0) return refuse('not_found', 'That row is not in the file.')
    return ok({ row: rowShower(context.store, draft.value)(position), counts: countsOf(draft.value) })
  },

  async saveRejects(context, { draftId, file }) {
    const draft = found(context, draftId)
    if (!draft.ok) return draft
    const granted = chosen(context, file, 'write')
    return granted.ok ? writeRejects(draft.value, granted.value.path) : granted
  },

  async commit(context, { draftId }, { signal }) {
    const draft = found(context, draftId)
    if (!draft.ok) return draft
    if (context.store.problem !== null) return refuse('unavailable', context.store.problem)
    return ok(streamOf(signal, (report, stop) => commitDraft(context, draft.value, report, stop)))
  },

  async discard(context, { draftId }) {
    discardDraft(context.store, draftId, context.person.id)
    return ok({ done: true as const })
  },

  async batches(context, { offset, limit }) {
    const { read } = context.store
    const [rows, counted] = await Promise.all([
      read
        .selectFrom('import_batch as batch')
        .innerJoin('account as importer', 'importer.id', 'batch.imported_by')
        .leftJoin('account as undoer', 'undoer.id', 'batch.undone_by')
        .selectAll('batch')
        .select(['importer.display_name as importer_name', 'undoer.display_name as undoer_name'])
        .orderBy('batch.imported_at', 'desc')
        .orderBy('batch.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
      read
        .selectFrom('import_batch')
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirst(),
    ])
    return ok({
      total: counted?.total ?? 0,
      asAt: context.today(),
      rows: rows.map((row): ImportBatch => ({
        batchId: row.id,
        fileName: row.file_name,
        source: row.source,
        importedAt: row.imported_at,
        importedBy: row.importer_name,
        counts: JSON.parse(row.counts) as ImportCounts,
        undone:
          row.undone_at === null
            ? null
            : { at: row.undone_at, by: row.undoer_name ?? '', reason: row.undone_reason ?? '' },
        canUndo: row.undone_at === null,
      })),
    })
  },

  async undo(context, { batchId, reason }) {
    return undoBatch(context, batchId, reason)
  },
}

function chosen(
  context: ServiceContext,
  token: string,
  purpose: GrantedFile['purpose'],
): Result<GrantedFile> {
  const granted = context.grantedFile(token)
  if (granted === null || granted.purpose !== purpose)
    return refuse('not_found', 'The file is no longer known. Choose it again.', { field: 'file' })
  return ok(granted)
}

function found(context: ServiceContext, draftId: string): Result<Draft> {
  const draft = draftOf(context.store, draftId, context.person.id)
  return draft === null
    ? refuse('not_found', 'The checked file is no longer in memory. Nothing was saved. Check the file again.')
    : ok(draft)
}

async function importedBefore(
  { store }: ServiceContext,
  sha256: string,
): Promise<ImportInspection['importedBefore']> {
  const row = await store.read
    .selectFrom('import_batch')
    .innerJoin('account', 'account.id', 'import_batch.imported_by')
    .select(['import_batch.imported_at', 'account.display_name'])
    .where('sha256', '=', sha256)
    .where('undone_at', 'is', null)
    .orderBy('imported_at', 'desc')
    .executeTakeFirst()
  return row === undefined ? null : { at: row.imported_at, by: row.display_name }
}
