import { v7 as uuidv7 } from 'uuid'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import type { LeftOut, RoundLetters, RoundPreview } from '../../../shared/contract/rounds.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { recordFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { askingFact, cohortOf, type RoundAsked, wouldAsk } from './cohort.ts'
import { makeRoundLetters } from './round-letters.ts'

/** Who a round would ask and leave out. Nothing is stored. */
export async function previewRound(
  context: ServiceContext,
  round: RoundAsked,
): Promise<Result<RoundPreview>> {
  const late = whyReplyTooSoon(round.replyBy, context.today())
  if (late !== null) return late
  const cohort = await cohortOf(context.store.read, round, context.today())
  if (!cohort.ok) return cohort
  const { fitting, leftOut, languages } = cohort.value
  return ok({
    total: fitting.length + leftOut.length,
    asks: fitting.length,
    asked: await wouldAsk(context.store.read, fitting, context.today()),
    leftOut,
    languages,
  })
}

interface Starting extends RoundAsked {
  name: string
  except: readonly string[]
  confirmed: readonly LetterCaution[]
}

interface Started {
  roundId: string
  asked: number
  leftOut: LeftOut[]
  letters: RoundLetters | null
}

/**
 * Asks everybody of the cohort but `except`: one fact on each referral and, by letter, one letter to each family, all
 * of it or nothing. A letter that cannot be made is named instead. Refused when nobody is left to ask.
 */
export async function startRound(
  context: ServiceContext,
  { name, except, confirmed, ...round }: Starting,
): Promise<Result<Started>> {
  const late = whyReplyTooSoon(round.replyBy, context.today())
  if (late !== null) return late
  const result = await inTransaction(context.store, async (tx) => {
    const cohort = await cohortOf(tx, round, context.today())
    if (!cohort.ok) return cohort
    const excepted = new Set(except)
    const asked = cohort.value.fitting.filter((id) => !excepted.has(id))
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
    const letters =
      round.channel === 'letter'
        ? await makeRoundLetters(tx, context, { ...round, isSecond: false, referralIds: asked, confirmed })
        : null
    await appendAudit(tx, context, {
      action: 'round.started',
      subject: roundId,
      detail: { kind: round.kind, channel: round.channel, asked: asked.length },
    })
    return ok({ roundId, asked: asked.length, leftOut: cohort.value.leftOut, letters })
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
