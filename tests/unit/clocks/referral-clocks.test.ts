import { describe, expect, it } from 'vitest'
import { startingServices } from '../../../src/shared/codes/services.ts'
import type { ReferralClock } from '../../../src/shared/contract/clocks.ts'
import { type ClockCircumstances, referralClocks } from '../../../src/main/domain/clocks/referral-clocks.ts'
import { happened, receivedOn, recorded, type Happening } from './referral-facts.ts'

function service(id: string): ClockCircumstances['service'] {
  return startingServices.find((each) => each.id === id)!
}
function circumstances(id: string, more: Partial<ClockCircumstances> = {}): ClockCircumstances {
  return { service: service(id), pathways: [], reasonCodes: null, dates: {}, ...more }
}
function clocksOf(id: string, happenings: Happening[], asAt: string, more: Partial<ClockCircumstances> = {}) {
  return new Map(
    referralClocks(recorded(happenings), circumstances(id, more), asAt).map((clock) => [clock.id, clock]),
  )
}
const brief = (clock: ReferralClock | undefined) =>
  clock && [clock.start, clock.stop, clock.days, clock.dueBy, clock.state, clock.outcome]
const received = receivedOn('2026-01-05')
const attended = (on: string, treatment = false) => happened('attended', on, { treatment })

describe('which clocks', () => {
  it('a plain speech and language referral has only the community wait', () => {
    expect([...clocksOf('slt', [received], '2026-02-02').keys()]).toEqual(['community'])
  })

  it('audiology has its six weeks, and 28 days where the child comes from the newborn screen', () => {
    const clocks = clocksOf('audiology', [received], '2026-02-02', {
      reasonCodes: ['NHSP_REFER_BILATERAL', 'BACTERIAL_MENINGITIS'],
      dates: { screenCompletedDate: '2026-01-01', hospitalDischargeDate: '2026-01-20' },
    })
    expect(brief(clocks.get('audiology_six_weeks'))).toEqual([
      '2026-01-05',
      null,
      28,
      '2026-02-16',
      'running',
      'within',
    ])
    expect(brief(clocks.get('newborn_screen'))).toEqual([
      '2026-01-01',
      null,
      32,
      '2026-01-29',
      'running',
      'over',
    ])
    expect(brief(clocks.get('after_meningitis'))).toEqual([
      '2026-01-20',
      null,
      13,
      '2026-02-17',
      'running',
      'within',
    ])
  })

  it('takes fit for testing before discharge', () => {
    const clocks = clocksOf('audiology', [received], '2026-02-02', {
      reasonCodes: ['MENINGOCOCCAL'],
      dates: { fitForTestingDate: '2026-01-12', hospitalDischargeDate: '2026-01-20' },
    })
    expect(clocks.get('after_meningitis')?.start).toBe('2026-01-12')
  })

  it('says that a clock cannot be counted while its date is missing', () => {
    const clock = clocksOf('audiology', [received], '2026-02-02', {
      reasonCodes: ['NHSP_REFER_UNILATERAL'],
    }).get('newborn_screen')
    expect(clock).toMatchObject({ state: 'date_missing', start: null, days: 0, outcome: null })
    expect(clock?.sentences[0]).toContain('has not been recorded')
  })

  it('neurodevelopment has RTT, and the autism start where autism is asked about', () => {
    const clocks = clocksOf('neurodevelopment', [received], '2026-04-06', { pathways: ['autism'] })
    expect([...clocks.keys()]).toEqual(['community', 'rtt-1', 'autism_start'])
    expect(brief(clocks.get('autism_start'))).toEqual([
      '2026-01-05',
      null,
      91,
      '2026-04-06',
      'running',
      'within',
    ])
    expect(
      clocksOf('neurodevelopment', [received], '2026-04-07', { pathways: ['autism'] }).get('autism_start')
        ?.outcome,
    ).toBe('over')
  })

  it('none when registered in error or not yet received', () => {
    const error = happened('closed', '2026-01-10', { reason: 'registered_in_error' })
    expect(clocksOf('audiology', [received, error], '2026-02-02').size).toBe(0)
    expect(clocksOf('audiology', [received], '2026-01-04').size).toBe(0)
  })
})

