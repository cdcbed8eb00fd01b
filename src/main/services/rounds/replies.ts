import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import type { RoundChannel, RoundReply } from '../../../shared/codes/rounds.ts'
import type { RoundDone, RoundLetters } from '../../../shared/contract/rounds.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { whyNotRecord } from '../../domain/referral-status/can-record.ts'
import type { RoundMemberTable, RoundTable } from '../../store/tables/rounds.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { withNames } from '../referrals/bulk.ts'
import { type NewFact, recordFact } from '../referrals/commands.ts'
import { eventsOf, unrecorded } from '../referrals/events.ts'
import { inTransaction } from '../transaction.ts'
import { memberState } from './member-state.ts'
import { type RoundLettersSorted, sortRoundLetters, storeRoundLetters } from './round-letters.ts'

interface Answer {
  memberIds: readonly string[]
  reply: RoundReply
  channel: RoundChannel
  repliedOn: string
  note: string | null
}

/** Records what families answered. A yes to an opt-in opts the child in; a no removes nobody. */
export async function recordReplies(context: ServiceContext, answer: Answer): Promise<Result<RoundDone>> {
  const { reply, channel, note } = answer
  const result = await forMembers(context, answer.memberIds, 'round.reply_recorded', async (member) => {
    if (member.state === member.reply)
      return refuse(
        'conflict',
        'An answer is recorded already. Void it on the child’s timeline to change it.',
      )
    const on = { happenedOn: answer.repliedOn, reason: note }
    const fact: NewFact =
      member.kind === 'opt_in' && reply === 'yes' && member.status === 'opt_in_sent'
        ? { type: 'opted_in', detail: {}, ...on }
        : { type: 'reply_received', detail: { reply, channel }, ...on }
    return ok({
      fact,
      kept: (eventId) => ({ reply, replied_on: answer.repliedOn, reply_event_id: eventId, note }),
    })
  })
  return result.ok ? ok({ done: result.value.done, exceptions: result.value.exceptions }) : result
}

interface Again {
  memberIds: readonly string[]
  channel: RoundChannel
  replyBy: string
  addressChecked: boolean
  referrerTold: boolean
  confirmed: readonly LetterCaution[]
}

/** Asks families again who have not answered, by another channel than the first; by letter, with the letter. */
export async function askAgain(
  context: ServiceContext,
  again: Again,
): Promise<Result<RoundDone & { letters: RoundLetters | null }>> {
  const { channel, replyBy, addressChecked, referrerTold, confirmed } = again
  if (replyBy <= context.today())
    return refuse('invalid', 'Give the family time to answer: choose a date after today.', {
      field: 'replyBy',
    })
  const letters = channel === 'letter' ? new Map<string, RoundLettersSorted>() : null
  const result = await forMembers(
    context,
    again.memberIds,
    'round.asked_again',
    askOne,
    letters === null ? undefined : { prepare, write },
  )
  if (result.ok && result.value.letters !== null) context.changed({ noun: 'letter', ids: [] })
  return result

  async function prepare(tx: Writing, members: readonly Member[]): Promise<void> {
    for (const [kind, those] of Map.groupBy(members, (member) => member.kind)) {
      const ids = those.map((member) => member.referral_id)
      const wanted = { kind, isSecond: true, replyBy, confirmed }
      letters?.set(kind, await sortRoundLetters(tx, context, ids, wanted))
    }
  }

  async function write(tx: Writing, asked: ReadonlySet<string>): Promise<RoundLetters | null> {
    let written: RoundLetters | null = null
    for (const sorted of letters?.values() ?? [])
      written = await storeRoundLetters(tx, context, sorted, asked)
    return written
  }

  async function askOne(member: Member): Promise<Result<Step>> {
    if (member.state !== 'asked' && member.state !== 'overdue')
      return refuse('conflict', 'This family has answered, been asked again or is settled in another way.')
    if (member.channel === channel)
      return refuse('invalid', 'They were asked that way the first time. Choose another channel.')
    const unwritten = letters
      ?.get(member.kind)
      ?.exceptions.find(({ referralId }) => referralId === member.referral_id)
    if (unwritten !== undefined) return refuse('invalid', `No letter can be written. ${unwritten.why}`)
    return ok({
      fact: {
        type: 'asked_again',
        happenedOn: context.today(),
        detail: { channel, replyBy, addressChecked, referrerTold },
        reason: null,
      },
      kept: (eventId) => ({
        again_on: context.today(),
        again_by: channel,
        again_event_id: eventId,
        reply_by: replyBy,
        address_checked: addressChecked ? 1 : 0,
        referrer_told: referrerTold ? 1 : 0,
      }),
    })
  }
}

