import { importHeaders, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import { nhsNumberWarningMessages, readNhsNumber } from '../../../shared/format/nhs-number.ts'
import * as cell from './cells.ts'
import { closedLists } from './code-lists.ts'
import type { RowIssue } from './problems.ts'
import { columnLabels, RowReader } from './row-reader.ts'
import { type ImportService, serviceLookup } from './services.ts'
import type { ValidRow } from './valid-row.ts'

export interface RowContext {
  /** `YYYY-MM-DD`; nothing recorded can lie after it. */
  today: string
  services: readonly ImportService[]
}

export type RowResult = { ok: true; row: ValidRow } | { ok: false; issues: RowIssue[] }

/** Checks one row: `values` are the cells in the order of the canonical layout, blank where not mapped. */
export type RowValidator = (row: number, values: readonly string[]) => RowResult

function readNumber(reader: RowReader): string | null {
  const text = reader.filled('nhs_number')
  if (text === null) return null
  const reading = readNhsNumber(text)
  if (!reading.ok) return reader.reject('nhs_number', 'invalid_nhs_number', reading.message)
  for (const warning of reading.warnings) {
    // Made-up children are the whole of a practice store: a warning on each row would say nothing.
    if (warning !== 'test_range')
      reader.warn('nhs_number', 'nhs_number_unusual', nhsNumberWarningMessages[warning])
  }
  return reading.nhsNumber
}

const beforeReceiptIsWrong = [
  'triage_date',
  'first_contact_date',
  'last_contact_date',
  'closed_date',
] as const

/**
 * Reports dates out of order: receipt, triage and contacts may not come before birth; triage, contacts and
 * closure not before receipt; the original referral not after it; the closure not before the first contact.
 */
function checkOrder(reader: RowReader, row: ValidRow): void {
  const dates = {
    referral_received_date: row.receivedDate || null,
    original_referral_date: row.originalReferralDate,
    triage_date: row.triageDate,
    first_contact_date: row.firstContactDate,
    last_contact_date: row.lastContactDate,
    closed_date: row.closedDate,
  }
  const reject = (column: keyof typeof dates, code: 'before_birth' | 'date_order', words: string) =>
    reader.reject(column, code, `${columnLabels[column]} is ${words}. One of the two is wrong.`)

  for (const column of Object.keys(dates) as (keyof typeof dates)[]) {
    const date = dates[column]
    if (date && row.dateOfBirth && date < row.dateOfBirth && column !== 'closed_date') {
      reject(column, 'before_birth', 'before the date of birth')
    }
  }
  const received = dates.referral_received_date
  if (!received) return
  for (const column of beforeReceiptIsWrong) {
    const date = dates[column]
    if (date && date < received) reject(column, 'date_order', 'before the referral was received')
  }
  if (dates.original_referral_date && dates.original_referral_date > received) {
    reject('original_referral_date', 'date_order', 'after the referral was received')
  }
  const { closed_date: closed, first_contact_date: seen } = dates
  if (closed && seen && closed >= received && closed < seen) {
    reject('closed_date', 'date_order', 'before the first contact')
  }
}

/**
 * Red flags listed, or "none" written, mean that they were asked about; "asked" with nothing listed means asked
 * and none. A "no" beside listed flags is doubted in favour of the flags.
 */
function readRedFlags(reader: RowReader): Pick<ValidRow, 'redFlagsAsked' | 'redFlags'> {
  const asked = reader.yesNo('red_flags_asked')
  const flags = reader.list('red_flags')
  if (flags === null) return { redFlagsAsked: asked, redFlags: asked === true ? [] : null }
  if (asked === false && flags.length > 0) {
    reader.warn('red_flags_asked', 'check_value', 'Red flags are listed, so they are taken as asked about.')
  }
  return asked === false && flags.length === 0
    ? { redFlagsAsked: false, redFlags: null }
    : { redFlagsAsked: true, redFlags: flags }
}

/**
 * Makes the check for the rows of one file. All problems of a row are reported, not only the first. A row
 * that passes may still be refused for what other rows say: see `createFileChecks`.
 */
export function createRowValidator(context: RowContext): RowValidator {
  const findService = serviceLookup(context.services)
  const serviceNames = context.services.map((service) => service.name).join(', ')

  function readService(reader: RowReader): string {
    const text = reader.filled('service')
    if (text === null) {
      reader.required('service')
      return ''
    }
    const id = findService(text)
    if (id === undefined) {
      reader.reject(
        'service',
        'unknown_service',
        `Service is not one of this list's services. Accepted: ${serviceNames}.`,
      )
    }
    return id ?? ''
  }

  return (rowNumber, values) => {
    const reader = new RowReader(rowNumber, values, context.today)
    const row: ValidRow = {
      row: rowNumber,
      localPatientId: reader.text('local_patient_id', cell.longest.identifier),
      nhsNumber: readNumber(reader),
      nhsNumberStatus: reader.closedCode('nhs_number_status', closedLists.nhs_number_status),
      familyName: reader.name('family_name') ?? '',
      givenName: reader.name('given_name') ?? '',
      preferredName: reader.name('preferred_name'),
      dateOfBirth: reader.date('date_of_birth') ?? '',
      gender: reader.closedCode('gender', closedLists.gender),
      ethnicCategory: reader.closedCode('ethnic_category', closedLists.ethnic_category),
      postcode: reader.shaped('postcode', cell.readPostcode, 'a full postcode such as LS1 4AP'),
      imdDecile: reader.whole('imd_decile', 1, 10),
      gpPracticeCode: reader.shaped('gp_practice_code', cell.readOrganisationCode, 'a code such as B86001'),
      school: reader.text('school', cell.longest.school),
      language: reader.text('language', cell.longest.short),
      interpreterNeeded: reader.yesNo('interpreter_needed'),
      childInCare: reader.yesNo('child_in_care'),
      cpPlan: reader.yesNo('cp_plan'),
      childInNeed: reader.yesNo('child_in_need'),
      ehcp: reader.yesNo('ehcp'),
      contactName: reader.text('contact_name', cell.longest.name),
      contactRelationship: reader.openCode('contact_relationship'),
      contactPhone: reader.text('contact_phone', cell.longest.phone),
      contactEmail: reader.text('contact_email', cell.longest.email),
      referralId: reader.text('referral_id', cell.longest.referralId),
      service: readService(reader),
      pathway: reader.list('pathway'),
      receivedDate: reader.date('referral_received_date') ?? '',
      originalReferralDate: reader.date('original_referral_date'),
      sourceOfReferral: reader.openCode('source_of_referral'),
      referrerRole: reader.openCode('referrer_role'),
      reasonCodes: reader.list('reason_codes'),
      reasonText: reader.text('reason_text', cell.longest.reasonText, true),
      ...readRedFlags(reader),
      evidence: reader.list('evidence'),
      consentStatus: reader.closedCode('consent_status', closedLists.consent_status),
      consentGiverRole: reader.openCode('consent_giver_role'),
      priority: reader.closedCode('priority', closedLists.priority),
      triageOutcome: reader.closedCode('triage_outcome', closedLists.triage_outcome),
      triageDate: reader.date('triage_date'),
      firstContactDate: reader.date('first_contact_date'),
      lastContactDate: reader.date('last_contact_date'),
      wnbCount: reader.whole('wnb_count', 0, 999),
      cancelledByFamilyCount: reader.whole('cancelled_by_family_count', 0, 999),
      closedDate: reader.date('closed_date'),
      closedReason: reader.closedCode('closed_reason', closedLists.closed_reason),
      warnings: reader.warnings,
    }
    if (row.familyName === '') reader.required('family_name')
    if (row.givenName === '') reader.required('given_name')
    if (row.dateOfBirth === '') reader.required('date_of_birth')
    if (row.receivedDate === '') reader.required('referral_received_date')
    checkIdentity(reader, row)
    checkClosure(reader, row)
    checkOrder(reader, row)
    if (row.contactEmail !== null && !row.contactEmail.includes('@')) {
      reader.warn('contact_email', 'check_value', 'Contact email has no @ in it. It is kept as written.')
    }
    return reader.issues.length === 0 ? { ok: true, row } : { ok: false, issues: reader.issues }
  }
}

function checkIdentity(reader: RowReader, row: ValidRow): void {
  if (row.nhsNumber !== null || row.localPatientId !== null) return
  const refused = reader.issues.some(({ column }) => column === 'nhs_number' || column === 'local_patient_id')
  if (refused) return
  reader.reject(
    'nhs_number',
    'required',
    'The row has neither an NHS number nor a local patient id. One of the two is needed.',
  )
}

/** A closed referral needs both the day and the reason: without them it cannot be counted as a removal. */
function checkClosure(reader: RowReader, row: ValidRow): void {
  if (row.closedReason !== null && row.closedDate === null) reader.required('closed_date')
  if (row.closedDate !== null && row.closedReason === null) reader.required('closed_reason')
}

/** Checks one row given as values by header, as when a person corrects a rejected row. */
export function validateRow(
  row: number,
  values: Readonly<Partial<Record<ImportHeader, string>>>,
  context: RowContext,
): RowResult {
  return createRowValidator(context)(
    row,
    importHeaders.map((header) => values[header] ?? ''),
  )
}
