import { describe, expect, it } from 'vitest'
import { communityWait, waitingOn } from '../../../src/main/domain/clocks/community-wait.ts'
import { happened, receivedOn, recorded, type Happening } from './referral-facts.ts'

const firstContact = { stopEvent: 'first_contact' } as const
const firstTreatment = { stopEvent: 'first_treatment' } as const
const start = '2025-01-06'

function wait(
  happenings: Happening[],
  service: { stopEvent: 'first_contact' | 'first_treatment' } = firstContact,
) {
  return communityWait(recorded(happenings), service)
}
const running = { from: start, until: null, enteredBy: 'received', leftBy: null, countedFrom: start }

describe('community wait', () => {
  it('starts on the received date as day 0 and runs', () => {
    const result = wait([receivedOn(start)])
    expect(result).toEqual({
      clockStart: start,
      intervals: [running],
      firstContactOn: null,
      firstAttendedOn: null,
      inError: false,
    })
    expect(waitingOn(result, '2025-01-05')).toBeNull()
    expect(waitingOn(result, start)?.days).toBe(0)
    expect(waitingOn(result, '2025-03-31')?.days).toBe(84)
  })

  it('stops on the day of the first attended contact, which is no longer waited', () => {
    const result = wait([
      receivedOn(start),
      happened('attended', '2025-03-10', {}),
      happened('attended', '2025-04-10', { treatment: true }),
    ])
    expect(result.firstContactOn).toBe('2025-03-10')
    expect(result.intervals).toEqual([{ ...running, until: '2025-03-10', leftBy: 'first_contact' }])
    expect(waitingOn(result, '2025-03-09')?.days).toBe(62)
    expect(waitingOn(result, '2025-03-10')).toBeNull()
  })

  it('runs past an assessment where the service stops at first treatment', () => {
    const happenings = [
      receivedOn(start),
      happened('attended', '2025-03-10', {}),
      happened('attended', '2025-04-10', { treatment: true }),
    ]
    const result = wait(happenings, firstTreatment)
    expect(result.firstAttendedOn).toBe('2025-03-10')
    expect(result.firstContactOn).toBe('2025-04-10')
    expect(result.intervals[0]?.until).toBe('2025-04-10')
  })

  it('is not touched by information requests, cancellations, was-not-brought, arriving unseen or opt-in', () => {
    const result = wait([
      receivedOn(start),
      happened('information_requested', '2025-01-10', { items: ['hearing test'] }),
      happened('information_received', '2025-02-10', {}),
      happened('accepted', '2025-02-11', { priority: 'routine' }),
      happened('opt_in_sent', '2025-02-12', {}),
      happened('opted_in', '2025-02-20', {}),
      happened('appointment_booked', '2025-02-21', { appointmentOn: '2025-03-10' }),
      happened('was_not_brought', '2025-03-10', {}),
      happened('cancelled_by_family', '2025-03-20', {}),
      happened('cancelled_by_service', '2025-03-25', {}),
      happened('arrived_not_seen', '2025-03-28', {}),
      happened('contact_made', '2025-03-29', { direction: 'two_way' }),
    ])
    expect(result.intervals).toEqual([running])
    expect(waitingOn(result, '2025-03-31')?.days).toBe(84)
  })

  it('uses the corrected received date, whenever the correction was made', () => {
    const result = wait([
      receivedOn(start),
      happened('received_date_corrected', '2025-05-01', { receivedDate: '2024-12-20' }),
    ])
    expect(result.clockStart).toBe('2024-12-20')
    expect(waitingOn(result, '2024-12-31')?.days).toBe(11)
  })

  it('names a transfer in', () => {
    const result = wait([happened('received', start, { receivedDate: start, transferIn: true })])
    expect(result.intervals[0]?.enteredBy).toBe('transferred_in')
  })

  it.each([
    'discharged',
    'declined',
    'moved_away',
    'right_to_choose',
    'aged_out',
    'died',
    'transferred_out',
  ] as const)('ends on the date the child left as %s, leaving the past as it was', (reason) => {
    const result = wait([receivedOn(start), happened('closed', '2025-02-03', { reason })])
    expect(result.intervals).toEqual([{ ...running, until: '2025-02-03', leftBy: reason }])
    expect(waitingOn(result, '2025-01-31')?.days).toBe(25)
    expect(waitingOn(result, '2025-02-28')).toBeNull()
    expect(result.inError).toBe(false)
  })

  it.each(['redirected', 'not_accepted'] as const)('ends on the date it was %s', (type) => {
    const result = wait([receivedOn(start), happened(type, '2025-01-20', {})])
    expect(result.intervals).toEqual([{ ...running, until: '2025-01-20', leftBy: type }])
  })

  it('leaves every count, past and future, when registered in error', () => {
    const error = happened('closed', '2025-06-02', { reason: 'registered_in_error' })
    for (const before of [
      [],
      [happened('attended', '2025-03-01', {})],
      [happened('closed', '2025-04-01', { reason: 'discharged' })],
    ]) {
      const result = wait([receivedOn(start), ...before, error])
      expect(result.inError).toBe(true)
      expect(result.intervals).toEqual([])
    }
  })

  it('counts again when a referral registered in error is re-opened', () => {
    const result = wait([
      receivedOn(start),
      happened('closed', '2025-06-02', { reason: 'registered_in_error' }),
      happened('reopened', '2025-06-05', {}),
    ])
    expect(result.inError).toBe(false)
    expect(waitingOn(result, '2025-06-30')?.days).toBe(175)
    expect(waitingOn(result, '2025-06-03')).toBeNull()
  })

  it('resumes when re-opened without a contact, with days from the received date', () => {
    const result = wait([
      receivedOn(start),
      happened('closed', '2025-02-03', { reason: 'declined' }),
      happened('reopened', '2025-03-03', {}),
    ])
    expect(result.intervals).toEqual([
      { ...running, until: '2025-02-03', leftBy: 'declined' },
      { from: '2025-03-03', until: null, enteredBy: 'reopened', leftBy: null, countedFrom: start },
    ])
    expect(waitingOn(result, '2025-02-28')).toBeNull()
    expect(waitingOn(result, '2025-03-31')?.days).toBe(84)
  })

  it('does not start again when re-opened after a contact', () => {
    const result = wait([
      receivedOn(start),
      happened('attended', '2025-02-03', {}),
      happened('closed', '2025-02-10', { reason: 'discharged' }),
      happened('reopened', '2025-03-03', {}),
    ])
    expect(result.intervals).toHaveLength(1)
    expect(waitingOn(result, '2025-03-31')).toBeNull()
  })

  it('takes a contact and a removal on one day as a first contact, whichever was recorded first', () => {
    const contact = happened('attended', '2025-02-03', {})
    const closure = happened('closed', '2025-02-03', { reason: 'discharged' })
    const expected = [{ ...running, until: '2025-02-03', leftBy: 'first_contact' }]
    expect(wait([receivedOn(start), contact, closure]).intervals).toEqual(expected)
    expect(wait([receivedOn(start), closure, contact]).intervals).toEqual(expected)
  })

  it('keeps a wait of no days for a child seen on the day of receipt or before it', () => {
    for (const day of [start, '2025-01-02']) {
      const result = wait([receivedOn(start), happened('attended', day, {})])
      expect(result.intervals).toEqual([{ ...running, until: start, leftBy: 'first_contact' }])
      expect(result.firstContactOn).toBe(day)
      expect(waitingOn(result, start)).toBeNull()
    }
  })

  it('is empty without a receipt', () => {
    const result = wait([happened('note', '2025-02-03', { text: 'no receipt' })])
    expect(result.clockStart).toBeNull()
    expect(result.intervals).toEqual([])
  })
})

