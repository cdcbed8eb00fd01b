import { isPalindrome, nhsNumberCheckDigit } from '../../shared/format/nhs-number.ts'
import type { Random } from './random.ts'

const prefixes = 1_000_000
/** Coprime with the count of prefixes, so that stepping by it visits each once. */
const step = 618_033

/**
 * Hands out NHS numbers of the 999 range, which is never issued: each passes the check digit, none is a palindrome,
 * none comes twice. The range holds about 909,000; after the last one the answer is null.
 */
export function nhsNumberSupply(random: Random): () => string | null {
  let prefix = random.between(0, prefixes - 1)
  let tried = 0
  return () => {
    while (tried < prefixes) {
      tried++
      prefix = (prefix + step) % prefixes
      const nine = `999${String(prefix).padStart(6, '0')}`
      const check = nhsNumberCheckDigit(nine)
      if (check === null) continue
      const number = `${nine}${check}`
      if (!isPalindrome(number)) return number
    }
    return null
  }
}
