import type { DataSetRow, TableId } from './field.ts'
import { fieldsOfTable } from './fields.ts'
import { isWellFormed } from './formats.ts'

/** What is wrong with one field of a row. */
export interface FieldProblem {
  field: string
  problem: 'missing' | 'invalid'
}

/**
 * What is wrong with a row, field by field in their order. A field is missing when it is expected in this row and
 * blank, invalid when it is not written as asked or not in its list. What the app never holds is not called missing.
 */
export function validateDataSetRow(table: TableId, row: DataSetRow): FieldProblem[] {
  const problems: FieldProblem[] = []
  for (const { field, format, expected } of fieldsOfTable(table)) {
    const value = row[field] ?? ''
    if (value !== '') {
      if (!isWellFormed(value, format)) problems.push({ field, problem: 'invalid' })
    } else if (expected === 'always' || (typeof expected === 'function' && expected(row))) {
      problems.push({ field, problem: 'missing' })
    }
  }
  return problems
}
