import type { ChsBandId } from '../../../shared/codes/bands.ts'

/** Tables of the monthly return: what led to signing, and what was signed. */
export interface SignedReturnTables {
  local_line: LocalLineTable
  return_setting: ReturnSettingTable
  return_override: ReturnOverrideTable
  return_signature: ReturnSignatureTable
  signed_return: SignedReturnTable
  signed_return_row: SignedReturnRowTable
  return_reopening: ReturnReopeningTable
}

/** A line of the provider's own, beside the published ones. */
export interface LocalLineTable {
  id: string
  version: number
  name: string
  active: 0 | 1
  created_at: string
  created_by: string
}

/** One saving of the settings; the highest version is in force. Never changed. */
export interface ReturnSettingTable {
  version: number
  settings: string
  saved_at: string
  saved_by: string
}

export interface ReturnOverrideTable {
  id: string
  month: string
  code: string
  /** '' for a check on the return as a whole. */
  line: string
  subject: string | null
  count: number
  reason: string
  made_at: string
  made_by: string
  withdrawn_at: string | null
  withdrawn_by: string | null
}

/** The first of two signatures, until the month is signed off or it is taken back or void. */
export interface ReturnSignatureTable {
  id: string
  month: string
  /** Hash of what was on the screen. */
  seen: string
  signed_at: string
  signed_by: string
  ended_at: string | null
  ended_as: 'signed_off' | 'withdrawn' | 'void' | null
}

/** A signed return. Its rows come first and it last, in one transaction; then none of them can be touched. */
export interface SignedReturnTable {
  id: string
  month: string
  kind: 'chs'
  version: number
  signed_at: string
  signed_by: string
  last_sequence: number
  /** The canonical document. */
  document: string
  sha256: string
  /** The row of the audit trail that recorded the signing and the hash. */
  audit_sequence: number
}

export type SignedCell =
  'waiting' | 'opening' | 'received' | 'transferred_in' | 'reopened' | 'first_contacts' | 'removals'

/** A child behind a signed figure, as they were then. */
export interface SignedReturnRowTable {
  signed_return_id: string
  cell: SignedCell
  referral_id: string
  ordinal: number
  reason: string | null
  /** The day of coming or going; null for those waiting. */
  happened_on: string | null
  line: string
  service_id: string
  child_id: string
  local_patient_id: string | null
  nhs_number: string | null
  family_name: string
  given_name: string
  date_of_birth: string
  received_date: string
  clock_start: string
  days: number
  band: ChsBandId
  left_on: string | null
  left_by: string | null
}

export interface ReturnReopeningTable {
  signed_return_id: string
  reason: string
  reopened_at: string
  reopened_by: string
}
