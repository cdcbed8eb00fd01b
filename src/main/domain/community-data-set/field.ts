import type { CodeSetId } from './code-sets.ts'
import type { Confidence } from './code-lists.ts'
import type { FieldFormat } from './formats.ts'

/** The tables that are exported, in order. */
export const dataSetTables = [
  { id: 'CYP000', name: 'Header' },
  { id: 'CYP001', name: 'Master patient index' },
  { id: 'CYP002', name: 'GP practice registration' },
  { id: 'CYP101', name: 'Service or team referral' },
  { id: 'CYP102', name: 'Service or team type referred to' },
  { id: 'CYP103', name: 'Other reason for referral' },
  { id: 'CYP104', name: 'Referral to treatment' },
  { id: 'CYP105', name: 'Onward referral' },
  { id: 'CYP201', name: 'Care contact' },
  { id: 'CYP202', name: 'Care activity' },
] as const
export type TableId = (typeof dataSetTables)[number]['id']

/** A row of a table: what the named fields hold. A field that is not named is blank. */
export type DataSetRow = Readonly<Record<string, string | null>>

/**
 * M mandatory: the record is rejected without it. R required where it applies, not rejected. O optional. P pilot.
 */
export type Requirement = 'M' | 'R' | 'O' | 'P'

/** One field of the data set. */
export interface DataSetField {
  table: TableId
  /** Field name of the intermediate database, v1.6. */
  field: string
  /** Data dictionary name. */
  name: string
  requirement: Requirement
  /** How sure we are of the requirement. Field names and order are published. */
  confidence: Confidence
  format: FieldFormat
  /** The table of codes that fills it, where one does. */
  codeSet: CodeSetId | null
  /**
   * When it should be filled: in every row, only where it happened, or in the rows the test picks. `not_held`: the
   * app records nothing that could fill it.
   */
  expected: 'always' | 'where_it_happened' | 'not_held' | ((row: DataSetRow) => boolean)
}

interface FieldOptions {
  requirement?: Requirement
  confidence?: Confidence
  codeSet?: CodeSetId
  expected?: DataSetField['expected']
}

/** Begins a table’s fields: each is required, from memory, and expected in every row unless said otherwise. */
export function fieldsOf(table: TableId) {
  return (
    field: string,
    name: string,
    format: FieldFormat,
    { requirement = 'R', confidence = 'recalled', codeSet, expected = 'always' }: FieldOptions = {},
  ): DataSetField => ({
    table,
    field,
    name,
    requirement,
    confidence,
    format,
    codeSet: codeSet ?? null,
    expected,
  })
}

/** Text of at most so many characters. */
export const text = (longest: number): FieldFormat => ({ kind: 'text', longest })
/** An identifier: at most 20 characters. */
export const key = text(20)
export const date: FieldFormat = { kind: 'date' }
export const time: FieldFormat = { kind: 'time' }
export const organisation: FieldFormat = { kind: 'organisation' }
export const whole: FieldFormat = { kind: 'whole' }
export const nhsNumber: FieldFormat = { kind: 'nhs_number' }
/** A code of a list that is known, or of one that is not (null). */
export const code = (longest: number, list: Extract<FieldFormat, { kind: 'code' }>['list']): FieldFormat => ({
  kind: 'code',
  longest,
  list,
})
/** Whether a field of the row holds something. */
export const has = (field: string) => (row: DataSetRow) => (row[field] ?? '') !== ''
