/** Longest text of each kind that is accepted, in characters. They are those of the forms in the app. */
export const longest = {
  name: 100,
  identifier: 40,
  referralId: 60,
  code: 60,
  listItems: 50,
  short: 100,
  phone: 40,
  email: 200,
  school: 200,
  /** A referral letter's reason runs to two pages at most; more belongs in an attached document. */
  reasonText: 4000,
} as const

const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const spaces = /[\s\u00a0]+/g
const lineEnds = /\r\n?/g
const spacesInLine = /[^\S\n]+/g

function isPlain(cell: string): boolean {
  let before = 32
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i)
    if (code < 32 || code > 126 || (code === 32 && before === 32)) return false
    before = code
  }
  return before !== 32 || cell.length === 0
}

function isDamaged(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i)
    if (code === 0xfffd || code === 127 || (code < 32 && code !== 9 && code !== 10 && code !== 13))
      return true
  }
  return false
}

/**
 * The cell without outer and repeated spaces and without characters that cannot be seen (text-direction marks,
 * zero-width spaces, soft hyphens), which would make equal names differ. Joiners inside emoji and scripts stay.
 * Null where the cell holds a control character such as a null byte, or a character that was already lost.
 */
export function tidyCell(cell: string, keepLines = false): string | null {
  if (isPlain(cell)) return cell
  if (isDamaged(cell)) return null
  const visible = cell.replace(invisible, '')
  if (!keepLines) return visible.replace(spaces, ' ').trim()
  return visible.replace(lineEnds, '\n').replace(spacesInLine, ' ').trim()
}

const blanks = new Set(['null', 'n/a', 'na', '#n/a', 'nil', '-', '--', '.', 'not asked'])

/** Whether a tidied cell of a column other than a name says that nothing is there (`NULL`, `N/A`, `-`). */
export function isBlank(text: string): boolean {
  return text.length === 0 || (text.length <= 9 && blanks.has(text.toLowerCase()))
}

/** The value inside `="…"`, which some systems write so that a spreadsheet keeps leading zeros. */
export function withoutTextGuard(text: string): string {
  return text.length >= 3 && text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text
}

/** yes, y, true, 1 → true; no, n, false, 0 → false; undefined for anything else. */
export function readYesNo(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'yes':
    case 'y':
    case 'true':
    case 't':
    case '1':
      return true
    case 'no':
    case 'n':
    case 'false':
    case 'f':
    case '0':
      return false
    default:
      return undefined
  }
}

/** A whole number from `from` to `to`, or undefined. A trailing `.0` from a spreadsheet is accepted. */
export function readWhole(text: string, from: number, to: number): number | undefined {
  if (!/^\d{1,9}(\.0+)?$/.test(text)) return undefined
  const value = Number(text)
  return value >= from && value <= to ? value : undefined
}

const postcodeShape = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/

/** A UK postcode in upper case with one space, or undefined. The shape is checked, not that it exists. */
export function readPostcode(text: string): string | undefined {
  const compact = text.toUpperCase().replace(/[\s.-]+/g, '')
  return postcodeShape.test(compact) ? `${compact.slice(0, -3)} ${compact.slice(-3)}` : undefined
}

/** An organisation code of 3 to 8 letters and digits in upper case, or undefined. */
export function readOrganisationCode(text: string): string | undefined {
  const code = text.toUpperCase()
  return /^[A-Z0-9]{3,8}$/.test(code) ? code : undefined
}

/** Values separated by semicolons (a vertical bar or a new line is accepted too), without blanks and repeats. */
export function splitList(text: string): string[] {
  if (!/[;|\n]/.test(text)) return [text]
  return [...new Set(text.split(/[;|\n]/).map((item) => item.trim()))].filter((item) => item !== '')
}