describe('the community wait', () => {
  it.each([
    ['2026-05-11', 126, 'within'],
    ['2026-05-12', 127, 'over'],
    ['2026-01-05', 0, 'within'],
  ])('on %s is %i days', (asAt, days, outcome) => {
    const clock = clocksOf('slt', [received], asAt).get('community')
    expect(clock).toMatchObject({ days, outcome, dueBy: '2026-05-11' })
  })

  it('counts 29 February', () => {
    expect(clocksOf('slt', [receivedOn('2024-02-28')], '2024-03-01').get('community')?.days).toBe(2)
  })

  it('received and seen on one day is nought days', () => {
    const clock = clocksOf('slt', [received, attended('2026-01-05')], '2026-02-02').get('community')
    expect(brief(clock)).toEqual(['2026-01-05', '2026-01-05', 0, '2026-05-11', 'stopped', 'within'])
    expect(clock?.stopReason).toBe('first contact')
  })

  it('of a planned referral starts on its due date', () => {
    const planned = happened('planned', '2026-01-12', { dueOn: '2026-03-02' })
    expect(clocksOf('slt', [received, planned], '2026-02-02').get('community')).toMatchObject({
      state: 'not_started',
      start: '2026-03-02',
      days: 0,
    })
    expect(brief(clocksOf('slt', [received, planned], '2026-03-09').get('community'))).toEqual([
      '2026-03-02',
      null,
      7,
      '2026-07-06',
      'running',
      'within',
    ])
  })

  it('ends with treatment where the service says so', () => {
    const treatment = happened('treatment_started', '2026-02-02', {})
    const byTreatment = { ...service('slt'), stopEvent: 'first_treatment' as const }
    const facts = [received, attended('2026-01-19'), treatment]
    const stop = (of: ClockCircumstances['service']) =>
      clocksOf('slt', facts, '2026-03-02', { service: of }).get('community')?.stop
    expect(stop(byTreatment)).toBe('2026-02-02')
    expect(stop(service('slt'))).toBe('2026-01-19')
  })
})

describe('RTT of a consultant-led referral', () => {
  const missed = (communicated: boolean | null) => happened('was_not_brought', '2026-02-02', { communicated })
  const rtt = (happenings: Happening[], asAt: string) =>
    [...clocksOf('neurodevelopment', happenings, asAt).values()].filter((clock) => clock.kind === 'rtt')

  it('is nullified by a missed first appointment the family had been told of, and only then', () => {
    expect(rtt([received, missed(null)], '2026-03-02').map(brief)).toEqual([
      ['2026-01-05', null, 56, '2026-05-11', 'running', 'within'],
    ])
    const agreed = happened('rebook_agreed', '2026-02-09', { askedBy: 'family' })
    expect(rtt([received, missed(true), agreed], '2026-03-02').map(brief)).toEqual([
      ['2026-01-05', '2026-02-02', 28, null, 'nullified', null],
      ['2026-02-09', null, 21, '2026-06-15', 'running', 'within'],
    ])
  })

  it('starts again at the latest when another appointment is booked', () => {
    const booked = happened('appointment_booked', '2026-02-16', { appointmentOn: '2026-03-16' })
    expect(rtt([received, missed(true), booked], '2026-03-02')[1]).toMatchObject({ start: '2026-02-16' })
  })

  it('does not touch the community wait', () => {
    const clocks = clocksOf('neurodevelopment', [received, missed(true)], '2026-03-02')
    expect(brief(clocks.get('community'))).toEqual([
      '2026-01-05',
      null,
      56,
      '2026-05-11',
      'running',
      'within',
    ])
  })

  it('stops for active monitoring, asks for a review, and starts anew on a decision to treat', () => {
    const facts = [
      received,
      attended('2026-01-19'),
      happened('active_monitoring_started', '2026-02-02', { by: 'clinician' }),
    ]
    expect(rtt(facts, '2026-03-02')[0]).toMatchObject({
      stop: '2026-02-02',
      rttCode: '32',
      reviewDue: '2026-04-27',
      needsReview: false,
    })
    expect(rtt(facts, '2026-04-28')[0]).toMatchObject({ needsReview: true })
    const reviewed = [...facts, happened('clinical_review', '2026-04-20', {})]
    expect(rtt(reviewed, '2026-04-28')[0]).toMatchObject({ reviewDue: '2026-07-13', needsReview: false })
    const decided = [...facts, happened('decision_to_treat', '2026-03-02', {})]
    expect(rtt(decided, '2026-03-09').map((clock) => [clock.start, clock.days, clock.rttCode])).toEqual([
      ['2026-01-05', 28, '32'],
      ['2026-03-02', 7, '11'],
    ])
  })

  it('keeps the original start of a transfer, and hands it on', () => {
    const transfer = happened('received', '2026-01-05', {
      receivedDate: '2026-01-05',
      originalReferralDate: '2025-10-06',
      transferIn: true,
    })
    expect(rtt([transfer], '2026-02-02')[0]).toMatchObject({ start: '2025-10-06', days: 119 })
    const out = happened('closed', '2026-01-19', { reason: 'transferred_out' })
    expect(rtt([received, out], '2026-02-02')[0]).toMatchObject({ stop: '2026-01-19', rttCode: '21' })
  })

  it('stops on the missed date by discharge under a policy that protects children', () => {
    const facts = [received, attended('2026-01-19'), missed(true)]
    const closed = (missedPolicy: boolean) =>
      happened('closed', '2026-02-16', { reason: 'discharged', missedPolicy })
    expect(rtt([...facts, closed(true)], '2026-03-02')[0]).toMatchObject({ stop: '2026-02-02' })
    expect(rtt([...facts, closed(false)], '2026-03-02')[0]).toMatchObject({ stop: '2026-02-16' })
  })

  it('runs on when a closure is taken back', () => {
    const facts = [
      received,
      happened('closed', '2026-02-02', { reason: 'moved_away' }),
      happened('reopened', '2026-02-16', {}),
    ]
    expect(rtt(facts, '2026-03-02').map(brief)).toEqual([
      ['2026-01-05', null, 56, '2026-05-11', 'running', 'within'],
    ])
  })
})

