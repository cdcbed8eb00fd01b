import { isPalindrome, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'
import { isCalendarDate } from '../clocks/days.ts'
import { type CodeListId, codeListOf, mayBeInList } from './code-lists.ts'

/** How a field is written. */
export type FieldFormat =
  | { kind: 'text'; longest: number }
  | { kind: 'date' }
  | { kind: 'time' }
  | { kind: 'date_time' }
  | { kind: 'whole' }
  | { kind: 'organisation' }
  | { kind: 'practice' }
  | { kind: 'postcode' }
  | { kind: 'nhs_number' }
  | { kind: 'language' }
  | { kind: 'code'; longest: number; list: CodeListId | null }

const time = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
// As NHS England's validator has it: the space is required.
const postcode = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/

/**
 * Whether a value is written as its field asks. Dates are CCYY-MM-DD and must exist, times hh:mm:ss; an NHS number has
 * its check digit and is no palindrome, which NHS England's validator refuses. Source: NHS England's published
 * validation code; CSDS v1.6.
 */
export function isWellFormed(value: string, format: FieldFormat): boolean {
  switch (format.kind) {
    case 'text':
      return value.length <= format.longest
    case 'date':
      return isCalendarDate(value)
    case 'time':
      return time.test(value)
    case 'date_time':
      return value[10] === 'T' && isCalendarDate(value.slice(0, 10)) && time.test(value.slice(11))
    case 'whole':
      return /^\d{1,9}$/.test(value)
    case 'organisation':
      return /^[A-Z0-9]{3,6}$/.test(value)
    case 'practice':
      return /^[A-Z]\d{5}$/.test(value)
    case 'postcode':
      return postcode.test(value)
    case 'nhs_number':
      return /^\d{10}$/.test(value) && isValidNhsNumber(value) && !isPalindrome(value)
    case 'language':
      return /^[a-z]{2}$/.test(value)
    case 'code':
      return value.length <= format.longest && (format.list === null || mayBeInList(format.list, value))
  }
}

/** What a field asks for, in words that end a sentence. */
export function formatWords(format: FieldFormat): string {
  switch (format.kind) {
    case 'text':
      return `text of at most ${format.longest} characters`
    case 'date':
      return 'a date written CCYY-MM-DD'
    case 'time':
      return 'a time written hh:mm:ss'
    case 'date_time':
      return 'a date and time written CCYY-MM-DDThh:mm:ss'
    case 'whole':
      return 'a whole number'
    case 'organisation':
      return 'an organisation code of 3 to 6 letters and digits'
    case 'practice':
      return 'a practice code of a letter and 5 digits'
    case 'postcode':
      return 'a postcode with one space'
    case 'nhs_number':
      return 'a valid NHS number of 10 digits'
    case 'language':
      return 'a language code of 2 letters'
    case 'code':
      return format.list === null
        ? `a code of at most ${format.longest} characters`
        : `a code of the list ${codeListOf(format.list).name}`
  }
}
