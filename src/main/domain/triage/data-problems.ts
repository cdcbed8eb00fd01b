import { isBlank, isTextList, knownValue, triageField } from '../../../shared/codes/triage-fields.ts'
import type { DataProblem } from './evaluation.ts'
import type { ReferralFacts } from './compile-condition.ts'

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** True for a real day written `YYYY-MM-DD`. */
export function isIsoDate(value: unknown): value is string {
  if (typeof value !== 'string' || !isoDate.test(value)) return false
  const day = Number(value.slice(8))
  return day <= 28 || day <= daysIn(Number(value.slice(0, 4)), Number(value.slice(5, 7)))
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

const wanted = {
  boolean: 'yes or no',
  number: 'a number',
  date: 'a date',
  code: 'a code',
  codeList: 'a list of codes',
  text: 'text',
}

/** What in a referral is not what its field should hold. No value is repeated in a message. */
export function dataProblems(facts: ReferralFacts): DataProblem[] {
  const problems: DataProblem[] = []
  for (const name in facts) {
    const raw = facts[name]
    if (name === 'service' || isBlank(raw)) continue
    const field = triageField(name)
    if (!field) {
      problems.push({ field: name, code: 'unknown_field', message: `Triage knows no field "${name}".` })
      continue
    }
    const known = knownValue(field.type, raw)
    if (known === undefined) {
      problems.push({
        field: name,
        code: 'wrong_type',
        message: `${capital(field.label)}: ${wanted[field.type]} is needed; counted as not asked.`,
      })
      continue
    }
    if (field.type === 'date' && !isIsoDate(known))
      problems.push({
        field: name,
        code: 'malformed_date',
        message: `${capital(field.label)} is not a date as YYYY-MM-DD.`,
      })
    const { codes } = field
    if (codes === undefined) continue
    const held = isTextList(known) ? known : [known]
    for (const code of held)
      if (!Object.hasOwn(codes, String(code)))
        problems.push({
          field: name,
          code: 'unlisted_code',
          message: `${capital(field.label)}: a code is not listed.`,
        })
  }
  return problems
}

/** The text with its first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
