import type { DataSetField, DataSetRow, TableId } from './field.ts'
import { dataSetFields, perTable } from './fields.ts'
import { formatWords } from './formats.ts'
import { type FieldProblem, validateDataSetRow } from './validate.ts'

/** Whom a row is about, so that it can be put right. */
export interface RowSubject {
  childId: string
  referralId: string
}

export type ReportLevel = 'error' | 'warning' | 'info' | 'ok'

/** What became of one field in a month's rows. */
export interface FieldReport {
  table: TableId
  field: string
  name: string
  requirement: DataSetField['requirement']
  confidence: DataSetField['confidence']
  codeSet: DataSetField['codeSet']
  rows: number
  filled: number
  /** Expected and blank. */
  missing: number
  /** Filled, but not as asked. */
  invalid: number
  level: ReportLevel
  sentence: string
}

interface Tally {
  filled: number
  missing: RowSubject[]
  invalid: RowSubject[]
}

/** Collects what is wrong with a month's rows as they are made, field by field, with whom each row is about. */
export class DataSetTally {
  readonly rows: Record<TableId, number> = perTable(() => 0)
  readonly #fields = new Map<string, Tally>(
    dataSetFields.map(({ table, field }) => [`${table} ${field}`, { filled: 0, missing: [], invalid: [] }]),
  )

  add(table: TableId, row: DataSetRow, subject: RowSubject): void {
    this.rows[table] += 1
    for (const [field, value] of Object.entries(row)) {
      const tally = (value ?? '') === '' ? undefined : this.#fields.get(`${table} ${field}`)
      if (tally !== undefined) tally.filled += 1
    }
    for (const { field, problem } of validateDataSetRow(table, row)) {
      this.#fields.get(`${table} ${field}`)?.[problem].push(subject)
    }
  }

  /** Whom the rows are about in which a field is missing or invalid. */
  affected(table: TableId, field: string, problem: FieldProblem['problem']): readonly RowSubject[] {
    return this.#fields.get(`${table} ${field}`)?.[problem] ?? []
  }

  /** Every field in order, with its level and a sentence. */
  report(): FieldReport[] {
    return dataSetFields.map((field) => {
      const { filled, missing, invalid } = this.#fields.get(`${field.table} ${field.field}`)!
      const counts = {
        rows: this.rows[field.table],
        filled,
        missing: missing.length,
        invalid: invalid.length,
      }
      const { table, name, requirement, confidence, codeSet } = field
      return {
        table,
        field: field.field,
        name,
        requirement,
        confidence,
        codeSet,
        ...counts,
        level: levelOf(field, counts),
        sentence: sentenceOf(field, counts),
      }
    })
  }
}

type Counts = Pick<FieldReport, 'rows' | 'filled' | 'missing' | 'invalid'>

/**
 * How serious a field's gaps are: an error where a mandatory field is missing or wrong, since the record would be
 * rejected; a warning where a required one is; information where the app cannot hold it or it is optional.
 */
export function levelOf(
  { requirement, expected }: Pick<DataSetField, 'requirement' | 'expected'>,
  { rows, missing, invalid }: Counts,
): ReportLevel {
  if (missing + invalid > 0) {
    if (requirement === 'M') return 'error'
    return requirement === 'R' || invalid > 0 ? 'warning' : 'info'
  }
  return expected === 'not_held' && requirement === 'R' && rows > 0 ? 'info' : 'ok'
}

function sentenceOf(field: DataSetField, counts: Counts): string {
  const { rows, filled, missing, invalid } = counts
  if (rows === 0) return 'The table has no rows this month.'
  if (field.expected === 'not_held') return 'The app holds nothing for it: the column is blank.'
  const parts = []
  if (missing > 0) parts.push(missingWords(field, missing, rows))
  if (invalid > 0) parts.push(invalidWords(field, invalid))
  if (parts.length > 0) return parts.join(' ')
  if (filled === 0) return 'It did not happen this month, so the column is blank.'
  return filled === rows ? 'Filled in every row.' : 'Filled wherever it applies.'
}

function missingWords({ requirement, codeSet }: DataSetField, missing: number, rows: number): string {
  const of =
    missing === rows
      ? `Blank in all ${count(rows)} rows`
      : `Blank in ${count(missing)} of ${count(rows)} rows`
  const because = codeSet === null ? '' : ' The child’s detail or the national code is not recorded.'
  if (requirement === 'M') return `${of}: mandatory, so these records would be rejected.${because}`
  return `${of}, though ${requirement === 'R' ? 'required' : 'optional'}.${because}`
}

function invalidWords({ requirement, format }: DataSetField, invalid: number): string {
  const rows = `${count(invalid)} ${invalid === 1 ? 'row is' : 'rows are'}`
  const what = `${rows} not ${formatWords(format)}`
  return requirement === 'M' ? `${what}, so the records would be rejected.` : `${what}.`
}

function count(number: number): string {
  return number.toLocaleString('en-GB')
}

/** What was found in one sentence, for the head of a report. */
export function verdictOf(fields: readonly FieldReport[]): string {
  const errors = fields.filter(({ level }) => level === 'error').length
  const warnings = fields.filter(({ level }) => level === 'warning').length
  if (errors + warnings === 0) return 'Every field that can be filled is filled and well formed.'
  const parts = [
    ...(errors === 0 ? [] : [`${errors} mandatory ${errors === 1 ? 'field is' : 'fields are'} not right`]),
    ...(warnings === 0 ? [] : [`${warnings} required ${warnings === 1 ? 'field has' : 'fields have'} gaps`]),
  ]
  return `${parts.join(' and ')}.`
}
