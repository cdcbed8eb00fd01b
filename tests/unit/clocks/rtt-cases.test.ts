import { describe, expect, it } from 'vitest'
import { rttCases, type AnsweredCase } from '../../../src/main/domain/clocks/rtt-cases.ts'
import vectors from '../../fixtures/vectors/clocks-and-bands.json' with { type: 'json' }

interface Expected {
  clocks: Record<string, unknown>[]
  [field: string]: unknown
}
const rttVectors = vectors.vectors.filter((each) => each.function === 'rtt_clock')

/** The vectors write names with underscores; the command answers in the words of the app. */
function camel(from: Record<string, unknown>): Record<string, unknown> {
  const name = (key: string) =>
    key === 'within_18_weeks'
      ? 'withinEighteenWeeks'
      : key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [name(key), value]))
}

type Event = Record<string, unknown> & { type: string; date: string | null }

function answer(events: Event[], census: string): AnsweredCase {
  const result = rttCases({ cases: [{ name: 'a case', events, census }] })
  if (!result.ok) throw new Error(`${result.refusal.field}: ${result.refusal.message}`)
  return result.value[0]!
}
const received = { date: '2025-01-06', type: 'referral_received' }
const spans = (of: AnsweredCase) => of.clocks.map(({ start, stop, days }) => [start, stop, days])

describe('the published cases', () => {
  it('are all here', () => expect(rttVectors).toHaveLength(7))

  it.each(rttVectors)('$id $name', ({ name, inputs, expected }) => {
    const result = rttCases({ cases: [{ name, ...inputs }] })
    if (!result.ok) throw new Error(result.refusal.message)
    const { clocks, ...rest } = expected as unknown as Expected
    expect(result.value[0]).toMatchObject({ name, ...camel(rest) })
    expect(result.value[0]!.clocks).toHaveLength(clocks.length)
    expect(result.value[0]!.clocks).toMatchObject(clocks.map(camel))
  })
})

describe('how long', () => {
  it.each([
    ['2025-05-12', 126, true, '>17-18'],
    ['2025-05-13', 127, false, '>18-19'],
    ['2025-01-06', 0, true, '0-1'],
  ])('treated on %s is %i days', (date, days, within, band) => {
    const { clocks } = answer([received, { date, type: 'first_definitive_treatment' }], '2025-06-30')
    expect(clocks).toMatchObject([{ days, withinEighteenWeeks: within, band, stopCode: '30' }])
  })

  it('counts 29 February', () => {
    expect(spans(answer([{ ...received, date: '2024-02-28' }], '2024-03-01'))).toEqual([
      ['2024-02-28', null, 2],
    ])
  })

  it('leaves out what happens after the census', () => {
    const late = { date: '2025-04-01', type: 'first_definitive_treatment' }
    expect(spans(answer([received, late], '2025-03-31'))).toEqual([['2025-01-06', null, 84]])
    expect(answer([received, late], '2025-01-05')).toMatchObject({ clocks: [], open: false })
  })

  it('reports a child whose clock start is not known', () => {
    const answered = answer([{ date: null, type: 'referral_received' }], '2025-03-31')
    expect(answered.clocks).toMatchObject([{ start: null, stop: null, days: null }])
    expect(answered).toMatchObject({ open: true, flags: ['unknown_clock_start'] })
  })
})

