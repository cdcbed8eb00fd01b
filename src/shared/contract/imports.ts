import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { type ImportHeader, importColumns } from '../codes/import-columns.ts'
import { fileToken, type Page, pageInput, procedure, reasonText, rowId } from './procedure.ts'

const importHeader = z.enum(importColumns.map((column) => column.header))
export const importMapping = z.partialRecord(importHeader, z.number().int().min(0).nullable())
/** Which column of the file (0-based) feeds each import column; null or absent: none does. */
export type ImportMapping = Partial<Record<ImportHeader, number | null>>

export interface ImportInspection {
  fileName: string
  kind: 'csv' | 'xlsx'
  sizeBytes: number
  sheets: string[]
  sheet: string | null
  headers: string[]
  /** Up to three values of each column. */
  examples: string[][]
  mapping: ImportMapping
  /** Whether the mapping was remembered from an earlier file of this source. */
  remembered: boolean
  missingRequired: string[]
  /** When this very file was imported before. */
  importedBefore: { at: string; by: string } | null
}

export interface ImportCounts {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  possibleDuplicates: number
  missingFromFile: number
}

export interface RowProblem {
  row: number
  column: string
  code: string
  message: string
}

export type ImportRowGroup = 'created' | 'updated' | 'unchanged' | 'rejected' | 'possible_duplicates'

/** A row of the file in the preview: its cells by import column, its group and its problems. */
export interface ImportPreviewRow {
  row: number
  group: ImportRowGroup
  cells: Record<string, string>
  problems: RowProblem[]
  /** For updates: what would change, in words. */
  changes: string[]
  /** For possible duplicates: who it may be. */
  mayBe: string[]
}

/** A referral on the list that the file does not mention: a list to check, never a removal. */
export interface MissingFromFileRow {
  referralId: string
  childId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  serviceId: string
  receivedDate: string
  status: string
}

export type ImportProgress =
  | {
      kind: 'progress'
      stage: 'reading' | 'checking' | 'matching' | 'saving'
      done: number
      total: number | null
    }
  | { kind: 'preview'; draftId: string; counts: ImportCounts }
  | { kind: 'committed'; batchId: string; counts: ImportCounts }

export interface ImportBatch {
  batchId: string
  fileName: string
  source: string
  importedAt: string
  importedBy: string
  counts: ImportCounts
  undone: { at: string; by: string; reason: string } | null
  canUndo: boolean
}

export const imports = {
  inspect: procedure
    .input(
      z.object({
        file: fileToken,
        sheet: z.string().max(200).nullable().default(null),
        source: z.string().max(60).default(''),
      }),
    )
    .output(type<ImportInspection>()),
  /** Reads and checks the whole file; nothing is changed. Ends with `preview`. */
  preview: procedure
    .input(
      z.object({
        file: fileToken,
        sheet: z.string().max(200).nullable().default(null),
        source: z.string().trim().min(1).max(60),
        mapping: importMapping,
      }),
    )
    .output(eventIterator(type<ImportProgress>())),
  previewRows: procedure
    .input(
      z.object({
        draftId: rowId,
        group: z.enum(['created', 'updated', 'unchanged', 'rejected', 'possible_duplicates']),
        ...pageInput,
      }),
    )
    .output(type<Page<ImportPreviewRow>>()),
  missingFromFile: procedure
    .input(z.object({ draftId: rowId, ...pageInput }))
    .output(type<Page<MissingFromFileRow>>()),
  /** Changes cells of one row of the draft and checks it again. */
  fixRow: procedure
    .input(
      z.object({ draftId: rowId, row: z.number().int(), cells: z.record(z.string(), z.string().max(10000)) }),
    )
    .output(type<{ row: ImportPreviewRow; counts: ImportCounts }>()),
  saveRejects: procedure
    .input(z.object({ draftId: rowId, file: fileToken }))
    .output(type<{ rows: number }>()),
  /** Saves the good rows in one transaction. Ends with `committed`. */
  commit: procedure.input(z.object({ draftId: rowId })).output(eventIterator(type<ImportProgress>())),
  discard: procedure.input(z.object({ draftId: rowId })).output(type<{ done: true }>()),
  batches: procedure.input(z.object({ ...pageInput })).output(type<Page<ImportBatch>>()),
  undo: procedure
    .input(z.object({ batchId: rowId, reason: reasonText }))
    .output(type<{ undone: number; kept: { referralId: string; childName: string; why: string }[] }>()),
}
