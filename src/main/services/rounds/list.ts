import { type MemberState, memberStates } from '../../../shared/codes/rounds.ts'
import type { RoundRow } from '../../../shared/contract/rounds.ts'
import { type StateCounts, yieldSentence } from '../../domain/rounds/round-yield.ts'
import type { Readable } from '../../store/store.ts'
import { personNames } from '../referrals/person-names.ts'
import { memberState } from './member-state.ts'

/** Rounds with what came of them, newest first; one of them when `roundId` is given. */
export async function roundRows(db: Readable, today: string, roundId?: string): Promise<RoundRow[]> {
  let query = db.selectFrom('round').selectAll().orderBy('started_on', 'desc').orderBy('id', 'desc')
  if (roundId !== undefined) query = query.where('id', '=', roundId)
  const [rounds, counts, removals, names] = await Promise.all([
    query.execute(),
    stateCounts(db, today, roundId),
    removalCounts(db),
    personNames(db),
  ])
  return rounds.map((round) => {
    const states = counts.get(round.id) ?? noStates()
    const { removed = 0, proposed = 0 } = removals.get(round.id) ?? {}
    return {
      roundId: round.id,
      version: round.version,
      kind: round.kind,
      name: round.name,
      channel: round.channel,
      startedOn: round.started_on,
      startedBy: names.get(round.started_by) ?? 'Unknown',
      replyBy: round.reply_by,
      closedOn: round.closed_on,
      minutes: round.minutes,
      counts: { asked: Object.values(states).reduce((a, b) => a + b, 0), states, removed, proposed },
      yield: yieldSentence(states, removed, round.minutes),
    }
  })
}

async function stateCounts(
  db: Readable,
  today: string,
  roundId: string | undefined,
): Promise<Map<string, StateCounts>> {
  let query = db
    .selectFrom('round_member')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'round_member.referral_id')
    .select((select) => [
      'round_member.round_id',
      memberState(today).as('state'),
      select.fn.countAll<number>().as('count'),
    ])
    .groupBy(['round_member.round_id', 'state'])
  if (roundId !== undefined) query = query.where('round_member.round_id', '=', roundId)
  const byRound = new Map<string, StateCounts>()
  for (const { round_id: id, state, count } of await query.execute()) {
    const states = byRound.get(id) ?? noStates()
    states[state] = count
    byRound.set(id, states)
  }
  return byRound
}

async function removalCounts(
  db: Readable,
): Promise<Map<string | null, { removed: number; proposed: number }>> {
  const rows = await db
    .selectFrom('removal_proposal')
    .select((select) => [
      'round_id',
      select.fn
        .sum<number>(select.case().when('decision', '=', 'removed').then(1).else(0).end())
        .as('removed'),
      select.fn.sum<number>(select.case().when('decision', 'is', null).then(1).else(0).end()).as('proposed'),
    ])
    .where('round_id', 'is not', null)
    .groupBy('round_id')
    .execute()
  return new Map(rows.map(({ round_id: id, removed, proposed }) => [id, { removed, proposed }]))
}

function noStates(): StateCounts {
  return Object.fromEntries(memberStates.map((state): [MemberState, number] => [state, 0])) as StateCounts
}
