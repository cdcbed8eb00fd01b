import { sql } from 'kysely'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { whyNotDischarge, whyNotRecord, whyNotVoid } from '../../domain/referral-status/can-record.ts'
import type { EventDetails, ReferralEvent } from '../../domain/referral-status/events.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import { whyNotCloseStrand } from '../../domain/referral-status/strands.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { stopLettersAfterDeath, unsendAfterVoid } from '../letters/stop-letters.ts'
import { reproject } from '../projection/reproject.ts'
import { cancelLettersOfDecision } from '../triage/cancel-letters.ts'
import { eventsOf, newEvent, toEventRow } from './events.ts'

/** A fact to record, before it has an id and a place in the order of recording. */
export interface NewFact<T extends EventType = EventType> {
  type: T
  happenedOn: string
  detail: EventDetails[T]
  reason: string | null
}

export interface Recorded {
  eventId: string
  version: number
  status: ReferralStatus
}

/** Kinds of fact that always need a reason, because they take a child off the list or change the past. */
const needsReason: ReadonlySet<EventType> = new Set([
  'received_date_corrected',
  'redirected',
  'not_accepted',
  'priority_changed',
  'strand_closed',
  'closed',
  'reopened',
])

/** Whether a kind of fact is refused without a reason. */
export function isReasonNeeded(type: EventType): boolean {
  return needsReason.has(type)
}

/**
 * Records one fact about a referral in the given transaction: checks the version the person saw, the state table
 * and the reason, stores the fact, recomputes the projection and writes the audit row.
 */
export async function recordFact(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  seenVersion: number | null,
  fact: NewFact,
  batchId: string | null = null,
): Promise<Result<Recorded>> {
  if (isReasonNeeded(fact.type) && (fact.reason ?? '').trim().length < 3)
    return refuse('invalid', 'Give a reason of at least 3 characters. It is kept with the entry.', {
      field: 'reason',
    })
  const version = await takeVersion(tx, referralId, seenVersion)
  if (!version.ok) return version
  const events = await eventsOf(tx, referralId)
  const event = newEvent(context, fact.type, fact)
  const misplaced = await whyNotPlace(tx, referralId, events, event)
  if (misplaced !== null) return refuse('invalid', misplaced.message, { field: misplaced.field })
  const gap = whyNotDischarge(events, event)
  if (gap !== null) return refuse('invalid', gap.message, { field: gap.field })
  const problem = whyNotRecord(events, event, context.today())
  if (problem !== null) return refuse('invalid', problem, { field: 'happenedOn' })
  await tx
    .insertInto('referral_event')
    .values(toEventRow(referralId, event, batchId))
    .execute()
  await noteDeath(tx, context, referralId, event)
  const projections = await reproject(tx, [referralId], context.today())
  if (isDeath(event)) {
    const others = await closeOthersAfterDeath(tx, context, referralId, event, batchId)
    if (!others.ok) return others
  }
  await appendAudit(tx, context, {
    action: `referral.${fact.type}`,
    subject: referralId,
    childId: projections.get(referralId)?.row.child_id ?? null,
    detail: { eventId: event.id, happenedOn: fact.happenedOn },
  })
  return ok({
    eventId: event.id,
    version: version.value,
    status: projections.get(referralId)?.row.status ?? replay([...events, event]).status,
  })
}

/**
 * Voids one fact in the given transaction; it stays readable and counts for nothing. Refused where a later fact would
 * no longer fit, unless it fits with the one that will be recorded `inItsPlace`.
 */
export async function voidFact(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  seenVersion: number | null,
  eventId: string,
  reason: string,
  batchId: string | null = null,
  inItsPlace: ReferralEvent | null = null,
): Promise<Result<{ version: number; status: ReferralStatus }>> {
  const version = await takeVersion(tx, referralId, seenVersion)
  if (!version.ok) return version
  const events = await eventsOf(tx, referralId)
  const problem = whyNotVoid(events, eventId, inItsPlace)
  if (problem !== null) return refuse('invalid', problem)
  const event = newEvent(context, 'voided', { happenedOn: context.today(), detail: { eventId }, reason })
  await tx
    .insertInto('referral_event')
    .values(toEventRow(referralId, event, batchId))
    .execute()
  const voided = events.find((each) => each.id === eventId)
  if (voided !== undefined && isDeath(voided)) {
    await setDiedOn(tx, referralId, null)
    const others = await voidOtherDeaths(tx, context, referralId, reason, batchId)
    if (!others.ok) return others
  }
  await unsendAfterVoid(tx, eventId)
  await cancelLettersOfDecision(tx, context, eventId)
  const projections = await reproject(tx, [referralId], context.today())
  const row = projections.get(referralId)?.row
  await appendAudit(tx, context, {
    action: 'referral.voided',
    subject: referralId,
    childId: row?.child_id ?? null,
    detail: { eventId: event.id, voids: eventId },
  })
  return ok({ version: version.value, status: row?.status ?? 'registered_in_error' })
}

