import type { EventType } from '../../../src/shared/codes/event-types.ts'
import type { EventDetails, ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'

/** One thing that happened, before anyone says in which order it was recorded. */
export interface Happening<T extends EventType = EventType> {
  type: T
  on: string
  detail: EventDetails[T]
}

/** A fact of the given type on a date. */
export function happened<T extends EventType>(type: T, on: string, detail: EventDetails[T]): Happening<T> {
  return { type, on, detail }
}

/** Referral events from happenings, recorded in the order given (`e1`, `e2`, …). */
export function recorded(happenings: readonly Happening[]): ReferralEvent[] {
  return happenings.map(
    (each, index) =>
      ({
        id: `e${index + 1}`,
        type: each.type,
        happenedOn: each.on,
        recordedAt: '2026-03-01T09:00:00Z',
        recordedBy: 'user-1',
        sequence: index + 1,
        detail: each.detail,
        reason: null,
      }) as ReferralEvent,
  )
}

/** The receipt of a referral on a date. */
export function receivedOn(date: string): Happening {
  return happened('received', date, { receivedDate: date })
}
