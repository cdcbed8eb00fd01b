import { ok, refuse, type Result } from '../../../shared/result.ts'

/** Shortest password taken. Source: OWASP ASVS 5, "at least 8, 15 recommended"; the product asks for 12. */
export const shortestPassword = 12

/** Stems that well-known passwords of 12 and more characters are made from. */
const wellKnown = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'letmein',
  'iloveyou',
  'welcome',
  'administrator',
  'changeme',
  'football',
  'liverpool',
  'waitinglist',
  'cypwaits',
  'abcdefghijkl',
  'correcthorsebatterystaple',
  '1q2w3e4r5t',
  'trustno1',
]

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  return [0, 1, -1].some((step) =>
    codes.every(
      (code, at) => at === 0 || ((code - (codes[at - 1] ?? 0) + 10) % 10) - ((step + 10) % 10) === 0,
    ),
  )
}

/**
 * The password itself when it may be used. Refuses (`invalid`) one under 12 characters, one that is a well-known
 * password with a few characters more, a run such as 123456789012, few characters repeated, or one that contains
 * the user name.
 */
export function checkPassword(password: string, userName: string): Result<string> {
  const refused = (message: string) => refuse('invalid', message, { field: 'password' })
  if ([...password].length < shortestPassword) return refused(`Use at least ${shortestPassword} characters.`)
  const text = plain(password)
  const name = plain(userName)
  if (name.length >= 3 && text.includes(name)) return refused('Leave your user name out of the password.')
  if (isRun(text) || new Set(text).size < 5) {
    return refused('This password is easy to guess. Three or four unrelated words work well.')
  }
  const rest = wellKnown.reduce((left, word) => left.replaceAll(word, ''), text)
  if (rest !== text && [...rest].length < 6) {
    return refused('This is a well-known password. Three or four unrelated words work well.')
  }
  return ok(password)
}
