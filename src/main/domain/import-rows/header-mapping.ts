import { importColumns, importHeaders, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import { readDate } from '../../../shared/format/dates.ts'
import { isValidNhsNumber } from '../../../shared/format/nhs-number.ts'
import { readPostcode } from './cells.ts'
import { headerVariants } from './header-variants.ts'

/** Which column of the file (0-based) feeds each import column. */
export type ColumnMapping = Partial<Record<ImportHeader, number | null>>

/**
 * How sure a proposal is: `exact` is the canonical header, `variant` a spelling that is known, `guess` rests on
 * part of the header and on the values, `none` proposes nothing.
 */
export type MappingConfidence = 'exact' | 'variant' | 'guess' | 'none'

export interface ColumnProposal {
  /** Position in the file, 0-based. */
  index: number
  header: string
  column: ImportHeader | null
  confidence: MappingConfidence
  /** Up to three values that are not blank. */
  examples: string[]
}

export interface MappingProposal {
  columns: ColumnProposal[]
  mapping: ColumnMapping
  /** Required columns that nothing feeds; `nhs_number or local_patient_id` where both are missing. */
  missingRequired: string[]
}

/** A header without case, spaces, punctuation, accents and invisible marks. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const known = new Map<string, { column: ImportHeader; confidence: 'exact' | 'variant' }>()
for (const column of importHeaders) {
  for (const variant of headerVariants[column])
    known.set(headerKey(variant), { column, confidence: 'variant' })
}
for (const column of importHeaders) known.set(headerKey(column), { column, confidence: 'exact' })

/** Words of a header that hint at a column, with what the values must look like for the hint to count. */
const hints: readonly { column: ImportHeader; header: RegExp; values?: (text: string) => boolean }[] = [
  { column: 'nhs_number', header: /nhs/, values: isValidNhsNumber },
  { column: 'date_of_birth', header: /birth|dob/, values: (text) => readDate(text).ok },
  { column: 'family_name', header: /surname|familyname|lastname/ },
  { column: 'given_name', header: /forename|firstname|givenname/ },
  { column: 'postcode', header: /postcode|postal/, values: (text) => readPostcode(text) !== undefined },
  { column: 'original_referral_date', header: /original.*refer/, values: (text) => readDate(text).ok },
  {
    column: 'referral_received_date',
    header: /refer.*(date|receiv)|(date|receiv).*refer/,
    values: (text) => readDate(text).ok,
  },
  {
    column: 'first_contact_date',
    header: /first(contact|appt|appoint|seen|attend)/,
    values: (text) => readDate(text).ok,
  },
  {
    column: 'closed_date',
    header: /(clos|discharg).*date|date.*(clos|discharg)/,
    values: (text) => readDate(text).ok,
  },
  { column: 'contact_phone', header: /phone|mobile/ },
  { column: 'contact_email', header: /email/, values: (text) => text.includes('@') },
]

const rank: Record<MappingConfidence, number> = { exact: 3, variant: 2, guess: 1, none: 0 }

function guess(header: string, examples: readonly string[]): ImportHeader | null {
  const key = headerKey(header)
  const hint = hints.find(
    ({ header: pattern, values }) =>
      pattern.test(key) && (values === undefined || (examples.length > 0 && examples.every(values))),
  )
  return hint?.column ?? null
}

/**
 * Proposes which column of the file feeds each import column, from its headers and its first rows. Where two
 * columns of the file suit one import column, the surer one wins, then the one further left.
 */
export function proposeMapping(
  headers: readonly string[],
  firstRows: readonly (readonly string[])[] = [],
): MappingProposal {
  const columns = headers.map((header, index): ColumnProposal => {
    const examples = firstRows
      .map((cells) => (cells[index] ?? '').trim())
      .filter((text) => text !== '')
      .slice(0, 3)
    const found = known.get(headerKey(header))
    if (found) return { index, header, ...found, examples }
    const guessed = guess(header, examples)
    return { index, header, column: guessed, confidence: guessed ? 'guess' : 'none', examples }
  })

  const mapping: ColumnMapping = {}
  const bySureness = columns.toSorted((a, b) => rank[b.confidence] - rank[a.confidence] || a.index - b.index)
  for (const proposal of bySureness) {
    if (proposal.column === null) continue
    if (mapping[proposal.column] === undefined) {
      mapping[proposal.column] = proposal.index
    } else {
      proposal.column = null
      proposal.confidence = 'none'
    }
  }
  return { columns, mapping, missingRequired: missingRequired(mapping) }
}

/** Required columns that a mapping leaves without a source. */
export function missingRequired(mapping: ColumnMapping): string[] {
  const fed = (column: ImportHeader) => mapping[column] !== undefined && mapping[column] !== null
  const missing: string[] = importColumns
    .filter((column) => 'required' in column && !fed(column.header))
    .map((column) => column.header)
  if (!fed('nhs_number') && !fed('local_patient_id')) missing.push('nhs_number or local_patient_id')
  return missing
}

/** Turns the cells of a file's row into the order of the canonical layout, blank where nothing is mapped. */
export function arrangeCells(mapping: ColumnMapping): (cells: readonly string[]) => string[] {
  const sources = importHeaders.map((header) => mapping[header] ?? -1)
  return (cells) => sources.map((index) => (index >= 0 ? (cells[index] ?? '') : ''))
}
