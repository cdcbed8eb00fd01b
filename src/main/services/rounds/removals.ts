import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { closedReasonLabels, type ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { LeftOut, RemovalProposal } from '../../../shared/contract/rounds.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { weighBeforeRemoval } from '../../domain/rounds/weigh-removal.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type { Readable } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { recordFact } from '../referrals/commands.ts'
import { eventsOfMany } from '../referrals/events.ts'
import { personNames } from '../referrals/person-names.ts'
import { inTransaction } from '../transaction.ts'
import { withChildren } from './cohort.ts'

interface Proposed {
  referralIds: readonly string[]
  roundId: string | null
  closedReason: ClosedReason
  reason: string
}

/** First decision: proposes to take children off the list. Those proposed already or not open are named instead. */
export async function proposeRemovals(
  context: ServiceContext,
  { referralIds, roundId, closedReason, reason }: Proposed,
): Promise<Result<{ proposed: number; exceptions: LeftOut[] }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const rows = await tx
      .selectFrom('waiting_list')
      .leftJoin('removal_proposal', (join) =>
        join
          .onRef('removal_proposal.referral_id', '=', 'waiting_list.referral_id')
          .on('removal_proposal.decision', 'is', null),
      )
      .select(['waiting_list.referral_id', 'waiting_list.is_open', 'removal_proposal.id as proposal_id'])
      .where('waiting_list.referral_id', 'in', [...referralIds])
      .execute()
    const exceptions: LeftOut[] = []
    let proposed = 0
    for (const { referral_id: referralId, is_open: isOpen, proposal_id: known } of rows) {
      if (isOpen === 0 || known !== null) {
        const why = known === null ? 'This referral is closed already.' : 'A removal is proposed already.'
        exceptions.push({ referralId, childId: '', childName: '', why })
        continue
      }
      await tx
        .insertInto('removal_proposal')
        .values({
          id: uuidv7(),
          version: 1,
          referral_id: referralId,
          round_id: roundId,
          closed_reason: closedReason,
          reason,
          proposed_by: context.person.id,
          proposed_on: context.today(),
        })
        .execute()
      await appendAudit(tx, context, {
        action: 'removal.proposed',
        subject: referralId,
        detail: { closedReason },
      })
      proposed += 1
    }
    return ok({ proposed, exceptions: await withChildren(tx, exceptions) })
  })
  if (result.ok) context.changed({ noun: 'round', ids: [] })
  return result
}

/** Proposals that wait for a second person, oldest first; or those decided, newest first. */
export async function removalsPage(
  db: Readable,
  { decided, offset, limit }: { decided: boolean; offset: number; limit: number },
  today: string,
  readerId: string,
): Promise<{ rows: RemovalProposal[]; total: number }> {
  const all = () => db.selectFrom('removal_proposal').where('decision', decided ? 'is not' : 'is', null)
  const [{ total }, proposals, names] = await Promise.all([
    all()
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
    all()
      .innerJoin('waiting_list', 'waiting_list.referral_id', 'removal_proposal.referral_id')
      .innerJoin('referral', 'referral.id', 'removal_proposal.referral_id')
      .innerJoin('child', 'child.id', 'waiting_list.child_id')
      .innerJoin('service', 'service.id', 'waiting_list.service_id')
      .leftJoin('round', 'round.id', 'removal_proposal.round_id')
      .selectAll('removal_proposal')
      .select([
        'referral.version as referral_version',
        'waiting_list.child_id',
        'waiting_list.clock_start',
        'waiting_list.is_waiting',
        'child.family_name',
        'child.given_name',
        'child.date_of_birth',
        'child.cp_plan',
        'child.child_in_care',
        'child.child_in_need',
        'child.interpreter_needed',
        'service.name as service_name',
        'round.name as round_name',
      ])
      .orderBy(
        sql`removal_proposal.${sql.raw(decided ? 'decided_on' : 'proposed_on')}`,
        decided ? 'desc' : 'asc',
      )
      .orderBy('removal_proposal.id')
      .limit(limit)
      .offset(offset)
      .execute(),
    personNames(db),
  ])
  const facts = await eventsOfMany(
    db,
    proposals.map((proposal) => proposal.referral_id),
  )
  return {
    total,
    rows: proposals.map((row): RemovalProposal => ({
      proposalId: row.id,
      version: row.version,
      referralId: row.referral_id,
      referralVersion: row.referral_version,
      childId: row.child_id,
      childName: `${row.family_name.toUpperCase()}, ${row.given_name}`,
      dateOfBirth: row.date_of_birth,
      serviceName: row.service_name,
      daysWaited:
        row.is_waiting === 1 && row.clock_start <= today ? daysBetween(row.clock_start, today) : null,
      closedReason: row.closed_reason,
      reason: row.reason,
      proposedBy: names.get(row.proposed_by) ?? 'Unknown',
      proposedOn: row.proposed_on,
      isOwn: row.proposed_by === readerId,
      roundName: row.round_name,
      weigh: weighBeforeRemoval(replay(facts.get(row.referral_id) ?? []), {
        cpPlan: row.cp_plan === 1,
        childInCare: row.child_in_care === 1,
        childInNeed: row.child_in_need === 1,
        interpreterNeeded: row.interpreter_needed === 1,
      }),
      decision: row.decision,
      decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? 'Unknown'),
      decidedOn: row.decided_on,
      decisionReason: row.decision_reason,
    })),
  }
}

