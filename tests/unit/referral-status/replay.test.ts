import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whyNotRecord, whyNotVoid } from '../../../src/main/domain/referral-status/can-record.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import { stateEvents } from '../../../src/main/domain/referral-status/state-document.ts'
import { isOpenStatus } from '../../../src/shared/codes/referral-statuses.ts'
import { fact, history } from './facts.ts'

describe('replaying a referral', () => {
  it('returns a re-opened referral to where it was: seen, planned, waiting or received', () => {
    expect(replay(history('closed', 'reopened')).status).toBe('received')
    expect(replay(history('accepted', 'closed', 'reopened')).status).toBe('waiting')
    expect(replay(history('planned', 'closed', 'reopened')).status).toBe('planned')
    expect(replay(history('attended', 'closed', 'reopened')).status).toBe('seen')
  })

  it('keeps the received date corrected last, and counts carried history with recorded history', () => {
    const events = [
      ...history('accepted', 'was_not_brought'),
      fact('history_carried', '2025-01-06', 10, { wasNotBroughtCount: 2, cancelledByFamilyCount: 1 }),
      fact('received_date_corrected', '2025-02-01', 11, { receivedDate: '2025-01-02' }),
    ]
    const state = replay(events)
    expect(state.receivedDate).toBe('2025-01-02')
    expect(state.wasNotBroughtCount).toBe(3)
    expect(state.cancelledByFamilyCount).toBe(1)
  })

  it('counts only two-way contact as contact', () => {
    const sent = [...history(), fact('contact_made', '2025-03-01', 9, { direction: 'out' })]
    expect(replay(sent).lastContactOn).toBeNull()
    const answered = [...sent, fact('contact_made', '2025-03-02', 10, { direction: 'two_way' })]
    expect(replay(answered).lastContactOn).toBe('2025-03-02')
  })

  it('sorts facts of one day by the order they were recorded', () => {
    const day = '2025-01-08'
    const bookedThenCancelled = [
      ...history('accepted'),
      fact('appointment_booked', day, 3),
      fact('cancelled_by_family', day, 4),
    ]
    expect(replay(bookedThenCancelled).status).toBe('to_rebook')
    expect(replay(bookedThenCancelled.toReversed()).status).toBe('to_rebook')
  })

  it('turns a closed referral into one registered in error, and nothing else', () => {
    const closed = history('closed')
    const error = [...closed, fact('closed', '2025-02-01', 9, { reason: 'registered_in_error' })]
    expect(replay(error).status).toBe('registered_in_error')
    const again = [...closed, fact('closed', '2025-02-01', 9, { reason: 'moved_away' })]
    expect(replay(again).closedReason).toBe('declined')
  })

  const randomHistory = fc
    .array(fc.tuple(fc.constantFrom(...stateEvents), fc.integer({ min: 0, max: 60 })), { maxLength: 15 })
    .map((steps) => [
      fact('received', '2025-01-06', 1),
      ...steps.map(([type, days], index) =>
        fact(type, new Date(Date.UTC(2025, 0, 6 + days)).toISOString().slice(0, 10), index + 2),
      ),
    ])

  it('gives the same state whichever way round the facts are handed over', () => {
    fc.assert(
      fc.property(randomHistory, fc.integer(), (events, seed) => {
        const shuffled = events.toSorted((a, b) => ((a.sequence * seed) % 7) - ((b.sequence * seed) % 7))
        expect(replay(shuffled)).toEqual(replay(events))
      }),
    )
  })

  it('is as if a voided fact had never been recorded', () => {
    fc.assert(
      fc.property(randomHistory, fc.nat(), (events, pick) => {
        const target = events[1 + (pick % Math.max(1, events.length - 1))]
        if (target === undefined) return
        const voided = [...events, fact('voided', '2025-06-01', 99, { eventId: target.id })]
        expect(replay(voided)).toEqual(replay(events.filter((event) => event.id !== target.id)))
      }),
    )
  })

  it('never loses an open referral: only a closing fact closes', () => {
    fc.assert(
      fc.property(randomHistory, (events) => {
        const closing = events.some((event) => ['closed', 'redirected', 'not_accepted'].includes(event.type))
        if (!closing) expect(isOpenStatus(replay(events).status)).toBe(true)
      }),
    )
  })
})

describe('what may be recorded', () => {
  const today = '2025-06-01'

  it('refuses the future and the time before receipt', () => {
    expect(whyNotRecord(history(), fact('note', '2025-06-02', 9), today)).toMatch(/in the future/)
    expect(whyNotRecord(history(), fact('note', '2025-01-05', 9), today)).toMatch(
      /before the referral was received/,
    )
    expect(whyNotRecord(history(), fact('note', '2025-01-06', 9), today)).toBeNull()
  })

  it('refuses a back-dated fact that would leave a later one without its footing', () => {
    const events = history('accepted', 'appointment_booked', 'was_not_brought', 'appointment_booked')
    expect(whyNotRecord(events, fact('closed', '2025-01-08', 9), today)).toMatch(/no longer fit/)
  })

  it('refuses a corrected received date after another fact, and one in the future', () => {
    const late = fact('received_date_corrected', '2025-05-01', 9, { receivedDate: '2025-02-01' })
    expect(whyNotRecord(history('accepted'), late, today)).toMatch(/cannot be after/)
    const future = fact('received_date_corrected', '2025-05-01', 9, { receivedDate: '2025-07-01' })
    expect(whyNotRecord(history(), future, today)).toMatch(/future/)
  })

  it('refuses an appointment before the day it was booked', () => {
    const booked = fact('appointment_booked', '2025-05-10', 9, { appointmentOn: '2025-05-09' })
    expect(whyNotRecord(history('accepted'), booked, today)).toMatch(/before the day it was booked/)
  })
})

describe('what may be voided', () => {
  const events = history('accepted', 'appointment_booked')

  it('allows the last step and refuses one that a later step stands on', () => {
    expect(whyNotVoid(events, 'event-3')).toBeNull()
    expect(whyNotVoid(events, 'event-2')).toMatch(/later entry depends/)
  })

  it('refuses the receipt, an unknown entry, a void and an entry voided already', () => {
    const voided = [...events, fact('voided', '2025-02-01', 9, { eventId: 'event-3' })]
    expect(whyNotVoid(events, 'event-1')).toMatch(/registered in error instead/)
    expect(whyNotVoid(events, 'nothing')).toMatch(/not part of/)
    expect(whyNotVoid(voided, 'event-9')).toMatch(/itself a correction/)
    expect(whyNotVoid(voided, 'event-3')).toMatch(/voided already/)
  })
})
