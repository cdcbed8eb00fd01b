import { describe, expect, it } from 'vitest'
import { effectiveEvents } from '../../../src/main/domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'

function fact(
  sequence: number,
  happenedOn: string,
  type: ReferralEvent['type'],
  detail: object,
): ReferralEvent {
  return {
    id: `e${sequence}`,
    sequence,
    happenedOn,
    type,
    detail,
    recordedAt: `2026-01-01T09:00:${String(sequence).padStart(2, '0')}Z`,
    recordedBy: 'user-1',
    reason: null,
  } as ReferralEvent
}

const received = fact(1, '2025-01-06', 'received', { receivedDate: '2025-01-06' })
const attended = fact(2, '2025-02-03', 'attended', {})
const ids = (events: ReferralEvent[]) => events.map((event) => event.id)

describe('effectiveEvents', () => {
  it('orders by the date it happened, then by the order recorded', () => {
    const late = fact(5, '2025-01-20', 'note', { text: 'found later' })
    const sameDay = fact(4, '2025-01-20', 'note', { text: 'same day' })
    expect(ids(effectiveEvents([late, attended, sameDay, received]))).toEqual(['e1', 'e4', 'e5', 'e2'])
  })

  it('leaves out a voided fact and the entry that voided it', () => {
    const voided = fact(3, '2025-02-10', 'voided', { eventId: 'e2' })
    expect(ids(effectiveEvents([received, attended, voided]))).toEqual(['e1'])
  })

  it('voids a fact whatever date the void carries', () => {
    const voided = fact(3, '2025-01-01', 'voided', { eventId: 'e2' })
    expect(ids(effectiveEvents([received, attended, voided]))).toEqual(['e1'])
  })

  it('brings a fact back when its void is voided', () => {
    const first = fact(3, '2025-02-10', 'voided', { eventId: 'e2' })
    const second = fact(4, '2025-02-11', 'voided', { eventId: 'e3' })
    expect(ids(effectiveEvents([received, attended, first, second]))).toEqual(['e1', 'e2'])
  })

  it('ignores a void of itself, of a later fact and of an unknown one', () => {
    const itself = fact(3, '2025-02-10', 'voided', { eventId: 'e3' })
    const unknown = fact(4, '2025-02-10', 'voided', { eventId: 'nobody' })
    const later = fact(5, '2025-02-10', 'voided', { eventId: 'e6' })
    const contact = fact(6, '2025-02-12', 'contact_made', {})
    expect(ids(effectiveEvents([received, itself, unknown, later, contact]))).toEqual(['e1', 'e6'])
  })
})
