/** What a cell of an import column holds. */
export type ImportCellKind = 'text' | 'date' | 'yes_no' | 'list' | 'count' | 'code' | 'nhs_number'

/** One column of the canonical import layout. */
export interface ImportColumnDefinition {
  /** Header as written by exports and by the data generator. */
  header: string
  kind: ImportCellKind
  /** A row without it is rejected as `required`. */
  required?: true
  /** What the column is about: the child, a contact of the child, or the referral. */
  about: 'child' | 'contact' | 'referral'
}

/**
 * The canonical import layout in column order: one row is one referral. Dates are written as ISO dates, lists
 * with `;`, booleans as yes or no; a blank cell means not asked. A row also needs one of `nhs_number` and
 * `local_patient_id`.
 */
export const importColumns = [
  { header: 'local_patient_id', kind: 'text', about: 'child' },
  { header: 'nhs_number', kind: 'nhs_number', about: 'child' },
  { header: 'nhs_number_status', kind: 'code', about: 'child' },
  { header: 'family_name', kind: 'text', required: true, about: 'child' },
  { header: 'given_name', kind: 'text', required: true, about: 'child' },
  { header: 'preferred_name', kind: 'text', about: 'child' },
  { header: 'date_of_birth', kind: 'date', required: true, about: 'child' },
  { header: 'gender', kind: 'code', about: 'child' },
  { header: 'ethnic_category', kind: 'code', about: 'child' },
  { header: 'postcode', kind: 'text', about: 'child' },
  { header: 'imd_decile', kind: 'count', about: 'child' },
  { header: 'gp_practice_code', kind: 'text', about: 'child' },
  { header: 'school', kind: 'text', about: 'child' },
  { header: 'language', kind: 'text', about: 'child' },
  { header: 'interpreter_needed', kind: 'yes_no', about: 'child' },
  { header: 'child_in_care', kind: 'yes_no', about: 'child' },
  { header: 'cp_plan', kind: 'yes_no', about: 'child' },
  { header: 'child_in_need', kind: 'yes_no', about: 'child' },
  { header: 'ehcp', kind: 'yes_no', about: 'child' },
  { header: 'contact_name', kind: 'text', about: 'contact' },
  { header: 'contact_relationship', kind: 'code', about: 'contact' },
  { header: 'contact_phone', kind: 'text', about: 'contact' },
  { header: 'contact_email', kind: 'text', about: 'contact' },
  { header: 'referral_id', kind: 'text', about: 'referral' },
  { header: 'service', kind: 'code', required: true, about: 'referral' },
  { header: 'pathway', kind: 'list', about: 'referral' },
  { header: 'referral_received_date', kind: 'date', required: true, about: 'referral' },
  { header: 'original_referral_date', kind: 'date', about: 'referral' },
  { header: 'source_of_referral', kind: 'code', about: 'referral' },
  { header: 'referrer_role', kind: 'code', about: 'referral' },
  { header: 'reason_codes', kind: 'list', about: 'referral' },
  { header: 'reason_text', kind: 'text', about: 'referral' },
  { header: 'red_flags_asked', kind: 'yes_no', about: 'referral' },
  { header: 'red_flags', kind: 'list', about: 'referral' },
  { header: 'evidence', kind: 'list', about: 'referral' },
  { header: 'consent_status', kind: 'code', about: 'referral' },
  { header: 'consent_giver_role', kind: 'code', about: 'referral' },
  { header: 'priority', kind: 'code', about: 'referral' },
  { header: 'triage_outcome', kind: 'code', about: 'referral' },
  { header: 'triage_date', kind: 'date', about: 'referral' },
  { header: 'first_contact_date', kind: 'date', about: 'referral' },
  { header: 'last_contact_date', kind: 'date', about: 'referral' },
  { header: 'wnb_count', kind: 'count', about: 'referral' },
  { header: 'cancelled_by_family_count', kind: 'count', about: 'referral' },
  { header: 'closed_date', kind: 'date', about: 'referral' },
  { header: 'closed_reason', kind: 'code', about: 'referral' },
] as const satisfies readonly ImportColumnDefinition[]

export type ImportHeader = (typeof importColumns)[number]['header']

/** The canonical headers, in order. */
export const importHeaders: readonly ImportHeader[] = importColumns.map((column) => column.header)

/** One row of the layout as text; every header is present, a blank cell is an empty string. */
export type ImportRow = Record<ImportHeader, string>
