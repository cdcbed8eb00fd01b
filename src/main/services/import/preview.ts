import type { ImportMapping, ImportProgress } from '../../../shared/contract/imports.ts'
import type { Refusal, Result } from '../../../shared/result.ts'
import { refuse } from '../../../shared/result.ts'
import { arrangeCells } from '../../domain/import-rows/header-mapping.ts'
import type { ServiceContext } from '../context.ts'
import { toService } from '../nhs-services/rows.ts'
import { Refused } from '../refused.ts'
import { withoutFormulaEscape } from '../spreadsheets/csv-writer.ts'
import { countsOf, type Draft, keepDraft, newDraftId } from './draft.ts'
import { findPairs } from './find-pairs.ts'
import { Lookups } from './lookups.ts'
import { missingFromFile } from './missing.ts'
import { packCells } from './packed-cells.ts'
import { RowPlacer } from './place-rows.ts'
import { planUpdates } from './plan-draft.ts'
import type { Report } from './progress.ts'
import { openTable } from './reading/open-table.ts'
import type { Table } from './reading/table.ts'
import { timeSlices } from './time-slices.ts'

export interface PreviewInput {
  /** Where the file is and what it is called. */
  path: string
  name: string
  sheet: string | null
  source: string
  mapping: ImportMapping
}

export const stopped: Refusal = {
  kind: 'cancelled',
  message: 'Stopped before it finished. Nothing was changed.',
}

/**
 * Reads and checks a whole file and finds what each row is about. Keeps the result as a draft of the person who
 * asks; changes nothing. Throws a refusal when the file cannot be read or the signal stops it.
 */
export async function makePreview(
  context: ServiceContext,
  input: PreviewInput,
  report: Report,
  signal: AbortSignal,
): Promise<ImportProgress> {
  const table = await open(input, report, signal)
  const draft = await newDraft(context, input, table)
  const placer = new RowPlacer(draft, new Lookups(context.store.bare.reader))
  await readRows(table, draft, placer, report, signal)
  await finishDraft(context, draft, placer, report, signal)
  keepDraft(context.store, draft)
  return { kind: 'preview', draftId: draft.id, counts: countsOf(draft) }
}

/** Finds the child and referral of every row of a draft anew, after cells of it were changed. */
export async function replanDraft(context: ServiceContext, draft: Draft, signal: AbortSignal): Promise<void> {
  const rows = draft.rows.map((row) => ({ ...row }))
  draft.rows = []
  draft.children = []
  const placer = new RowPlacer(draft, new Lookups(context.store.bare.reader))
  const slices = timeSlices()
  for (const row of rows) {
    const whole =
      row.issues.length === 1 && row.issues[0]?.column === '' && row.issues[0].code === 'invalid_value'
    placer.add(row.row, row.cells, row.original ?? row.cells, whole ? row.issues[0]?.message : undefined)
    if (slices.over) await slices.rest()
  }
  await finishDraft(context, draft, placer, () => undefined, signal)
}

async function finishDraft(
  context: ServiceContext,
  draft: Draft,
  placer: RowPlacer,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const { reader } = context.store.bare
  const slices = timeSlices()
  const total = draft.children.length
  await planUpdates(draft, new Lookups(reader), slices, signal, (done) =>
    report({ kind: 'progress', stage: 'checking', done, total }),
  )
  stopIf(signal)
  draft.pairs = await findPairs(draft, reader, slices, signal, (done) =>
    report({ kind: 'progress', stage: 'matching', done, total }),
  )
  stopIf(signal)
  draft.missing = await missingFromFile(context.store.bare.reader, draft, placer.mentioned, slices, signal)
  stopIf(signal)
}

async function open(input: PreviewInput, report: Report, signal: AbortSignal): Promise<Table> {
  const opened = await openTable(input.path, {
    sheet: input.sheet,
    signal,
    onProgress: ({ bytes, sizeBytes }) =>
      report({ kind: 'progress', stage: 'reading', done: bytes, total: sizeBytes }),
  })
  if (!opened.ok) throw new Refused(opened.refusal)
  const { headers } = opened.value
  const problem = mappingProblem(input.mapping, headers.length)
  if (!problem.ok) throw new Refused(problem.refusal)
  return opened.value
}

function mappingProblem(mapping: ImportMapping, columns: number): Result<never> | { ok: true } {
  const outside = Object.values(mapping).some((index) => index !== null && index >= columns)
  return outside
    ? refuse('invalid', 'A column is mapped that the file does not have. Choose the columns again.', {
        field: 'mapping',
      })
    : { ok: true }
}

async function newDraft(context: ServiceContext, input: PreviewInput, table: Table): Promise<Draft> {
  const services = await context.store.read.selectFrom('service').selectAll().execute()
  return {
    id: newDraftId(),
    personId: context.person.id,
    source: input.source,
    fileName: input.name,
    sha256: table.sha256,
    headers: table.headers,
    mapping: input.mapping,
    validation: { today: context.today(), services: services.map(toService) },
    rows: [],
    children: [],
    pairs: [],
    missing: [],
  }
}

async function readRows(
  table: Table,
  draft: Draft,
  placer: RowPlacer,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const arrange = arrangeCells(draft.mapping)
  const slices = timeSlices()
  for await (const slice of table.slices()) {
    for (const { row, cells, problem } of slice) {
      const given = cells.map((cell) => (cell.startsWith("'") ? withoutFormulaEscape(cell) : cell))
      placer.add(row, packCells(arrange(given)), packCells(cells), problem)
      if (!slices.over) continue
      stopIf(signal)
      report({ kind: 'progress', stage: 'checking', done: draft.rows.length, total: null })
      await slices.rest()
    }
  }
  stopIf(signal)
  const outcome = table.outcome()
  if (!outcome.ok) throw new Refused(outcome.refusal)
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new Refused(stopped)
}
