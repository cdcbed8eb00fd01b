/** Letters that Unicode decomposition leaves whole, by their plain spelling. */
const plainLetters: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'n',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ə: 'e',
  ĳ: 'ij',
}
const plainLetterPattern = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')
const marks = /\p{M}+/gu
/** Apostrophes of every shape, full stops, and characters that cannot be seen. */
const dropped =
  /['\u2018\u2019\u201b\u02b9-\u02bf\u00b4`\u2032.\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g
const joiners = /[\s\u00a0\-\u2010-\u2015_,/]+/g

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
    if (!letter) return false
  }
  return true
}

/**
 * Text for searching: lower case, without accents and apostrophes, hyphens and runs of spaces as one space.
 * `Siân O'Brien-Łuczak` becomes `sian obrien luczak`.
 */
export function foldForSearch(text: string): string {
  if (isPlainAscii(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(marks, '')
    .replace(plainLetterPattern, (letter) => plainLetters[letter]!)
    .replace(dropped, '')
    .replace(joiners, ' ')
    .trim()
}

/** Text for matching people: as for search, and without spaces. `O'Brien-Luczak` becomes `obrienluczak`. */
export function foldForMatch(text: string): string {
  return isPlainAscii(text) ? text.toLowerCase() : foldForSearch(text).replaceAll(' ', '')
}

export interface PersonName {
  familyName: string
  givenName: string
  preferredName?: string | null
}

/**
 * A name as on the patient banner: `SURNAME, Forename (preferred)` (CUI NID-0001). A name of one word shows
 * that word; the preferred name shows only where it differs from the given name.
 */
export function displayName(name: PersonName): string {
  const family = name.familyName.trim().toLocaleUpperCase('en-GB')
  const given = name.givenName.trim()
  const preferred = name.preferredName?.trim() ?? ''
  const main = family && given ? `${family}, ${given}` : family || given
  return preferred && preferred !== given ? `${main} (${preferred})` : main
}

/** A name as said to the family: the preferred or given name, then the family name. */
export function spokenName(name: PersonName): string {
  return [name.preferredName?.trim() || name.givenName.trim(), name.familyName.trim()]
    .filter(Boolean)
    .join(' ')
}

/** Initials for lists with names switched off: `J.S.`; letters with accents stay as written. */
export function initials(name: PersonName): string {
  return [name.givenName, name.familyName]
    .map((part) => Array.from(part.trim())[0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toLocaleUpperCase('en-GB')}.`)
    .join('')
}
