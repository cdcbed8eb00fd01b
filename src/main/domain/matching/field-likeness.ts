import { swapDayAndMonth } from '../../../shared/format/dates.ts'
import { jaroWinkler } from './jaro-winkler.ts'

/**
 * How one field of two records compares. `same` counts towards both thresholds, `close` only towards the lower
 * one, `missing` (on either side) towards none.
 */
export type Likeness = 'same' | 'close' | 'different' | 'missing'

/**
 * Jaro-Winkler from which two names count as a spelling of each other. Measured on folded names: Mohammed and
 * Muhammad 0.85, Aisha and Ayesha 0.84, Sofia and Sophia 0.86, Katherine and Cathryn 0.76.
 */
export const closeName = 0.83
/** Jaro-Winkler from which two family names count as the same with a slip of the pen. */
export const sameFamilyName = 0.93

/** Compares two folded given names: only equal ones are the same, since twins often have names that are alike. */
export function givenNameLikeness(a: string, b: string): Likeness {
  if (a === '' || b === '') return 'missing'
  if (a === b) return 'same'
  return jaroWinkler(a, b) >= closeName ? 'close' : 'different'
}

/** Compares two folded family names; one slip in a name of some length still counts as the same. */
export function familyNameLikeness(a: string, b: string): Likeness {
  if (a === '' || b === '') return 'missing'
  const likeness = jaroWinkler(a, b)
  if (likeness >= sameFamilyName) return 'same'
  return likeness >= closeName || isPartOf(a, b) ? 'close' : 'different'
}

/** A double-barrelled name holds each of its parts: `okaforsmith` and `smith`. */
function isPartOf(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short))
}

/** Compares two dates of birth: day and month exchanged is the same; one digit wrong is close. */
export function dateLikeness(a: string, b: string): Likeness {
  if (a === '' || b === '') return 'missing'
  if (a === b || swapDayAndMonth(a) === b) return 'same'
  return differAt(a, b) <= 1 ? 'close' : 'different'
}

/** Compares two postcodes without spaces: one character wrong is close. */
export function postcodeLikeness(a: string, b: string): Likeness {
  if (a === '' || b === '') return 'missing'
  if (a === b) return 'same'
  return differAt(a, b) <= 1 ? 'close' : 'different'
}

function differAt(a: string, b: string): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let count = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1
  return count
}
