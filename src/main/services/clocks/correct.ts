import type { Correction } from '../../../shared/contract/clocks.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { type NewFact, recordFact, voidFact } from '../referrals/commands.ts'
import { eventsOf } from '../referrals/events.ts'

export interface Corrected {
  version: number
  /** The facts that were recorded to put it right; a void alone has none. */
  eventIds: string[]
}

/**
 * Puts a mistake right in the given transaction by recording facts: another received date, a voided entry, or an entry
 * voided and recorded again on the right date. Refuses what the state table refuses.
 */
export async function applyCorrection(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  seenVersion: number | null,
  correction: Correction,
  reason: string,
): Promise<Result<Corrected>> {
  switch (correction.kind) {
    case 'received_date': {
      const done = await recordFact(tx, context, referralId, seenVersion, {
        type: 'received_date_corrected',
        happenedOn: context.today(),
        detail: { receivedDate: correction.receivedDate },
        reason,
      })
      return done.ok ? ok({ version: done.value.version, eventIds: [done.value.eventId] }) : done
    }
    case 'void': {
      const done = await voidFact(tx, context, referralId, seenVersion, correction.eventId, reason)
      return done.ok ? ok({ version: done.value.version, eventIds: [] }) : done
    }
    case 'move':
      return moveEntry(tx, context, referralId, seenVersion, correction, reason)
  }
}

async function moveEntry(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  seenVersion: number | null,
  { eventId, happenedOn }: Extract<Correction, { kind: 'move' }>,
  reason: string,
): Promise<Result<Corrected>> {
  const events = effectiveEvents(await eventsOf(tx, referralId))
  const entry = events.find((event) => event.id === eventId)
  if (entry === undefined) return refuse('not_found', 'That entry does not stand in this referral.')
  if (entry.type === 'received' || entry.type === 'received_date_corrected')
    return refuse('invalid', 'Correct the received date instead of moving this entry.', { field: 'eventId' })
  if (entry.happenedOn === happenedOn)
    return refuse('invalid', 'That is the date it has already.', { field: 'happenedOn' })
  if (happenedOn > context.today())
    return refuse('invalid', 'That date is in the future. Enter the day it happened.', {
      field: 'happenedOn',
    })
  const moved = {
    ...entry,
    id: `${entry.id} moved`,
    happenedOn,
    sequence: Number.MAX_SAFE_INTEGER,
  } as ReferralEvent
  const voided = await voidFact(tx, context, referralId, seenVersion, eventId, reason, null, moved)
  if (!voided.ok) return voided
  const fact: NewFact = { type: entry.type, happenedOn, detail: entry.detail as NewFact['detail'], reason }
  const recorded = await recordFact(tx, context, referralId, null, fact)
  return recorded.ok ? ok({ version: recorded.value.version, eventIds: [recorded.value.eventId] }) : recorded
}
