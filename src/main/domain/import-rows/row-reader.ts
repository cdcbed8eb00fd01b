import { importColumns, importHeaders, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import { readDate } from '../../../shared/format/dates.ts'
import * as cell from './cells.ts'
import { type CodeLookup, openLists } from './code-lists.ts'
import type { RejectionCode, RowIssue, RowWarning } from './problems.ts'

const at = Object.fromEntries(importHeaders.map((header, index) => [header, index])) as Record<
  ImportHeader,
  number
>

/** Column names as people read them: "Date of birth", "NHS number". */
export const columnLabels = Object.fromEntries(
  importColumns.map(({ header }) => {
    const words = header.replaceAll('_', ' ')
    const label = words.charAt(0).toUpperCase() + words.slice(1)
    return [
      header,
      label
        .replace(/\bnhs\b/i, 'NHS')
        .replace(/^Gp\b/, 'GP')
        .replace(/^Imd\b/, 'IMD')
        .replace('Ehcp', 'EHCP')
        .replace('Wnb', 'Was not brought'),
    ]
  }),
) as Record<ImportHeader, string>

const spreadsheetError = /^#(?:REF|VALUE|DIV\/0|NULL|NUM|SPILL|CALC)!|^#NAME\?/

const freeText: ReadonlySet<ImportHeader> = new Set([
  'school',
  'language',
  'contact_name',
  'contact_relationship',
  'contact_phone',
  'contact_email',
  'reason_text',
])

/** The cells of one row while it is being checked, with the problems found so far. */
export class RowReader {
  readonly issues: RowIssue[] = []
  readonly warnings: RowWarning[] = []
  readonly row: number
  readonly values: readonly string[]
  readonly today: string

  constructor(row: number, values: readonly string[], today: string) {
    this.row = row
    this.values = values
    this.today = today
  }

  reject(column: ImportHeader, code: RejectionCode, message: string): null {
    this.issues.push({ row: this.row, column, code, message })
    return null
  }

  warn(column: ImportHeader, code: RowWarning['code'], message: string): void {
    this.warnings.push({ row: this.row, column, code, message })
  }

  /** The tidied cell; null when blank, damaged or a formula (all but the first are reported). */
  raw(column: ImportHeader, keepLines = false): string | null {
    const value = this.values[at[column]] ?? ''
    if (value === '') return null
    const tidy = cell.tidyCell(value, keepLines)
    if (tidy === null) {
      return this.reject(
        column,
        'invalid_value',
        `${columnLabels[column]} holds a character that cannot be read, such as a null byte. Type the value again.`,
      )
    }
    const text = cell.withoutTextGuard(tidy)
    if (spreadsheetError.test(text)) {
      return this.reject(
        column,
        'invalid_value',
        `${columnLabels[column]} holds a spreadsheet's error instead of a value. Type the value itself.`,
      )
    }
    return text.charCodeAt(0) === 61 ? this.formula(column, text) : text
  }

  /** A formula in free text is only text here, and exports make it harmless; elsewhere it stands for a value. */
  private formula(column: ImportHeader, text: string): string | null {
    if (freeText.has(column)) {
      this.warn(
        column,
        'check_value',
        `${columnLabels[column]} begins with =, as a formula does. It is kept as text.`,
      )
      return text
    }
    return this.reject(
      column,
      'invalid_value',
      `${columnLabels[column]} begins with =, so it is a formula and not a value. Type the value itself.`,
    )
  }

  filled(column: ImportHeader, keepLines = false): string | null {
    const text = this.raw(column, keepLines)
    return text === null || cell.isBlank(text) ? null : text
  }

  text(column: ImportHeader, longest: number, keepLines = false): string | null {
    const text = this.filled(column, keepLines)
    return text === null ? null : this.within(column, text, longest)
  }

  within(column: ImportHeader, text: string, longest: number): string | null {
    if (text.length <= longest) return text
    return this.reject(
      column,
      'too_long',
      `${columnLabels[column]} has ${text.length.toLocaleString('en-GB')} characters. At most ${longest.toLocaleString('en-GB')} are accepted.`,
    )
  }

  required(column: ImportHeader): void {
    // A cell that was refused for another reason is not also missing.
    if (this.issues.some((issue) => issue.column === column)) return
    this.reject(column, 'required', `${columnLabels[column]} is missing.`)
  }

  name(column: 'family_name' | 'given_name' | 'preferred_name'): string | null {
    const text = this.raw(column)
    if (text === null || text === '') return null
    if (!/^[+@#]/.test(text) && /\p{L}/u.test(text)) return this.within(column, text, cell.longest.name)
    return this.reject(
      column,
      'invalid_value',
      `${columnLabels[column]} is not a name: it has no letters in it, or begins with a sign.`,
    )
  }

  date(column: ImportHeader): string | null {
    const text = this.filled(column)
    if (text === null) return null
    const reading = readDate(text)
    if (!reading.ok) return this.reject(column, 'invalid_date', `${columnLabels[column]}: ${reading.message}`)
    if (reading.date <= this.today) return reading.date
    return this.reject(column, 'future_date', `${columnLabels[column]} is in the future.`)
  }

  yesNo(column: ImportHeader): boolean | null {
    const text = this.filled(column)
    if (text === null) return null
    const value = cell.readYesNo(text)
    if (value !== undefined) return value
    return this.reject(
      column,
      'invalid_value',
      `${columnLabels[column]} is neither yes nor no. Accepted: yes, no, y, n, true, false, 1, 0, or blank for not asked.`,
    )
  }

  whole(column: ImportHeader, from: number, to: number): number | null {
    const text = this.filled(column)
    if (text === null) return null
    const value = cell.readWhole(text, from, to)
    if (value !== undefined) return value
    return this.reject(
      column,
      'invalid_value',
      `${columnLabels[column]} is not a whole number from ${from} to ${to}.`,
    )
  }

  shaped(column: ImportHeader, read: (text: string) => string | undefined, accepted: string): string | null {
    const text = this.filled(column)
    if (text === null) return null
    const value = read(text)
    if (value !== undefined) return value
    return this.reject(
      column,
      'invalid_value',
      `${columnLabels[column]} is not in a form that can be read. Accepted: ${accepted}, or blank.`,
    )
  }

  closedCode<C extends string>(column: ImportHeader, lookup: CodeLookup<C>): C | null {
    const text = this.filled(column)
    if (text === null) return null
    const code = lookup.find(text)
    if (code !== undefined) return code
    return this.reject(
      column,
      'unknown_code',
      `${columnLabels[column]} is not a value that is known. Accepted: ${lookup.accepted}.`,
    )
  }

  openCode(column: keyof typeof openLists | 'source_of_referral' | 'contact_relationship'): string | null {
    const text = this.text(column, cell.longest.code)
    if (text === null || column === 'source_of_referral' || column === 'contact_relationship') return text
    return openLists[column].find(text) ?? text
  }

  list(column: 'pathway' | 'reason_codes' | 'red_flags' | 'evidence'): string[] | null {
    const text = this.filled(column, true)
    if (text === null) return null
    if (/^(none|no)$/i.test(text)) return []
    const items = cell.splitList(text)
    if (items.length > cell.longest.listItems) {
      return this.reject(
        column,
        'too_long',
        `${columnLabels[column]} has ${items.length} entries. At most ${cell.longest.listItems} are accepted.`,
      )
    }
    if (items.some((item) => item.length > cell.longest.code)) {
      return this.reject(
        column,
        'too_long',
        `An entry of ${columnLabels[column]} has more than ${cell.longest.code} characters. Entries are separated by ;`,
      )
    }
    return items.map((item) => openLists[column].find(item) ?? item)
  }
}
