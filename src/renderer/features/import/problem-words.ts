import type { RowProblem } from '../../../shared/contract/imports.ts'
import { columnName } from './column-words.ts'

/** One thing wrong with a row: the column by its plain name, then what is wrong. */
export function problemWords({ column, message }: Pick<RowProblem, 'column' | 'message'>): string {
  return column === '' ? message : `${columnName(column)}: ${message}`
}