describe('advice for an EHC needs assessment', () => {
  const dates = { ehcnaAdviceRequestDate: '2026-01-12' }
  const advice = (happenings: Happening[], asAt: string) =>
    clocksOf('slt', [received, ...happenings], asAt, { dates }).get('ehc_advice')

  it('is due 42 days after the request, whatever the list', () => {
    expect(brief(advice([], '2026-02-23'))).toEqual([
      '2026-01-12',
      null,
      42,
      '2026-02-23',
      'running',
      'within',
    ])
    expect(advice([attended('2026-02-02')], '2026-02-24')).toMatchObject({
      state: 'running',
      outcome: 'over',
    })
  })

  it('stops when it is sent, even after the referral closed', () => {
    const sent = happened('ehc_advice_sent', '2026-02-20', {})
    const closed = happened('closed', '2026-02-02', { reason: 'moved_away' })
    expect(brief(advice([closed, sent], '2026-03-02'))).toEqual([
      '2026-01-12',
      '2026-02-20',
      39,
      '2026-02-23',
      'stopped',
      'within',
    ])
  })

  it.each(['exceptional_circumstances', 'absence_four_weeks', 'missed_appointment'] as const)(
    'is excused, and still owed, by %s',
    (exception) => {
      const clock = advice([happened('ehc_exception', '2026-02-02', { exception })], '2026-03-02')
      expect(clock).toMatchObject({ state: 'excused', outcome: null, stop: null })
      expect(clock?.sentences.join(' ')).toContain('still owed')
    },
  )
})

describe('the service’s own target', () => {
  it('follows the priority, or the date set with the decision', () => {
    const accepted = (dueBy: string | null) =>
      happened('accepted', '2026-01-12', { priority: 'urgent', dueBy })
    expect(brief(clocksOf('slt', [received, accepted(null)], '2026-02-03').get('local_priority'))).toEqual([
      '2026-01-05',
      null,
      29,
      '2026-02-02',
      'running',
      'over',
    ])
    expect(
      clocksOf('slt', [received, accepted('2026-01-19')], '2026-01-19').get('local_priority'),
    ).toMatchObject({ dueBy: '2026-01-19', target: null, outcome: 'within' })
  })

  it('stops at first contact and when the child leaves the list', () => {
    const facts = [received, happened('accepted', '2026-01-12', { priority: 'soon' })]
    expect(
      clocksOf('slt', [...facts, attended('2026-01-26')], '2026-02-02').get('local_priority')?.stop,
    ).toBe('2026-01-26')
    const declined = happened('closed', '2026-01-20', { reason: 'declined' })
    expect(clocksOf('slt', [...facts, declined], '2026-02-02').get('local_priority')).toMatchObject({
      stop: '2026-01-20',
      stopReason: 'family declined',
    })
  })
})
