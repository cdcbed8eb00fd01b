import { importHeaders } from '../../shared/codes/import-columns.ts'
import type { ImportRow } from '../../shared/codes/import-columns.ts'
import type { GeneratedReferral } from './generated.ts'
import { summarise } from './summary.ts'

/** The referral as a row of the canonical import layout: ISO dates, yes or no, lists with `;`, blank for not known. */
export function toImportRow(referral: GeneratedReferral): ImportRow {
  const { child } = referral
  const history = summarise(referral.events)
  return {
    local_patient_id: child.localPatientId,
    nhs_number: text(child.nhsNumber),
    nhs_number_status: child.nhsNumberStatus,
    family_name: child.familyName,
    given_name: child.givenName,
    preferred_name: text(child.preferredName),
    date_of_birth: child.dateOfBirth,
    gender: child.gender,
    ethnic_category: text(child.ethnicCategory),
    postcode: text(child.postcode),
    imd_decile: text(child.imdDecile),
    gp_practice_code: text(child.gpPracticeCode),
    school: text(child.school),
    language: text(child.language),
    interpreter_needed: yesNo(child.interpreterNeeded),
    child_in_care: yesNo(child.childInCare),
    cp_plan: yesNo(child.cpPlan),
    child_in_need: yesNo(child.childInNeed),
    ehcp: yesNo(child.ehcp),
    contact_name: text(child.contactName),
    contact_relationship: text(child.contactRelationship),
    contact_phone: text(child.contactPhone),
    contact_email: text(child.contactEmail),
    referral_id: referral.referralId,
    service: referral.service,
    pathway: referral.pathway.join(';'),
    referral_received_date: referral.receivedDate,
    original_referral_date: text(referral.originalReferralDate),
    source_of_referral: referral.sourceOfReferral,
    referrer_role: referral.referrerRole,
    reason_codes: referral.reasonCodes.join(';'),
    reason_text: text(referral.reasonText),
    red_flags_asked: yesNo(referral.redFlagsAsked),
    red_flags: referral.redFlags.join(';'),
    evidence: referral.evidence.join(';'),
    consent_status: text(referral.consentStatus),
    consent_giver_role: text(referral.consentGiverRole),
    priority: text(history.priority),
    triage_outcome: text(history.triageOutcome),
    triage_date: text(history.triageDate),
    first_contact_date: text(history.firstContactDate),
    last_contact_date: text(history.lastContactDate),
    wnb_count: String(history.wnbCount),
    cancelled_by_family_count: String(history.cancelledByFamilyCount),
    closed_date: text(history.closedDate),
    closed_reason: text(history.closedReason),
  }
}

/** The header line of the import layout, with its line end. */
export function importHeaderLine(): string {
  return csvLine(importHeaders)
}

/** A row as a CSV line with its line end, cells quoted where they must be (RFC 4180). */
export function importLine(row: ImportRow): string {
  return csvLine(importHeaders.map((header) => row[header]))
}

/** Cells as a CSV line with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function text(value: string | number | null): string {
  return value === null ? '' : String(value)
}

function yesNo(value: boolean | null): string {
  if (value === null) return ''
  return value ? 'yes' : 'no'
}
