/**
 * NHS numbers as ten digits of text. Rules: NHS Data Dictionary, NHS NUMBER (modulus 11); NHS England's own
 * validator also refuses palindromes; issued ranges as published with the NHS number specification.
 */

/** Why a text is not an NHS number. */
export type NhsNumberProblem = 'empty' | 'letters' | 'length' | 'check_digit' | 'placeholder'

/** Something a person should look at although the number passes the check. */
export type NhsNumberWarning = 'palindrome' | 'test_range' | 'outside_issued_ranges'

export type NhsNumberReading =
  | { ok: true; nhsNumber: string; warnings: NhsNumberWarning[] }
  | { ok: false; problem: NhsNumberProblem; message: string }

const separators = /[\s\u00a0\u2000-\u200f\u2028-\u202f\u2060-\u2069\ufeff.\-\u2010-\u2015]+/g

/** The text without spaces, dots, hyphens and invisible marks; anything else typed stays. */
export function cleanNhsNumber(text: string): string {
  return text.replace(separators, '')
}

/** The check digit for nine digits by modulus 11, or null where the nine digits can have none. */
export function nhsNumberCheckDigit(nineDigits: string): number | null {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += (nineDigits.charCodeAt(i) - 48) * (10 - i)
  const check = 11 - (sum % 11)
  if (check === 11) return 0
  return check === 10 ? null : check
}

function isTenDigits(text: string): boolean {
  if (text.length !== 10) return false
  for (let i = 0; i < 10; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** Whether the text, once cleaned, is ten digits with a right check digit. Palindromes pass: see the warnings. */
export function isValidNhsNumber(text: string): boolean {
  const digits = isTenDigits(text) ? text : cleanNhsNumber(text)
  return isTenDigits(digits) && nhsNumberCheckDigit(digits) === digits.charCodeAt(9) - 48
}

/** Whether ten digits read the same backwards, which NHS England's validator refuses. */
export function isPalindrome(digits: string): boolean {
  for (let i = 0; i < 5; i++) if (digits[i] !== digits[9 - i]) return false
  return true
}

function isIssued(digits: string): boolean {
  const first = digits.charCodeAt(0) - 48
  if (first === 3 || first === 4 || first === 6 || first === 7) return true
  // Scottish CHI numbers begin with the date of birth, DDMMYY.
  const day = Number(digits.slice(0, 2))
  const month = Number(digits.slice(2, 4))
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}

/** What to look at in ten digits that pass the check: palindromes, the test range, numbers never issued. */
export function nhsNumberWarnings(digits: string): NhsNumberWarning[] {
  const warnings: NhsNumberWarning[] = []
  if (isPalindrome(digits)) warnings.push('palindrome')
  if (digits.startsWith('999')) warnings.push('test_range')
  else if (!isIssued(digits)) warnings.push('outside_issued_ranges')
  return warnings
}

export const nhsNumberWarningMessages: Record<NhsNumberWarning, string> = {
  palindrome: 'The NHS number reads the same backwards. Check it against the referral.',
  test_range: 'Numbers that begin 999 are for made-up children and are never issued.',
  outside_issued_ranges:
    'The NHS number is outside the ranges that have been issued. Check it against the referral.',
}

const problemMessages: Record<NhsNumberProblem, string> = {
  empty: 'Enter an NHS number of 10 digits.',
  letters: 'The NHS number holds something other than digits. Accepted: 10 digits, with or without spaces.',
  length: 'The NHS number does not have 10 digits. Accepted: 10 digits, with or without spaces.',
  check_digit:
    'The NHS number does not pass its check digit, so at least one digit is wrong. Check it against the referral, or leave it blank.',
  placeholder:
    'The NHS number is one digit repeated, which is not a real number. Leave it blank when it is not known.',
}

function problem(kind: NhsNumberProblem): NhsNumberReading {
  return { ok: false, problem: kind, message: problemMessages[kind] }
}

/**
 * Reads an NHS number as typed or pasted. Refuses letters, a wrong length, a wrong check digit and one digit
 * repeated ten times (it would pass the check, and would join every child it was typed for).
 */
export function readNhsNumber(text: string): NhsNumberReading {
  const digits = isTenDigits(text) ? text : cleanNhsNumber(text)
  if (digits === '') return problem('empty')
  if (!isTenDigits(digits)) return problem(/^\d+$/.test(digits) ? 'length' : 'letters')
  if (digits === digits[0]!.repeat(10)) return problem('placeholder')
  if (nhsNumberCheckDigit(digits) !== digits.charCodeAt(9) - 48) return problem('check_digit')
  return { ok: true, nhsNumber: digits, warnings: nhsNumberWarnings(digits) }
}

/** Shows ten digits as 3-3-4 with single spaces (CUI NUM-0001); other text comes back unchanged. */
export function formatNhsNumber(digits: string): string {
  if (!isTenDigits(digits)) return digits
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`
}
