import type { LetterCaution, LetterPurpose } from '../../../shared/codes/letter-purposes.ts'
import type { RoundKind } from '../../../shared/codes/rounds.ts'
import { letterWanted } from '../../../shared/contract/letters.ts'
import type { RoundLetters } from '../../../shared/contract/rounds.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import type { Wanted } from '../letters/build.ts'
import { type SortedLetters, sortLetters, storeBatch } from '../letters/create-batch.ts'

export interface RoundLettersWanted {
  kind: RoundKind
  /** Whether the family was asked before, by another channel. */
  isSecond: boolean
  replyBy: string
  confirmed: readonly LetterCaution[]
}

/** The letters of one question, and the families for whom none can be written. */
export interface RoundLettersSorted extends SortedLetters {
  wanted: Wanted
}

/** Puts the letters of a question together before it is asked: a family that gets no letter is not asked. */
export async function sortRoundLetters(
  db: Readable | Writing,
  context: ServiceContext,
  referralIds: readonly string[],
  { kind, isSecond, replyBy, confirmed }: RoundLettersWanted,
): Promise<RoundLettersSorted> {
  const wanted = letterWanted.parse({
    purpose: purposeOf(kind, isSecond),
    audience: 'family',
    confirmed,
    supplied: { [kind === 'opt_in' ? 'optIn.replyBy' : 'validation.replyBy']: formatLongDate(replyBy) },
  })
  return { ...(await sortLetters(db, referralIds, wanted, context.today(), context.person.id)), wanted }
}

/** Ids of the referrals whose letter can be made, in their order. */
export function withLetter({ fitting }: SortedLetters): string[] {
  return fitting.map(({ source }) => source.loaded.projection.row.referral_id)
}

/**
 * Stores the letters of the families that were asked, within the transaction that asked them. Call
 * `context.changed({ noun: 'letter', ids: [] })` once it is through.
 */
export async function storeRoundLetters(
  tx: Writing,
  context: ServiceContext,
  sorted: RoundLettersSorted,
  asked: ReadonlySet<string>,
): Promise<RoundLetters> {
  const fitting = sorted.fitting.filter(({ source }) => asked.has(source.loaded.projection.row.referral_id))
  const { batchId, created, held } = await storeBatch(tx, context, { ...sorted, fitting }, sorted.wanted)
  return { batchId, created, held }
}

function purposeOf(kind: RoundKind, isSecond: boolean): LetterPurpose {
  if (kind === 'opt_in') return isSecond ? 'opt_in_reminder' : 'opt_in_invitation'
  return isSecond ? 'validation_second' : 'validation'
}
