import type { LetterCaution, LetterPurpose } from '../../../shared/codes/letter-purposes.ts'
import type { RoundKind } from '../../../shared/codes/rounds.ts'
import { letterWanted } from '../../../shared/contract/letters.ts'
import type { RoundLetters } from '../../../shared/contract/rounds.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { sortLetters, storeBatch } from '../letters/create-batch.ts'

export interface RoundLettersWanted {
  kind: RoundKind
  /** Whether the family was asked before, by another channel. */
  isSecond: boolean
  referralIds: readonly string[]
  replyBy: string
  confirmed: readonly LetterCaution[]
}

/**
 * Makes the letters of a question that was just recorded, in the same transaction, as one batch. A letter that cannot
 * be made is named and stops nobody else's. Call `context.changed({ noun: 'letter', ids: [] })` once it is through.
 */
export async function makeRoundLetters(
  tx: Writing,
  context: ServiceContext,
  { kind, isSecond, referralIds, replyBy, confirmed }: RoundLettersWanted,
): Promise<RoundLetters> {
  const wanted = letterWanted.parse({
    purpose: purposeOf(kind, isSecond),
    audience: 'family',
    confirmed,
    supplied: { [kind === 'opt_in' ? 'optIn.replyBy' : 'validation.replyBy']: formatLongDate(replyBy) },
  })
  const sorted = await sortLetters(tx, referralIds, wanted, context.today(), context.person.id)
  return sorted.fitting.length === 0
    ? { batchId: null, created: 0, held: 0, exceptions: sorted.exceptions }
    : await storeBatch(tx, context, sorted, wanted)
}

function purposeOf(kind: RoundKind, isSecond: boolean): LetterPurpose {
  if (kind === 'opt_in') return isSecond ? 'opt_in_reminder' : 'opt_in_invitation'
  return isSecond ? 'validation_second' : 'validation'
}
