import { v7 as uuidv7 } from 'uuid'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { EventDetails, ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ReferralEventTable } from '../../store/schema.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'

/** A stored fact as the domain reads it. */
export function toEvent(row: ReferralEventTable): ReferralEvent {
  return {
    id: row.id,
    type: row.type,
    happenedOn: row.happened_on,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    sequence: row.sequence,
    detail: JSON.parse(row.detail),
    reason: row.reason,
  } as ReferralEvent
}

/** A fact of the domain as it is stored. */
export function toEventRow(
  referralId: string,
  event: ReferralEvent,
  batchId: string | null,
): ReferralEventTable {
  return {
    id: event.id,
    referral_id: referralId,
    sequence: event.sequence,
    type: event.type,
    happened_on: event.happenedOn,
    recorded_at: event.recordedAt,
    recorded_by: event.recordedBy,
    detail: JSON.stringify(event.detail),
    reason: event.reason,
    voids_event_id: event.type === 'voided' ? event.detail.eventId : null,
    batch_id: batchId,
  }
}

/** All facts of one referral, voided ones included, in the order of recording. */
export async function eventsOf(db: Readable | Writing, referralId: string): Promise<ReferralEvent[]> {
  const rows = await db
    .selectFrom('referral_event')
    .selectAll()
    .where('referral_id', '=', referralId)
    .orderBy('sequence')
    .execute()
  return rows.map(toEvent)
}

/** All facts of several referrals (at most a few thousand), by referral. */
export async function eventsOfMany(
  db: Readable | Writing,
  referralIds: readonly string[],
): Promise<Map<string, ReferralEvent[]>> {
  const byReferral = new Map<string, ReferralEvent[]>(referralIds.map((id) => [id, []]))
  if (referralIds.length === 0) return byReferral
  const rows = await db
    .selectFrom('referral_event')
    .selectAll()
    .where('referral_id', 'in', [...referralIds])
    .orderBy('sequence')
    .execute()
  for (const row of rows) byReferral.get(row.referral_id)?.push(toEvent(row))
  return byReferral
}

/** A fact as it would be recorded, after everything else of its day: to ask whether it fits. */
export function unrecorded(
  fact: Pick<ReferralEvent, 'type' | 'happenedOn' | 'detail' | 'reason'>,
): ReferralEvent {
  return {
    ...fact,
    id: 'to-be-recorded',
    recordedAt: '',
    recordedBy: '',
    sequence: Number.MAX_SAFE_INTEGER,
  } as ReferralEvent
}

/** A new fact recorded now by the person who asks. Only inside a write: it takes the next sequence number. */
export function newEvent<T extends EventType>(
  context: Pick<ServiceContext, 'person' | 'now'> & { store: Pick<Store, 'nextSequence'> },
  type: T,
  fact: { happenedOn: string; detail: EventDetails[T]; reason?: string | null },
): ReferralEvent {
  return {
    id: uuidv7(),
    type,
    happenedOn: fact.happenedOn,
    recordedAt: context.now(),
    recordedBy: context.person.id,
    sequence: context.store.nextSequence(),
    detail: fact.detail,
    reason: fact.reason ?? null,
  } as ReferralEvent
}
