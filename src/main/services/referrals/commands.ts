import type { EventType } from '../../../shared/codes/event-types.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { whyNotDischarge, whyNotRecord, whyNotVoid } from '../../domain/referral-status/can-record.ts'
import type { EventDetails, ReferralEvent } from '../../domain/referral-status/events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
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
  if (voided !== undefined && isDeath(voided)) await setDiedOn(tx, referralId, null)
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

async function setDiedOn(tx: Writing, referralId: string, diedOn: string | null): Promise<void> {
  await tx
    .updateTable('child')
    .set({ died_on: diedOn })
    .where('id', '=', (query) => query.selectFrom('referral').select('child_id').where('id', '=', referralId))
    .execute()
}
