import { formatDate, isIsoDate } from '../../../shared/format/dates.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { compareFacts, type FactChange } from '../../domain/import-rows/compare-facts.ts'
import { factsOfRow } from '../../domain/import-rows/row-facts.ts'
import type { ValidRow } from '../../domain/import-rows/valid-row.ts'
import type { ChildContactTable, ChildTable, ReferralTable } from '../../store/schema.ts'
import type { Lookups } from './lookups.ts'
import {
  type ContactColumns,
  contactsOf,
  type ChildColumns,
  mergedChildColumns,
  referralColumns,
  type ReferralColumns,
} from './row-columns.ts'

/** What the rows of a file change in one stored child. */
export interface ChildChanges {
  columns: Partial<ChildColumns>
  contacts: { contactId: string | null; columns: ContactColumns }[]
  words: string[]
}

/** What one row changes in its stored referral. */
export interface ReferralChanges {
  columns: Partial<ReferralColumns>
  facts: FactChange[]
  words: string[]
  /** What stays although the file says otherwise, in words. */
  kept: string[]
}

const labels: Record<keyof ChildColumns | keyof ReferralColumns, string> = {
  local_patient_id: 'Local patient id',
  nhs_number: 'NHS number',
  nhs_number_status: 'NHS number status',
  family_name: 'Family name',
  given_name: 'Given name',
  preferred_name: 'Preferred name',
  date_of_birth: 'Date of birth',
  gender: 'Gender',
  ethnic_category: 'Ethnic category',
  postcode: 'Postcode',
  imd_decile: 'Deprivation decile',
  gp_practice_code: 'GP practice',
  school: 'School',
  language: 'Language',
  interpreter_needed: 'Interpreter needed',
  child_in_care: 'Child in care',
  cp_plan: 'Child protection plan',
  child_in_need: 'Child in need',
  ehcp: 'EHCP',
  external_id: 'Referral id',
  pathways: 'Pathway',
  original_referral_date: 'Original referral date',
  source_of_referral: 'Source of referral',
  referrer_role: 'Referrer role',
  reason_codes: 'Reasons',
  reason_text: 'Reason text',
  red_flags_asked: 'Red flags asked',
  red_flags: 'Red flags',
  evidence: 'Evidence',
  consent_status: 'Consent',
  consent_giver_role: 'Consent given by',
}

const yesOrNo: ReadonlySet<string> = new Set([
  'interpreter_needed',
  'child_in_care',
  'cp_plan',
  'child_in_need',
  'ehcp',
  'red_flags_asked',
])
/** Columns that are stored as a JSON list. */
export const storedLists: ReadonlySet<string> = new Set(['pathways', 'reason_codes', 'red_flags', 'evidence'])

/** What the rows about a stored child change in it and in the people to contact. Blank cells erase nothing. */
export function childChanges(
  lookups: Pick<Lookups, 'contacts' | 'mergedRecordNamed'>,
  child: ChildTable,
  rows: readonly ValidRow[],
): ChildChanges {
  const wanted = wantedColumns(lookups, child, rows)
  // The local id of another system must not replace the one this child was found by.
  if (child.local_patient_id !== null && rows.every((row) => row.nhsNumber === null))
    wanted.local_patient_id = child.local_patient_id
  const columns = changedColumns<ChildColumns>(child, wanted)
  const words = wordsFor(child, columns)
  const stored = lookups.contacts(child.id)
  const contacts: ChildChanges['contacts'] = []
  for (const contact of contactsOf(rows)) {
    const known = sameContact(stored, contact)
    if (known === undefined) {
      contacts.push({ contactId: null, columns: contact })
      words.push('A contact is added.')
      continue
    }
    const changed = changedColumns<ContactColumns>(known, { ...contact, name: known.name })
    if (Object.keys(changed).length === 0) continue
    const { name, relationship, phone, email } = { ...known, ...changed }
    contacts.push({ contactId: known.id, columns: { name, relationship, phone, email } })
    words.push(`Contact: ${Object.keys(changed).join(', ')} changes.`)
  }
  return { columns, contacts, words }
}

