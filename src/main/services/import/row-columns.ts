import { foldForSearch } from '../../../shared/format/names.ts'
import type { ValidRow } from '../../domain/import-rows/valid-row.ts'
import type { ChildTable, ReferralTable } from '../../store/schema.ts'
import { asked } from '../children/rows.ts'

/** The columns of a child that a row can fill. */
export type ChildColumns = Pick<
  ChildTable,
  | 'local_patient_id'
  | 'nhs_number'
  | 'nhs_number_status'
  | 'family_name'
  | 'given_name'
  | 'preferred_name'
  | 'date_of_birth'
  | 'gender'
  | 'ethnic_category'
  | 'postcode'
  | 'imd_decile'
  | 'gp_practice_code'
  | 'school'
  | 'language'
  | 'interpreter_needed'
  | 'child_in_care'
  | 'cp_plan'
  | 'child_in_need'
  | 'ehcp'
>

/** A row's child as stored. */
export function childColumns(row: ValidRow): ChildColumns {
  return {
    local_patient_id: row.localPatientId,
    nhs_number: row.nhsNumber,
    nhs_number_status: row.nhsNumberStatus,
    family_name: row.familyName,
    given_name: row.givenName,
    preferred_name: row.preferredName,
    date_of_birth: row.dateOfBirth,
    gender: row.gender,
    ethnic_category: row.ethnicCategory,
    postcode: row.postcode,
    imd_decile: row.imdDecile,
    gp_practice_code: row.gpPracticeCode,
    school: row.school,
    language: row.language,
    interpreter_needed: asked(row.interpreterNeeded),
    child_in_care: asked(row.childInCare),
    cp_plan: asked(row.cpPlan),
    child_in_need: asked(row.childInNeed),
    ehcp: asked(row.ehcp),
  }
}

/** The rows of one child as one: what a later row says counts, what it leaves blank erases nothing. */
export function mergedChildColumns(rows: readonly ValidRow[]): ChildColumns {
  const [first, ...later] = rows.map(childColumns)
  const merged = { ...first! }
  for (const columns of later) {
    for (const [column, value] of Object.entries(columns)) {
      if (value !== null) Object.assign(merged, { [column]: value })
    }
  }
  return merged
}

/** Folded "family given" for sorting. */
export function nameKeyOf(names: Pick<ChildTable, 'family_name' | 'given_name'>): string {
  return foldForSearch(`${names.family_name} ${names.given_name}`)
}

/** The columns of a referral that a row can fill. */
export type ReferralColumns = Pick<
  ReferralTable,
  | 'external_id'
  | 'pathways'
  | 'original_referral_date'
  | 'source_of_referral'
  | 'referrer_role'
  | 'reason_codes'
  | 'reason_text'
  | 'red_flags_asked'
  | 'red_flags'
  | 'evidence'
  | 'consent_status'
  | 'consent_giver_role'
>

/** A row's referral as stored. */
export function referralColumns(row: ValidRow): ReferralColumns {
  return {
    external_id: row.referralId,
    pathways: json(row.pathway) ?? '[]',
    original_referral_date: row.originalReferralDate,
    source_of_referral: row.sourceOfReferral,
    referrer_role: row.referrerRole,
    reason_codes: json(row.reasonCodes),
    reason_text: row.reasonText,
    red_flags_asked: asked(row.redFlagsAsked),
    red_flags: json(row.redFlags),
    evidence: json(row.evidence),
    consent_status: row.consentStatus,
    consent_giver_role: row.consentGiverRole,
  }
}

export interface ContactColumns {
  name: string
  relationship: string | null
  phone: string | null
  email: string | null
}

/** Stands where an extract gives a telephone number or an address and no name. */
export const contactWithoutName = 'Name not recorded'

/** The people to contact whom the rows of one child name, each once. */
export function contactsOf(rows: readonly ValidRow[]): ContactColumns[] {
  const byName = new Map<string, ContactColumns>()
  for (const row of rows) {
    const { contactName, contactRelationship, contactPhone, contactEmail } = row
    if (contactName === null && contactPhone === null && contactEmail === null) continue
    const name = contactName ?? contactWithoutName
    const known = byName.get(foldForSearch(name))
    byName.set(foldForSearch(name), {
      name,
      relationship: contactRelationship ?? known?.relationship ?? null,
      phone: contactPhone ?? known?.phone ?? null,
      email: contactEmail ?? known?.email ?? null,
    })
  }
  return [...byName.values()]
}

function json(list: readonly string[] | null): string | null {
  return list === null ? null : JSON.stringify(list)
}
