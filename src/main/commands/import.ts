import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ImportCounts, ImportPreviewRow, ImportProgress } from '../../shared/contract/imports.ts'
import { ok, refuse, type Result } from '../../shared/result.ts'
import type { Command } from './command.ts'
import { resultOf, type SignedInCommand, storeOptions, storeUsage, withStore } from './signed-in.ts'
import { showProgress } from './show-progress.ts'

const rowsAtOnce = 200

/** Imports a CSV file or a workbook; with `--dry-run` it only says what that would do. */
export const importCommand: Command = {
  usage: `import ${storeUsage} [--source NAME] [--sheet NAME] [--dry-run] FILE`,
  options: {
    ...storeOptions,
    source: { type: 'string' },
    sheet: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  positionals: { least: 1, most: 1 },
  async run(args) {
    const file = path.resolve(args.positionals[0] ?? '')
    let size: number
    try {
      const found = await stat(file)
      if (!found.isFile()) return refuse('not_found', 'That is not a file.', { field: 'file' })
      size = found.size
    } catch {
      return refuse('not_found', 'The file cannot be read.', { field: 'file' })
    }
    return withStore(args, (signedIn) =>
      importFile(signedIn, {
        file: signedIn.grant({ path: file, name: path.basename(file), size, purpose: 'read' }),
        sheet: args.optional('sheet') ?? null,
        source: args.optional('source') ?? 'extract',
        dryRun: args.flag('dry-run'),
      }),
    )
  },
}

async function importFile(
  { client }: SignedInCommand,
  { file, sheet, source, dryRun }: { file: string; sheet: string | null; source: string; dryRun: boolean },
): Promise<Result<unknown>> {
  const inspected = await resultOf(client.imports.inspect({ file, sheet, source }))
  if (!inspected.ok) return inspected
  const { mapping } = inspected.value
  const preview = await resultOf(lastOf(client.imports.preview({ file, sheet, source, mapping })))
  if (!preview.ok) return preview
  if (preview.value.kind !== 'preview') throw new Error('A preview ended without its result')
  const { draftId } = preview.value
  const rejected = await resultOf(allRows(client, draftId, 'rejected'))
  if (!rejected.ok) return rejected
  const possible = await resultOf(allRows(client, draftId, 'possible_duplicates'))
  if (!possible.ok) return possible
  let counts: ImportCounts = preview.value.counts
  let batch: string | null = null
  if (!dryRun) {
    const committed = await resultOf(lastOf(client.imports.commit({ draftId })))
    if (!committed.ok) return committed
    if (committed.value.kind !== 'committed') throw new Error('An import ended without its result')
    counts = committed.value.counts
    batch = committed.value.batchId
  }
  return ok({
    rows: counts.rows,
    created: counts.created,
    updated: counts.updated,
    unchanged: counts.unchanged,
    rejected: rejected.value.flatMap(({ problems }) => problems),
    possibleDuplicates: possible.value.map(({ row, cells, mayBe }) => ({
      row,
      localPatientId: cells['local_patient_id'] ?? null,
      mayBe,
    })),
    missingFromFile: counts.missingFromFile,
    batch,
  })
}

/** The last event of a stream, its progress shown on the way. */
async function lastOf(stream: Promise<AsyncIterable<ImportProgress>>): Promise<ImportProgress> {
  const progress = showProgress()
  let last: ImportProgress | null = null
  try {
    for await (const event of await stream) {
      last = event
      if (event.kind === 'progress') progress.show(event.stage, event.done, event.total)
    }
  } finally {
    progress.end()
  }
  if (last === null) throw new Error('A stream ended without a word')
  return last
}

async function allRows(
  client: SignedInCommand['client'],
  draftId: string,
  group: 'rejected' | 'possible_duplicates',
): Promise<ImportPreviewRow[]> {
  const rows: ImportPreviewRow[] = []
  for (;;) {
    const page = await client.imports.previewRows({ draftId, group, offset: rows.length, limit: rowsAtOnce })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) return rows
  }
}
