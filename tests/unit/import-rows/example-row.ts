import type { ImportHeader } from '../../../src/shared/codes/import-columns.ts'
import { startingServices } from '../../../src/shared/codes/services.ts'
import type { RowContext, RowResult } from '../../../src/main/domain/import-rows/validate-row.ts'
import { validateRow } from '../../../src/main/domain/import-rows/validate-row.ts'
import type { ValidRow } from '../../../src/main/domain/import-rows/valid-row.ts'

export const context: RowContext = { today: '2026-01-31', services: startingServices }

export type Cells = Partial<Record<ImportHeader, string>>

/** A row with what is required and no more. */
export const example: Cells = {
  nhs_number: '9990000018',
  family_name: 'Okafor',
  given_name: 'Amara',
  date_of_birth: '2019-03-04',
  service: 'slt',
  referral_received_date: '2025-06-02',
}

export function check(change: Cells, row = 2): RowResult {
  return validateRow(row, { ...example, ...change }, context)
}

export function valid(change: Cells = {}, row = 2): ValidRow {
  const result = check(change, row)
  if (!result.ok) throw new Error(result.issues.map(({ column, code }) => `${column}: ${code}`).join(', '))
  return result.row
}

/** The problems of a row as `column: code`. */
export function problems(change: Cells): string[] {
  const result = check(change)
  return result.ok ? [] : result.issues.map(({ column, code }) => `${column}: ${code}`)
}