type Member = RoundMemberTable & Pick<RoundTable, 'kind' | 'channel'> & { state: string; status: string }

interface Step {
  fact: NewFact
  /** What the member's row keeps of the fact. */
  kept: (eventId: string) => Partial<RoundMemberTable>
}

interface LetterWork {
  /** Before anybody is asked. */
  prepare: (tx: Writing, members: readonly Member[]) => Promise<void>
  /** For the referrals that were asked. */
  write: (tx: Writing, asked: ReadonlySet<string>) => Promise<RoundLetters | null>
}

/** One fact for each member it fits, in one transaction; the others are named with the reason. */
async function forMembers(
  context: ServiceContext,
  memberIds: readonly string[],
  action: string,
  step: (member: Member) => Promise<Result<Step>>,
  letterWork?: LetterWork,
): Promise<Result<RoundDone & { letters: RoundLetters | null }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const exceptions: { memberId: string; referralId: string; why: string }[] = []
    const done = new Set<string>()
    const members = await loadMembers(tx, memberIds, context.today())
    await letterWork?.prepare(tx, members)
    for (const member of members) {
      const next = await step(member)
      const why = next.ok
        ? whyNotRecord(await eventsOf(tx, member.referral_id), unrecorded(next.value.fact), context.today())
        : next.refusal.message
      if (!next.ok || why !== null) {
        exceptions.push({ memberId: member.id, referralId: member.referral_id, why: why ?? '' })
        continue
      }
      const recorded = await recordFact(tx, context, member.referral_id, null, next.value.fact)
      if (!recorded.ok) return recorded
      await tx
        .updateTable('round_member')
        .set({ ...next.value.kept(recorded.value.eventId), version: member.version + 1 })
        .where('id', '=', member.id)
        .execute()
      done.add(member.referral_id)
    }
    const letters = done.size > 0 && letterWork ? await letterWork.write(tx, done) : null
    await appendAudit(tx, context, {
      action,
      subject: memberIds[0] ?? '',
      detail: { done: done.size },
    })
    const named = await withNames(
      tx,
      exceptions.map((each) => ({ ...each, childName: '' })),
    )
    return ok({
      letters,
      done: done.size,
      exceptions: named.map(({ childName, why }, at) => ({
        memberId: exceptions[at]?.memberId ?? '',
        childName,
        why,
      })),
    })
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [] })
    context.changed({ noun: 'round', ids: [] })
  }
  return result
}

async function loadMembers(tx: Writing, ids: readonly string[], today: string): Promise<Member[]> {
  const members: Member[] = []
  for (let at = 0; at < ids.length; at += 500)
    members.push(
      ...(await tx
        .selectFrom('round_member')
        .innerJoin('round', 'round.id', 'round_member.round_id')
        .innerJoin('waiting_list', 'waiting_list.referral_id', 'round_member.referral_id')
        .selectAll('round_member')
        .select(['round.kind', 'round.channel', 'waiting_list.status', memberState(today).as('state')])
        .where('round_member.id', 'in', ids.slice(at, at + 500))
        .execute()),
    )
  return members
}
