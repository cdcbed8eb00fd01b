import { v7 as uuidv7 } from 'uuid'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import type { LeftOut, RoundLetters, RoundPreview, WouldAsk } from '../../../shared/contract/rounds.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { recordFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { askingFact, type Cohort, cohortOf, type RoundAsked, withChildren, wouldAsk } from './cohort.ts'
import { type RoundLettersSorted, sortRoundLetters, storeRoundLetters, withLetter } from './round-letters.ts'

/** Who a round would ask and leave out, and what would become of its letters. Nothing is stored. */
export async function previewRound(
  context: ServiceContext,
  { confirmed, ...round }: Confirming,
): Promise<Result<RoundPreview>> {
  const late = whyReplyTooSoon(round.replyBy, context.today())
  if (late !== null) return late
  const db = context.store.read
  const cohort = await askableOf(db, context, round, confirmed, new Set())
  if (!cohort.ok) return cohort
  const { fitting, leftOut, letters } = cohort.value
  const asked = await wouldAsk(db, fitting, context.today())
  return ok({
    total: fitting.length + leftOut.length,
    asks: fitting.length,
    asked,
    leftOut,
    languages: countLanguages(asked),
    letters: letters === null ? null : previewOf(letters),
  })
}

interface Confirming extends RoundAsked {
  confirmed: readonly LetterCaution[]
}

interface Starting extends Confirming {
  name: string
  except: readonly string[]
}

interface Started {
  roundId: string
  asked: number
  leftOut: LeftOut[]
  letters: RoundLetters | null
}

/**
 * Asks everybody of the cohort but `except`: one fact on each referral and, by letter, one letter to each family, all
 * of it or nothing. A family whose letter cannot be made is not asked but named: its silence would mean nothing.
 * Refused when nobody is left to ask.
 */
export async function startRound(
  context: ServiceContext,
  { name, except, confirmed, ...round }: Starting,
): Promise<Result<Started>> {
  const late = whyReplyTooSoon(round.replyBy, context.today())
  if (late !== null) return late
  const result = await inTransaction(context.store, async (tx) => {
    const cohort = await askableOf(tx, context, round, confirmed, new Set(except))
    if (!cohort.ok) return cohort
    const { fitting: asked, leftOut, letters: sorted } = cohort.value
    if (asked.length === 0)
      return refuse(
        'invalid',
        'Nobody is left to ask. Widen the cohort, or look at who was left out and why.',
      )
    const roundId = uuidv7()
    await tx
      .insertInto('round')
      .values({
        id: roundId,
        version: 1,
        kind: round.kind,
        name,
        channel: round.channel,
        started_on: context.today(),
        started_by: context.person.id,
        reply_by: round.replyBy,
        closed_on: null,
        minutes: 0,
      })
      .execute()
    for (const referralId of asked) {
      const recorded = await recordFact(tx, context, referralId, null, askingFact(round, context.today()))
      if (!recorded.ok) return recorded
      await tx
        .insertInto('round_member')
        .values({
          id: uuidv7(),
          version: 1,
          round_id: roundId,
          referral_id: referralId,
          asked_event_id: recorded.value.eventId,
          reply_by: round.replyBy,
          address_checked: 0,
          referrer_told: 0,
        })
        .execute()
    }
    const letters = sorted === null ? null : await storeRoundLetters(tx, context, sorted, new Set(asked))
    await appendAudit(tx, context, {
      action: 'round.started',
      subject: roundId,
      detail: { kind: round.kind, channel: round.channel, asked: asked.length },
    })
    return ok({ roundId, asked: asked.length, leftOut, letters })
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [] })
    context.changed({ noun: 'round', ids: [result.value.roundId] })
    if (round.channel === 'letter') context.changed({ noun: 'letter', ids: [] })
  }
  return result
}

function whyReplyTooSoon(replyBy: string, today: string): Result<never> | null {
  return replyBy > today
    ? null
    : refuse('invalid', 'Give the family time to answer: choose a date after today.', { field: 'replyBy' })
}

/** The cohort without those left out by hand and, by letter, without those for whom no letter can be written. */
async function askableOf(
  db: Readable | Writing,
  context: ServiceContext,
  round: RoundAsked,
  confirmed: readonly LetterCaution[],
  except: ReadonlySet<string>,
): Promise<Result<Cohort & { letters: RoundLettersSorted | null }>> {
  const cohort = await cohortOf(db, round, context.today())
  if (!cohort.ok) return cohort
  const fitting = cohort.value.fitting.filter((id) => !except.has(id))
  if (round.channel !== 'letter') return ok({ ...cohort.value, fitting, letters: null })
  const letters = await sortRoundLetters(db, context, fitting, { ...round, isSecond: false, confirmed })
  const unwritten = letters.exceptions.map(({ referralId, childName, why }) => ({
    referralId,
    childId: '',
    childName,
    why: `No letter can be written. ${why}`,
  }))
  return ok({
    fitting: withLetter(letters),
    leftOut: [...cohort.value.leftOut, ...(await withChildren(db, unwritten))],
    letters,
  })
}

function previewOf({ fitting, exceptions, sample, wanted }: RoundLettersSorted): RoundPreview['letters'] {
  return {
    held: fitting.filter(({ built }) => built.preview.holds.length > 0).length,
    cautions: [...new Set([...exceptions.flatMap(({ cautions }) => cautions), ...wanted.confirmed])],
    sample: sample?.preview ?? null,
  }
}

function countLanguages(asked: readonly WouldAsk[]): RoundPreview['languages'] {
  return [...Map.groupBy(asked, ({ language }) => language)]
    .map(([language, speakers]) => ({ language, count: speakers.length }))
    .toSorted((a, b) => b.count - a.count)
}
