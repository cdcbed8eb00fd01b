import { importHeaders } from '../../shared/codes/import-columns.ts'
import type { ImportHeader, ImportRow } from '../../shared/codes/import-columns.ts'
import { dayOf, isoOf } from './days.ts'
import { csvLine, toImportRow } from './import-rows.ts'
import { generateHistories } from './histories.ts'

/** A cell that an import must refuse: the row counts the header as 1; the code is a rejection code of the import. */
export interface MessyProblem {
  row: number
  column: ImportHeader
  code: string
}

export interface MessyExtract {
  /** CSV with a byte order mark, as spreadsheets save it. */
  text: string
  rows: number
  problems: MessyProblem[]
}

interface Change {
  cells: Partial<ImportRow> | ((row: ImportRow) => Partial<ImportRow>)
  problem?: { column: ImportHeader; code: string }
}

const goodRows = 28

/** Keys that no other generated extract uses, so that the sample can be tried on top of made-up children. */
function underOwnKeys(row: ImportRow): ImportRow {
  return { ...row, local_patient_id: `EX${row.local_patient_id}`, referral_id: `EX${row.referral_id}` }
}

/**
 * A small extract such as a real system gives on a bad day: about sixty rows, some of which must be refused (listed
 * with the reason), some that look odd and are right (mixed date formats, spaces in numbers, accents, twins).
 */
export function generateMessyCsv({
  seed = 'messy',
  asAt = '2025-10-31',
}: { seed?: string | number; asAt?: string } = {}): MessyExtract {
  const sources = [...generateHistories({ referrals: 280, seed, asAt })].map((history) =>
    underOwnKeys(toImportRow(history)),
  )
  const originals = [...new Map(sources.map((row) => [row.local_patient_id, row])).values()].filter(
    (row) => row.nhs_number !== '' && row.first_contact_date === '' && row.closed_date === '',
  )
  const rows: ImportRow[] = originals.slice(0, goodRows)
  const problems: MessyProblem[] = []
  const changes = [...refusedChanges(), ...oddChanges()]
  let next = goodRows
  const add = (row: ImportRow, problem?: Change['problem']): void => {
    rows.push(row)
    if (problem) problems.push({ row: rows.length + 1, ...problem })
  }
  for (const { cells, problem } of changes) {
    const row = takeOriginal(originals, next++)
    add({ ...row, ...(typeof cells === 'function' ? cells(row) : cells) }, problem)
  }
  add({ ...rows[3]! }, { column: 'referral_id', code: 'duplicate_row' })
  const other = takeOriginal(originals, next++)
  add({ ...other, nhs_number: rows[5]!.nhs_number }, { column: 'nhs_number', code: 'nhs_number_conflict' })
  for (const row of twins(takeOriginal(originals, next++))) add(row)
  add(secondRecord(rows[7]!))
  const text = `\uFEFF${csvLine(importHeaders)}${rows.map((row) => csvLine(importHeaders.map((header) => row[header]))).join('')}`
  return { text, rows: rows.length, problems }
}

function takeOriginal(originals: readonly ImportRow[], at: number): ImportRow {
  const row = originals[at]
  if (!row) throw new Error('The messy extract needs more made-up referrals')
  return row
}

function refused(column: ImportHeader, code: string, value: string, more: Partial<ImportRow> = {}): Change {
  return { cells: { ...more, [column]: value }, problem: { column, code } }
}

function refusedChanges(): Change[] {
  return [
    refused('nhs_number', 'invalid_nhs_number', '9991234560'),
    refused('nhs_number', 'invalid_nhs_number', '999 OO1 2345'),
    refused('nhs_number', 'invalid_nhs_number', '9999999999'),
    refused('referral_received_date', 'invalid_date', '31/02/2025'),
    refused('referral_received_date', 'invalid_date', '2025-13-01'),
    refused('referral_received_date', 'invalid_date', '03/04/25'),
    refused('date_of_birth', 'invalid_date', 'about 2019'),
    refused('referral_received_date', 'future_date', '2099-01-05'),
    refused('referral_received_date', 'before_birth', '14/02/2001'),
    refused('service', 'unknown_service', 'podiatry'),
    refused('service', 'required', ''),
    refused('family_name', 'required', ''),
    refused('date_of_birth', 'required', ''),
    refused('nhs_number', 'required', '', { local_patient_id: '' }),
    {
      cells: (row) => ({ closed_date: dayBefore(row.referral_received_date), closed_reason: 'declined' }),
      problem: { column: 'closed_date', code: 'date_order' },
    },
    refused('imd_decile', 'invalid_value', '=1+1'),
    {
      cells: (row) => ({ closed_date: row.referral_received_date, closed_reason: 'lost in the post' }),
      problem: { column: 'closed_reason', code: 'unknown_code' },
    },
    refused('gender', 'unknown_code', 'Q7'),
    refused('wnb_count', 'invalid_value', 'two'),
    refused('reason_text', 'too_long', 'Seen by the health visitor and the nursery. '.repeat(120).trim()),
  ]
}

function oddChanges(): Change[] {
  return [
    { cells: { nhs_number: '999 000 0018', service: 'Audiology', pathway: 'hearing' } },
    { cells: { service: '(CYP) Therapy interventions: Speech and language', pathway: 'language' } },
    { cells: { referral_received_date: '03/09/2025', triage_date: '', triage_outcome: '', priority: '' } },
    { cells: { referral_received_date: '7 Oct 2025', triage_date: '', triage_outcome: '', priority: '' } },
    { cells: { referral_received_date: '14-OCT-2025', triage_date: '', triage_outcome: '', priority: '' } },
    { cells: { family_name: "O'Farrell-D’Souza", given_name: 'Zoë' } },
    { cells: { school: '=HYPERLINK("example")', reason_text: '+44 rang twice, "no answer"' } },
    { cells: { reason_text: 'First line.\nSecond line, with a comma; and 🙂' } },
    { cells: { interpreter_needed: 'Y', child_in_care: '0', ehcp: 'TRUE', cp_plan: 'N' } },
    { cells: { given_name: '  Maisie  ', family_name: 'WAINWRIGHT', postcode: 'qa4 3ck' } },
  ]
}

function dayBefore(iso: string): string {
  return isoOf(dayOf(iso) - 1)
}

function twins(row: ImportRow): ImportRow[] {
  const first = {
    ...row,
    given_name: 'Ayaan',
    family_name: 'Mirza',
    nhs_number: '9990000026',
    local_patient_id: 'T0001',
    referral_id: 'T1',
  }
  const second = {
    ...first,
    given_name: 'Aleena',
    nhs_number: '9990000034',
    local_patient_id: 'T0002',
    referral_id: 'T2',
  }
  return [first, second]
}

function secondRecord(row: ImportRow): ImportRow {
  return {
    ...row,
    local_patient_id: 'D0001',
    referral_id: 'D1',
    nhs_number: '',
    nhs_number_status: '04',
    family_name: `${row.family_name}s`,
  }
}
