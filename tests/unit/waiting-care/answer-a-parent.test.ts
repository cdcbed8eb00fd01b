import { describe, expect, it } from 'vitest'
import { answerAParent, type LatelySeen } from '../../../src/main/services/referrals/answer-a-parent.ts'
import type { Projection } from '../../../src/main/services/projection/compute.ts'
import { referralStatuses, type ReferralStatus } from '../../../src/shared/codes/referral-statuses.ts'

const today = '2026-03-02'
const call = { phone: '01632 960 000', hours: 'Monday to Friday', email: '' }
const lately: LatelySeen = { period: 'last_month', count: 23, medianDays: 217 }

/** A referral in a status, as far as the words read it. */
function standing(status: ReferralStatus, nextAppointmentOn: string | null = null): Projection {
  const isOpen = !['closed', 'redirected', 'not_accepted', 'registered_in_error'].includes(status)
  return {
    row: {
      received_date: '2025-06-16',
      clock_start: '2025-06-16',
      is_waiting: isOpen && status !== 'seen' && status !== 'planned' ? 1 : 0,
      is_open: isOpen ? 1 : 0,
    },
    state: { status, nextAppointmentOn, informationRequested: { items: ['school report'] } },
  } as unknown as Projection
}
const words = (status: ReferralStatus, next: string | null = null, seen: LatelySeen | null = lately) =>
  answerAParent(standing(status, next), 'Speech and language therapy', seen, call, today)

describe('what is said to a parent', () => {
  it('says where things are, how long it has been, how long others waited and whom to call', () => {
    expect(words('waiting')).toEqual([
      'The speech and language therapy team received the referral on 16 June 2025.',
      'It was accepted, and your child is on our list. Next is an appointment: we write or telephone to arrange it.',
      'Your child has waited 37 weeks so far.',
      'Of the children first seen last month at this priority, half had waited 31 weeks or less and half had waited longer. This is not a promise: each child’s wait differs.',
      'If things change or get worse, call us on 01632 960 000 (Monday to Friday). A clinician will look at the referral again.',
    ])
    expect(words('waiting', null, null).join(' ')).not.toContain('half had waited')
    const quarter = words('waiting', null, { ...lately, period: 'three_months' }).join(' ')
    expect(quarter).toContain('in the last three months')
    const silent = answerAParent(standing('waiting'), 'SLT', null, { phone: '', hours: '', email: '' }, today)
    expect(silent.at(0)).toMatch(/^The SLT team/)
    expect(silent.at(-1)).toMatch(/^If things change or get worse, tell us\./)
  })

  // Every number said is a wait in weeks or days, a date, or a telephone number: none can be heard as a place.
  it.each(referralStatuses)('holds no place in a queue when %s', (status) => {
    const said = words(status, status === 'booked' ? '2026-03-20' : null).join(' ')
    const rest = said
      .replaceAll(call.phone, '')
      .replaceAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}\b/g, '')
      .replaceAll(/\b\d+ (weeks|days|day)\b/g, '')
    expect(rest).not.toMatch(/\d/)
    expect(said).not.toMatch(/\b(place|position|number|ahead of|queue|next in line|first in)\b/i)
  })

  it.each(referralStatuses)('promises no date to come when %s, unless an appointment is booked', (status) => {
    const later = (said: string[]) =>
      [...said.join(' ').matchAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}\b/g)]
        .map(([date]) => new Date(`${date} UTC`).toISOString().slice(0, 10))
        .filter((date) => date > today)
    expect(later(words(status))).toEqual([])
    if (status === 'booked') expect(later(words(status, '2026-03-20'))).toEqual(['2026-03-20'])
  })

  it('does not call a day that has passed an appointment to come', () => {
    expect(words('booked', '2026-02-20').join(' ')).toContain('What came of it has not been recorded yet')
  })

  it('says nothing of the wait once it has ended', () => {
    for (const status of ['seen', 'closed', 'redirected'] as const)
      expect(words(status).join(' ')).not.toMatch(/has waited|half had waited/)
  })
})
