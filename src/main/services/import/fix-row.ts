import { importHeaders } from '../../../shared/codes/import-columns.ts'
import { withoutFormulaEscape } from '../spreadsheets/csv-writer.ts'
import type { ServiceContext } from '../context.ts'
import type { Draft } from './draft.ts'
import { packCells, unpackCells } from './packed-cells.ts'
import { replanDraft } from './preview.ts'

/** Puts changed cells into a row of a draft and checks the draft again; false when it has no such row. */
export async function changeCells(
  context: ServiceContext,
  draft: Draft,
  rowNumber: number,
  cells: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const row = draft.rows.find((each) => each.row === rowNumber)
  if (row === undefined) return false
  const canonical = unpackCells(row.cells)
  const original = unpackCells(row.original ?? '')
  for (const [index, header] of importHeaders.entries()) {
    const value = cells[header]
    if (value === undefined) continue
    canonical[index] = withoutFormulaEscape(value)
    const column = draft.mapping[header]
    if (row.original !== null && column !== undefined && column !== null) original[column] = value
  }
  row.cells = packCells(canonical)
  if (row.original !== null) row.original = packCells(original)
  // A row that could not be trusted as a whole was read by a person now.
  row.issues = row.issues.filter((issue) => issue.column !== '')
  await replanDraft(context, draft, signal)
  return true
}