interface Decided {
  proposalId: string
  version: number
  decision: 'removed' | 'kept'
  reason: string
  riskStatement: string
}

/**
 * Second decision: closes the referral or keeps it on the list. Refused for the person who proposed it, and for a
 * removal without a risk statement. Source: domain rules, "Was not brought, cancelled, silent".
 */
export async function decideRemoval(
  context: ServiceContext,
  { proposalId, version, decision, reason, riskStatement }: Decided,
): Promise<Result<{ version: number }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const proposal = await tx
      .selectFrom('removal_proposal')
      .selectAll()
      .where('id', '=', proposalId)
      .executeTakeFirst()
    if (proposal === undefined) return refuse('not_found', 'That proposal is not in this store.')
    if (proposal.decision !== null || proposal.version !== version)
      return refuse('conflict', 'Somebody decided this proposal after you opened it. Nothing was changed.')
    if (proposal.proposed_by === context.person.id)
      return refuse('not_allowed', 'You proposed this removal, so another clinician must decide it.')
    if (decision === 'removed' && riskStatement.length < 10)
      return refuse('invalid', 'Say what could go wrong for this child and what was done about it.', {
        field: 'riskStatement',
      })
    let eventId: string | null = null
    if (decision === 'removed') {
      const recorded = await recordFact(tx, context, proposal.referral_id, null, {
        type: 'closed',
        happenedOn: context.today(),
        detail: {
          reason: proposal.closed_reason,
          clinician: context.person.displayName,
          risk: riskStatement,
        },
        reason: `${closedReasonLabels[proposal.closed_reason]}. Proposed: ${proposal.reason} Decided: ${reason}`,
      })
      if (!recorded.ok) return recorded
      eventId = recorded.value.eventId
    }
    await tx
      .updateTable('removal_proposal')
      .set({
        version: version + 1,
        decision,
        decided_by: context.person.id,
        decided_on: context.today(),
        decision_reason: reason,
        risk_statement: riskStatement === '' ? null : riskStatement,
        event_id: eventId,
      })
      .where('id', '=', proposalId)
      .execute()
    await appendAudit(tx, context, {
      action: `removal.${decision}`,
      subject: proposal.referral_id,
      detail: { proposalId },
    })
    return ok({ version: version + 1, referralId: proposal.referral_id })
  })
  if (!result.ok) return result
  context.changed({ noun: 'referral', ids: [result.value.referralId] })
  context.changed({ noun: 'round', ids: [] })
  return ok({ version: result.value.version })
}