describe('a missed appointment', () => {
  const missed = { date: '2025-03-10', type: 'dna_first_appointment', clearly_communicated: true }
  const later = { date: '2025-03-10', type: 'dna_subsequent_appointment', clearly_communicated: true }

  it('starts a new clock on the earlier of the decision to re-offer and the family’s call', () => {
    const reoffer = { date: '2025-03-12', type: 'provider_decides_to_reoffer' }
    const call = { date: '2025-03-17', type: 'patient_contacts_to_rebook' }
    for (const events of [
      [received, missed, reoffer, call],
      [received, missed, call, reoffer],
    ])
      expect(spans(answer(events, '2025-03-31'))).toEqual([
        ['2025-01-06', '2025-03-10', 63],
        ['2025-03-12', null, 19],
      ])
  })

  it('leaves no clock when nobody rebooks', () => {
    expect(answer([received, missed], '2025-03-31')).toMatchObject({
      open: false,
      clocks: [{ nullified: true, countsInReturn: false }],
    })
  })

  it('runs on when it is not said whether it was communicated', () => {
    const unsaid = { date: '2025-03-10', type: 'dna_first_appointment' }
    expect(spans(answer([received, unsaid], '2025-03-31'))).toEqual([['2025-01-06', null, 84]])
  })

  it('nullifies once: the rebooked appointment is not the first after the referral', () => {
    const events = [
      received,
      missed,
      { date: '2025-03-17', type: 'patient_contacts_to_rebook' },
      { ...missed, date: '2025-04-07' },
    ]
    expect(spans(answer(events, '2025-04-30'))).toEqual([
      ['2025-01-06', '2025-03-10', 63],
      ['2025-03-17', null, 44],
    ])
  })

  it('after the first was attended runs on', () => {
    const attended = { date: '2025-02-03', type: 'attended_first_appointment' }
    expect(spans(answer([received, attended, later], '2025-03-31'))).toEqual([['2025-01-06', null, 84]])
    expect(spans(answer([received, attended, { ...later, type: 'was_not_brought' }], '2025-03-31'))).toEqual([
      ['2025-01-06', null, 84],
    ])
  })

  const grounds = { clearly_communicated: true, clinician_decided: true, policy_protects_children: true }
  it('stops on the missed date when a clinician discharges under a policy that protects children', () => {
    const discharge = { date: '2025-03-20', type: 'discharged', ...grounds }
    expect(answer([received, later, discharge], '2025-03-31').clocks).toMatchObject([
      { stop: '2025-03-10', days: 63, stopCode: '34', countsInReturn: true },
    ])
    expect(answer([received, { ...later, discharged: true, ...grounds }], '2025-03-31').clocks).toMatchObject(
      [{ stop: '2025-03-10' }],
    )
  })

  it.each([
    {},
    { ...grounds, policy_protects_children: false },
    { ...grounds, clinician_decided: false },
    { ...grounds, clearly_communicated: false },
  ])('runs on when discharged on the grounds %j', (given) => {
    const answered = answer(
      [received, later, { date: '2025-03-20', type: 'discharged', ...given }],
      '2025-03-31',
    )
    expect(spans(answered)).toEqual([['2025-01-06', null, 84]])
    expect(answered.flags).toEqual(['discharge_after_missed_not_allowed'])
  })
})

describe('what changes nothing', () => {
  it.each([
    'patient_cancelled',
    'provider_cancelled',
    'patient_requests_delay',
    'transfer_out',
    'offer_declined',
    'pause',
    'patient_thinking_time',
    'appointment_booked',
  ])('%s', (type) => {
    expect(spans(answer([received, { date: '2025-02-03', type }], '2025-03-31'))).toEqual([
      ['2025-01-06', null, 84],
    ])
  })

  it('but asks for a review of repeated cancellations, long delays and long thinking', () => {
    const twice = ['2025-02-03', '2025-02-24'].map((date) => ({ date, type: 'patient_cancelled' }))
    expect(answer([received, ...twice], '2025-03-31').flags).toEqual(['repeated_cancellations_review'])
    const delay = (weeks: number) => ({ date: '2025-02-03', type: 'patient_requests_delay', weeks })
    expect(answer([received, delay(6)], '2025-03-31').flags).toEqual([])
    expect(answer([received, delay(7)], '2025-03-31').flags).toEqual(['delay_over_6_weeks_review'])
    const review = { date: '2025-02-10', type: 'clinical_review' }
    expect(answer([received, delay(7), review], '2025-03-31').flags).toEqual([])
    const thinking = { date: '2025-02-03', type: 'patient_thinking_time' }
    expect(answer([received, thinking], '2025-02-17').flags).toEqual([])
    expect(answer([received, thinking], '2025-02-18').flags).toEqual(['thinking_time_contact_due'])
  })
})

describe('active monitoring', () => {
  const started = { date: '2025-03-03', type: 'active_monitoring_start' }

  it.each([
    ['2025-05-25', '2025-05-26', []],
    ['2025-05-26', '2025-05-26', []],
    ['2025-05-27', '2025-05-26', ['active_monitoring_review_overdue']],
  ])('on %s has its review due on %s', (census, reviewDue, flags) => {
    expect(answer([received, started], census)).toMatchObject({ open: false, reviewDue, flags })
  })

  it('is reviewed every twelve weeks', () => {
    const review = { date: '2025-05-20', type: 'active_monitoring_review' }
    expect(answer([received, started, review], '2025-06-30')).toMatchObject({
      reviewDue: '2025-08-12',
      flags: [],
    })
  })

  it('says who started it', () => {
    const byFamily = { ...started, initiated_by: 'patient' }
    expect(answer([received, byFamily], '2025-03-31').clocks[0]!.stopCode).toBe('31')
    expect(answer([received, started], '2025-03-31').clocks[0]!.stopCode).toBe('32')
  })

  it('keeps the place in the queue when the family goes ahead, with a clock from zero', () => {
    const back = { date: '2025-06-02', type: 'patient_wishes_to_proceed' }
    const answered = answer([received, started, back], '2025-06-30')
    expect(spans(answered)[1]).toEqual(['2025-06-02', null, 28])
    expect(answered.queuePositionDate).toBe('2025-01-06')
    expect(answered.reviewDue).toBeUndefined()
  })
})

