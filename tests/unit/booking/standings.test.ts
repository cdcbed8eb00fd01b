import { describe, expect, it } from 'vitest'
import { rebookFirstSince, standingsOf } from '../../../src/main/domain/booking/standings.ts'
import type { EventDetails, ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import type { EventType } from '../../../src/shared/codes/event-types.ts'

let sequence = 0

function fact<T extends EventType>(type: T, happenedOn: string, detail: EventDetails[T]): ReferralEvent {
  sequence += 1
  return {
    id: `${type}-${sequence}`,
    type,
    happenedOn,
    detail,
    sequence,
    recordedAt: '',
    recordedBy: '',
    reason: null,
  } as ReferralEvent
}

const received = fact('received', '2026-01-05', { receivedDate: '2026-01-05' })
const book = (on: string, appointmentId: string) =>
  fact('appointment_booked', '2026-01-10', { appointmentOn: on, appointmentId })

describe('where a booking stands', () => {
  it('is booked until an outcome names it', () => {
    const [one, two] = [book('2026-02-02', 'one'), book('2026-03-02', 'two')]
    const attended = fact('attended', '2026-03-02', { appointmentId: 'two' })
    const standings = standingsOf([received, one, two, attended])
    expect(standings.get(one.id)).toEqual({ status: 'booked', outcomeEventId: null })
    expect(standings.get(two.id)).toEqual({ status: 'attended', outcomeEventId: attended.id })
  })

  it('takes an outcome that names none for the earliest whose day had come', () => {
    const [later, earlier] = [book('2026-03-02', 'later'), book('2026-02-02', 'earlier')]
    const missed = fact('was_not_brought', '2026-02-02', {})
    const standings = standingsOf([received, later, earlier, missed])
    expect(standings.get(earlier.id)?.status).toBe('was_not_brought')
    expect(standings.get(later.id)?.status).toBe('booked')
  })

  it('takes a cancellation before the day for the last booked', () => {
    const one = book('2026-03-02', 'one')
    const cancelled = fact('cancelled_by_family', '2026-02-01', {})
    expect(standingsOf([received, one, cancelled]).get(one.id)?.status).toBe('cancelled_by_family')
  })

  it('is open again when its outcome is voided, and taken back when it is voided itself', () => {
    const one = book('2026-02-02', 'one')
    const attended = fact('attended', '2026-02-02', { appointmentId: 'one' })
    const undone = fact('voided', '2026-02-03', { eventId: attended.id })
    expect(standingsOf([received, one, attended, undone]).get(one.id)?.status).toBe('booked')
    const mistake = fact('voided', '2026-02-03', { eventId: one.id })
    expect(standingsOf([received, one, mistake]).get(one.id)?.status).toBe('taken_back')
  })
})

describe('who is re-booked first', () => {
  it('is whose last appointment the service cancelled, until another is booked or ends otherwise', () => {
    const one = book('2026-02-02', 'one')
    const cancelled = fact('cancelled_by_service', '2026-01-20', { appointmentId: 'one' })
    expect(rebookFirstSince([received, one])).toBeNull()
    expect(rebookFirstSince([received, one, cancelled])).toBe('2026-01-20')
    const again = fact('appointment_booked', '2026-01-21', { appointmentOn: '2026-02-09' })
    expect(rebookFirstSince([received, one, cancelled, again])).toBeNull()
    const voided = fact('voided', '2026-01-20', { eventId: cancelled.id })
    expect(rebookFirstSince([received, one, cancelled, voided])).toBeNull()
  })
})
