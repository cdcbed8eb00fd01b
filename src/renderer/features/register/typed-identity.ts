import { readTypedDate } from '../../../shared/format/dates.ts'
import { cleanNhsNumber, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'

/** What of a child could be made out in one line of typing. */
export interface TypedIdentity {
  familyName: string
  givenName: string
  dateOfBirth: string | null
  /** Ten digits. */
  nhsNumber: string | null
}

const numberShape = /(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)/
const dateShape =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}(?:st|nd|rd|th)?[\s-]+\p{L}{3,9}[\s-]+\d{4}/u

/**
 * What somebody typed into the search box, as the start of a new child: an NHS number, a date of birth and names.
 * `NOWAK, Zofia` and `Zofia Nowak` are both read; a single word is taken for the family name.
 */
export function readIdentity(text: string, today: string): TypedIdentity {
  let rest = text
  let nhsNumber: string | null = null
  const number = numberShape.exec(rest)
  if (number && isValidNhsNumber(number[0])) {
    nhsNumber = cleanNhsNumber(number[0])
    rest = rest.replace(number[0], ' ')
  }
  let dateOfBirth: string | null = null
  const date = dateShape.exec(rest)
  if (date) {
    const reading = readTypedDate(date[0].trim(), today)
    if (reading.ok && reading.date <= today) dateOfBirth = reading.date
    rest = rest.replace(date[0], ' ')
  }
  const words = rest
    .replace(/[^\p{L}\p{M}\s,'’‘.-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { ...namesIn(words), dateOfBirth, nhsNumber }
}

function namesIn(words: string): { familyName: string; givenName: string } {
  const comma = words.indexOf(',')
  if (comma >= 0) {
    const family = words.slice(0, comma).trim()
    const given = words
      .slice(comma + 1)
      .replaceAll(',', ' ')
      .trim()
    return { familyName: asName(family), givenName: asName(given) }
  }
  const parts = words.split(' ').filter((part) => /\p{L}/u.test(part))
  const capitals = parts.filter((part) => part.length > 1 && part === part.toLocaleUpperCase('en-GB'))
  if (capitals.length > 0 && capitals.length < parts.length) {
    const given = parts.filter((part) => !capitals.includes(part))
    return { familyName: asName(capitals.join(' ')), givenName: asName(given.join(' ')) }
  }
  return { familyName: asName(parts.at(-1) ?? ''), givenName: asName(parts.slice(0, -1).join(' ')) }
}

/** A name typed all in small or all in capital letters gets its capitals; any other is left as typed. */
function asName(typed: string): string {
  const isPlain = typed === typed.toLocaleLowerCase('en-GB') || typed === typed.toLocaleUpperCase('en-GB')
  if (!isPlain || typed.length < 2) return typed
  return typed
    .toLocaleLowerCase('en-GB')
    .replace(
      /(^|[\s'’-])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toLocaleUpperCase('en-GB'),
    )
}