describe('a new clock', () => {
  const treated = { date: '2025-02-03', type: 'first_definitive_treatment' }
  it.each([
    ['re_referral_received', {}],
    ['fit_and_ready_for_second_procedure', {}],
    ['new_treatment_decision', {}],
    ['decision_to_treat', { substantively_new: true }],
  ])('starts after treatment on %s', (type, more) => {
    expect(spans(answer([received, treated, { date: '2025-03-03', type, ...more }], '2025-03-31'))).toEqual([
      ['2025-01-06', '2025-02-03', 28],
      ['2025-03-03', null, 28],
    ])
  })

  it('does not start for treatment that was part of the plan', () => {
    const planned = { date: '2025-03-03', type: 'decision_to_treat' }
    expect(answer([received, treated, planned], '2025-03-31')).toMatchObject({ open: false })
  })

  it('starts on the planned date when it passes without the child being seen', () => {
    const plan = { date: '2025-02-03', type: 'added_to_planned_list', planned_date: '2025-03-17' }
    expect(answer([received, treated, plan], '2025-03-16').clocks).toHaveLength(1)
    expect(spans(answer([received, treated, plan], '2025-03-31'))[1]).toEqual(['2025-03-17', null, 14])
    const kept = { date: '2025-03-17', type: 'first_definitive_treatment' }
    expect(answer([received, treated, plan, kept], '2025-03-31').clocks).toHaveLength(1)
  })

  it('runs beside the first for a separate condition', () => {
    const separate = { date: '2025-03-03', type: 'separate_condition_referral' }
    expect(spans(answer([received, separate], '2025-03-31'))).toEqual([
      ['2025-01-06', null, 84],
      ['2025-03-03', null, 28],
    ])
  })
})

describe('transfers and scope', () => {
  it('keeps the original start of a transfer', () => {
    const transfer = { date: '2025-03-03', type: 'transfer_in', original_clock_start: '2024-12-02' }
    expect(spans(answer([transfer], '2025-03-31'))).toEqual([['2024-12-02', null, 119]])
  })

  it('keeps the start of an interface service over the onward referral', () => {
    const interfaceService = { date: '2024-12-16', type: 'interface_service_received' }
    expect(spans(answer([interfaceService, received], '2025-03-31'))).toEqual([['2024-12-16', null, 105]])
  })

  it('counts a consultant-led community service in the community return only', () => {
    const community = { ...received, consultant_led: true, community_service: true }
    expect(answer([community], '2025-03-31')).toMatchObject({
      rttInScope: true,
      inRttReturn: false,
      communityReturn: true,
      localWaitDays: 84,
      clocks: [{ start: '2025-01-06' }],
    })
  })

  it.each([
    ['decision_not_to_treat', '34'],
    ['returned_to_primary_care', '34'],
    ['discharged_to_gp', '34'],
    ['patient_declined_treatment', '35'],
    ['patient_died', '36'],
  ])('stops on %s with status %s', (type, code) => {
    expect(answer([received, { date: '2025-02-03', type }], '2025-03-31').clocks).toMatchObject([
      { stop: '2025-02-03', days: 28, stopCode: code },
    ])
  })

  it.each([
    ['30', true],
    ['33', true],
    ['36', true],
    ['10', false],
    ['20', false],
    ['21', false],
    ['92', false],
    ['98', false],
    ['99', false],
  ])('reads RTT status %s', (code, stops) => {
    const { clocks } = answer([received, { date: '2025-02-03', type: 'rtt_status', code }], '2025-03-31')
    expect(clocks[0]!.stop).toBe(stops ? '2025-02-03' : null)
  })
})

describe('wrong input', () => {
  const event = { ...received }
  it.each([
    [null, 'cases'],
    [{ cases: 'many' }, 'cases'],
    [{ cases: [1] }, 'cases[0]'],
    [{ cases: [{ events: [], census: '2025-02-30' }] }, 'cases[0].census'],
    [{ cases: [{ census: '2025-02-28' }] }, 'cases[0].events'],
    [{ cases: [{ events: [1], census: '2025-02-28' }] }, 'cases[0].events[0]'],
    [{ cases: [{ events: [{ ...event, type: 'party' }], census: '2025-02-28' }] }, 'cases[0].events[0].type'],
    [
      { cases: [{ events: [{ ...event, date: '2025-02-29' }], census: '2025-02-28' }] },
      'cases[0].events[0].date',
    ],
    [
      { cases: [{ events: [{ ...event, consultant_led: 'no' }], census: '2025-02-28' }] },
      'cases[0].events[0].consultant_led',
    ],
    [
      { cases: [{ events: [{ type: 'rtt_status', code: '77', date: '2025-01-06' }], census: '2025-02-28' }] },
      'cases[0].events[0].type',
    ],
  ])('%j is refused at %s', (input, field) => {
    expect(rttCases(input)).toMatchObject({ ok: false, refusal: { kind: 'invalid', field } })
  })
})
