import type { ImportHeader } from '../../../shared/codes/import-columns.ts'

/** Why a row is not imported, as the headless commands and the rejects file name it. */
export const rejectionCodes = [
  'required',
  'invalid_date',
  'future_date',
  'before_birth',
  'invalid_nhs_number',
  'nhs_number_conflict',
  'unknown_service',
  'unknown_code',
  'duplicate_row',
  'date_order',
  'too_long',
  'invalid_value',
] as const
export type RejectionCode = (typeof rejectionCodes)[number]

/** One thing wrong with one cell. Messages hold no patient data, so they can be logged and counted. */
export interface RowIssue {
  /** Row of the file, the header being 1. */
  row: number
  /** The column, or an empty string where the row as a whole is wrong. */
  column: ImportHeader | ''
  code: RejectionCode
  message: string
}

/** Something to look at in a row that is imported all the same. */
export interface RowWarning {
  row: number
  column: ImportHeader
  code: 'nhs_number_unusual' | 'nhs_number_shared' | 'check_value'
  message: string
}