/**
 * What the rows say of a stored child. Of rows that name a record merged into it only the news count: what that
 * record said already was settled when people merged the two, and its identifiers never replace the child's.
 */
function wantedColumns(
  lookups: Pick<Lookups, 'mergedRecordNamed'>,
  child: ChildTable,
  rows: readonly ValidRow[],
): Partial<ChildColumns> {
  const told = rows.map((row) => ({ row, record: lookups.mergedRecordNamed(child, row) }))
  const own = told.filter(({ record }) => record === null).map(({ row }) => row)
  if (own.length === rows.length) return mergedChildColumns(rows)
  const wanted: Partial<ChildColumns> = own.length === 0 ? {} : mergedChildColumns(own)
  for (const { row, record } of told) {
    if (record === null) continue
    const columns = Object.entries(mergedChildColumns([row])) as [keyof ChildColumns, never][]
    for (const [column, value] of columns) {
      const isTaken = (column === 'nhs_number' || column === 'local_patient_id') && child[column] !== null
      if (value !== null && value !== record[column] && !isTaken) wanted[column] = value
    }
  }
  return wanted
}

function sameContact(
  stored: readonly ChildContactTable[],
  contact: ContactColumns,
): ChildContactTable | undefined {
  const name = foldForSearch(contact.name)
  return (
    stored.find((each) => foldForSearch(each.name) === name) ??
    stored.find(
      (each) =>
        (contact.phone !== null && each.phone === contact.phone) ||
        (contact.email !== null && each.email === contact.email),
    )
  )
}

/** What a row changes in the referral it was found to be about. */
export function referralChanges(lookups: Lookups, referral: ReferralTable, row: ValidRow): ReferralChanges {
  const wanted = referralColumns(row)
  const kept: string[] = []
  if (row.pathway === null) wanted.pathways = referral.pathways
  if (referral.external_id !== null && wanted.external_id !== null) wanted.external_id = referral.external_id
  const flags = keptFlags(referral.red_flags, row.redFlags)
  if (flags.length > 0) {
    wanted.red_flags = JSON.stringify([...(row.redFlags ?? []), ...flags])
    wanted.red_flags_asked = 1
    kept.push(`Kept: red flags that the file does not name (${flags.join(', ')}).`)
  }
  const columns = changedColumns<ReferralColumns>(referral, wanted)
  const facts = compareFacts(lookups.events(referral.id), factsOfRow(row))
  return {
    columns,
    facts: facts.changes,
    words: [...wordsFor(referral, columns), ...facts.words],
    kept: [...kept, ...facts.kept],
  }
}

/** Red flags on record that a file with an answer leaves out: an import never takes a red flag away. */
function keptFlags(stored: string | null, inFile: readonly string[] | null): string[] {
  if (stored === null || inFile === null) return []
  return (JSON.parse(stored) as string[]).filter((flag) => !inFile.includes(flag))
}

/** Whether anything would be written. */
export function changesSomething(changes: ChildChanges | ReferralChanges): boolean {
  const more = 'facts' in changes ? changes.facts : changes.contacts
  return more.length > 0 || Object.keys(changes.columns).length > 0
}

function changedColumns<Columns extends object>(stored: Columns, wanted: Partial<Columns>): Partial<Columns> {
  const changed: Partial<Columns> = {}
  for (const column of Object.keys(wanted) as (keyof Columns)[]) {
    const value = wanted[column]
    if (value !== null && value !== undefined && value !== stored[column]) changed[column] = value
  }
  return changed
}

function wordsFor(stored: object, changed: Partial<ChildColumns & ReferralColumns>): string[] {
  const before = new Map<string, unknown>(Object.entries(stored))
  return (Object.keys(changed) as (keyof typeof labels)[]).map((column) => {
    const was = valueInWords(column, before.get(column))
    return `${labels[column]}: ${was === '' ? 'was blank' : was} becomes ${valueInWords(column, changed[column])}.`
  })
}

function valueInWords(column: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (yesOrNo.has(column)) return value === 1 ? 'yes' : 'no'
  if (typeof value !== 'string') return String(value)
  if (storedLists.has(column)) return (JSON.parse(value) as string[]).join('; ') || 'none'
  return isIsoDate(value) ? formatDate(value) : value
}