describe('planned referrals', () => {
  const planned = (on: string, dueOn: string | null) => happened('planned', on, { dueOn })

  it('stay off the list without a due date, until they are given one', () => {
    expect(wait([receivedOn(start), planned(start, null)]).intervals).toEqual([
      { ...running, until: start, leftBy: 'planned' },
    ])
    const given = wait([receivedOn(start), planned(start, null), planned('2025-05-01', '2025-06-01')])
    expect(given.intervals.at(-1)).toMatchObject({
      from: '2025-06-01',
      countedFrom: '2025-06-01',
      until: null,
    })
  })

  it('wait only from their due date, with days counted from it', () => {
    const result = wait([receivedOn(start), planned('2025-01-08', '2025-06-01')])
    expect(result.intervals).toEqual([
      { ...running, until: '2025-01-08', leftBy: 'planned' },
      { from: '2025-06-01', until: null, enteredBy: 'planned_due', leftBy: null, countedFrom: '2025-06-01' },
    ])
    expect(waitingOn(result, '2025-05-31')).toBeNull()
    expect(waitingOn(result, '2025-06-30')?.days).toBe(29)
  })

  it('follow a moved due date and are left alone by a contact before it', () => {
    const moved = wait([
      receivedOn(start),
      planned('2025-01-08', '2025-06-01'),
      planned('2025-05-01', '2025-08-01'),
    ])
    expect(moved.intervals.map((each) => each.from)).toEqual([start, '2025-08-01'])
    const seen = wait([
      receivedOn(start),
      planned('2025-01-08', '2025-06-01'),
      happened('attended', '2025-05-20', {}),
    ])
    expect(seen.intervals).toHaveLength(1)
    expect(seen.firstContactOn).toBe('2025-05-20')
  })

  it('stay off the list when closed before their due date, and keep that date when re-opened', () => {
    const closed = [
      receivedOn(start),
      planned('2025-01-08', '2025-06-01'),
      happened('closed', '2025-03-01', { reason: 'declined' }),
    ]
    expect(waitingOn(wait(closed), '2025-06-30')).toBeNull()
    const early = wait([...closed, happened('reopened', '2025-04-01', {})])
    expect(waitingOn(early, '2025-04-30')).toBeNull()
    expect(waitingOn(early, '2025-06-30')?.days).toBe(29)
    const onTheDay = wait([...closed, happened('reopened', '2025-06-01', {})])
    expect(onTheDay.intervals.at(-1)).toMatchObject({ from: '2025-06-01', enteredBy: 'reopened' })
    const late = wait([...closed, happened('reopened', '2025-07-01', {})])
    expect(waitingOn(late, '2025-07-31')).toEqual({
      interval: {
        from: '2025-07-01',
        until: null,
        enteredBy: 'reopened',
        leftBy: null,
        countedFrom: '2025-06-01',
      },
      days: 60,
    })
  })

  it('wait at once when the due date has already passed', () => {
    const result = wait([receivedOn(start), planned('2025-03-01', '2025-02-01')])
    expect(waitingOn(result, '2025-03-31')?.days).toBe(58)
    expect(result.intervals[1]?.from).toBe('2025-03-01')
  })

  it('end like any other wait once due', () => {
    const result = wait([
      receivedOn(start),
      planned('2025-01-08', '2025-06-01'),
      happened('attended', '2025-06-20', {}),
    ])
    expect(result.intervals[1]).toMatchObject({ until: '2025-06-20', leftBy: 'first_contact' })
  })
})