/**
 * Moves a referral to its next version if it is still at the one the person saw (`null`: any); otherwise refuses
 * with `conflict`, or `not_found`.
 */
export async function takeVersion(
  tx: Writing,
  referralId: string,
  seenVersion: number | null,
): Promise<Result<number>> {
  const row = await tx
    .selectFrom('referral')
    .select('version')
    .where('id', '=', referralId)
    .executeTakeFirst()
  if (row === undefined) return refuse('not_found', 'That referral is not in this store.')
  if (seenVersion !== null && row.version !== seenVersion)
    return refuse(
      'conflict',
      'Somebody changed this referral after you opened it. Nothing of yours was lost: look at the new state and record it again if it still holds.',
      { present: { version: row.version } },
    )
  await tx
    .updateTable('referral')
    .set({ version: row.version + 1 })
    .where('id', '=', referralId)
    .execute()
  return ok(row.version + 1)
}

function isDeath(event: ReferralEvent): boolean {
  return event.type === 'closed' && event.detail.reason === 'died'
}

async function noteDeath(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  event: ReferralEvent,
): Promise<void> {
  if (!isDeath(event)) return
  await setDiedOn(tx, referralId, event.happenedOn)
  await stopLettersAfterDeath(tx, context, referralId)
}

/** What a fact lacks that only the referral's own row can tell: which strand, or who takes over. */
async function whyNotPlace(
  tx: Writing,
  referralId: string,
  events: readonly ReferralEvent[],
  event: ReferralEvent,
): Promise<{ field: string; message: string } | null> {
  if (event.type === 'closed' && event.detail.reason === 'transferred_out' && !event.detail.to?.trim())
    return {
      field: 'to',
      message: 'Say which provider takes over, so that the family and the GP can be told.',
    }
  if (event.type !== 'strand_closed') return null
  const row = await tx
    .selectFrom('referral')
    .select('pathways')
    .where('id', '=', referralId)
    .executeTakeFirst()
  const message = whyNotCloseStrand(
    JSON.parse(row?.pathways ?? '[]') as string[],
    replay(events).closedStrands,
    event.detail.pathway,
  )
  return message === null ? null : { field: 'pathway', message }
}

/** A child who died waits for nothing: every other open referral closes with the same fact. */
async function closeOthersAfterDeath(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  death: ReferralEvent,
  batchId: string | null,
): Promise<Result<null>> {
  for (;;) {
    const other = await tx
      .selectFrom('waiting_list')
      .select(['referral_id', 'received_date'])
      .where('is_open', '=', 1)
      .where('child_id', '=', childOf(referralId))
      .executeTakeFirst()
    if (other === undefined) return ok(null)
    const fact: NewFact = {
      type: 'closed',
      happenedOn: death.happenedOn < other.received_date ? other.received_date : death.happenedOn,
      detail: { reason: 'died' },
      reason: death.reason,
    }
    const closed = await recordFact(tx, context, other.referral_id, null, fact, batchId)
    if (!closed.ok) return closed
  }
}

/** A death recorded by mistake is taken back on every referral of the child. */
async function voidOtherDeaths(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  reason: string,
  batchId: string | null,
): Promise<Result<null>> {
  const others = await tx
    .selectFrom('waiting_list')
    .select('referral_id')
    .where('closed_reason', '=', 'died')
    .where('referral_id', '!=', referralId)
    .where('child_id', '=', childOf(referralId))
    .execute()
  for (const { referral_id: other } of others) {
    const death = effectiveEvents(await eventsOf(tx, other)).findLast(isDeath)
    if (death === undefined) continue
    const voided = await voidFact(tx, context, other, null, death.id, reason, batchId)
    if (!voided.ok) return voided
  }
  return ok(null)
}

function childOf(referralId: string) {
  return sql<string>`(SELECT child_id FROM referral WHERE id = ${referralId})`
}

async function setDiedOn(tx: Writing, referralId: string, diedOn: string | null): Promise<void> {
  await tx
    .updateTable('child')
    .set({ died_on: diedOn })
    .where('id', '=', (query) => query.selectFrom('referral').select('child_id').where('id', '=', referralId))
    .execute()
}
