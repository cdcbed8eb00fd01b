import {
  importColumns,
  type ImportCellKind,
  type ImportHeader,
} from '../../../shared/codes/import-columns.ts'
import type { ImportMapping } from '../../../shared/contract/imports.ts'

const special: Partial<Record<ImportHeader, string>> = {
  local_patient_id: 'Local id',
  nhs_number: 'NHS number',
  nhs_number_status: 'NHS number status',
  imd_decile: 'Deprivation decile',
  gp_practice_code: 'GP practice code',
  cp_plan: 'Child protection plan',
  ehcp: 'EHC plan',
  referral_id: 'Referral id',
  referral_received_date: 'Received date',
  wnb_count: 'Times was not brought',
  cancelled_by_family_count: 'Times cancelled by family',
  contact_phone: 'Contact telephone',
}

/** An import column as people call it: "Family name" for `family_name`. */
export function columnName(header: string): string {
  const known = special[header as ImportHeader]
  if (known) return known
  const words = header.replaceAll('_', ' ')
  return words.charAt(0).toLocaleUpperCase('en-GB') + words.slice(1)
}

/** What a column may hold, in words. */
export const kindWords: Record<ImportCellKind, string> = {
  text: 'Text',
  date: 'Date: 04/03/2021, 04-Mar-2021, 4 Mar 2021 or 2021-03-04',
  yes_no: 'Yes or no (y, n, true, false, 1, 0); blank is not asked',
  list: 'One or more, with ; between them',
  count: 'Whole number',
  code: 'Code or its name',
  nhs_number: 'Ten digits, with or without spaces; may be blank',
}

export const aboutWords = { child: 'The child', contact: 'A contact', referral: 'The referral' } as const

/** Required columns that no column of the file feeds, in words; the child's id is one of two. */
export function missingColumns(mapping: ImportMapping): string[] {
  const isFed = (header: ImportHeader) => mapping[header] !== undefined && mapping[header] !== null
  const missing = importColumns
    .filter((column) => 'required' in column && !isFed(column.header))
    .map((column) => columnName(column.header))
  return isFed('nhs_number') || isFed('local_patient_id') ? missing : [...missing, 'NHS number or Local id']
}

/** Which import column a column of the file feeds; null when it is left out. */
export function fedBy(mapping: ImportMapping, index: number): ImportHeader | null {
  return importColumns.find((column) => mapping[column.header] === index)?.header ?? null
}

/** The mapping after one column of the file was given another use; what it fed before is let go. */
export function feed(mapping: ImportMapping, index: number, header: ImportHeader | null): ImportMapping {
  const before = fedBy(mapping, index)
  const next: ImportMapping = { ...mapping }
  if (before !== null) next[before] = null
  if (header !== null) next[header] = index
  return next
}
