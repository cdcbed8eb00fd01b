import { createHash, randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, which are misread or misheard. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const characters = 39
const groupLength = 5

/** The 40th character: catches 31 of 32 slips of the pen. */
function checkCharacter(text: string): string {
  const digest = createHash('sha256').update(text).digest()
  return alphabet.charAt((digest[0] ?? 0) & 31)
}

/** A new recovery key: 195 random bits as 8 groups of 5 characters, the last one a check. */
export function newRecoveryKey(): string {
  let text = ''
  for (const byte of randomBytes(characters)) text += alphabet.charAt(byte & 31)
  return inGroups(text + checkCharacter(text))
}

function inGroups(text: string): string {
  return (text.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-')
}

/**
 * A recovery key as it was typed, in the one form that is used: any case, spaces or dashes, `O` for 0, `I` or `L`
 * for 1. Null when it is no recovery key or has a slip in it.
 */
export function readRecoveryKey(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (text.length !== characters + 1) return null
  if ([...text].some((character) => !alphabet.includes(character))) return null
  if (checkCharacter(text.slice(0, characters)) !== text.at(-1)) return null
  return inGroups(text)
}
