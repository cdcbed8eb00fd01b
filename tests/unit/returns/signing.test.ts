import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../src/main/domain/returns/canonical-json.ts'
import { correctionSentences } from '../../../src/main/domain/returns/correction-sentences.ts'
import { factsDecidingMonth } from '../../../src/main/domain/returns/deciding-facts.ts'
import { differencesOf } from '../../../src/main/domain/returns/differences.ts'
import { legacyBandsOf } from '../../../src/main/domain/returns/legacy-bands.ts'
import { monthState } from '../../../src/main/domain/returns/month-state.ts'
import { overrideFor } from '../../../src/main/domain/returns/overrides.ts'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { audiology, lineOf, speech } from './return-figures.ts'

describe('canonicalJson', () => {
  it('gives one text for equal values, keys sorted, and leaves out what is absent', () => {
    expect(canonicalJson({ b: [1, 'é"', null], a: { d: true, c: 1.5, e: undefined } })).toBe(
      '{"a":{"c":1.5,"d":true},"b":[1,"é\\"",null]}',
    )
  })

  it('is JSON of the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 1 },
    )
  })

  it('throws on what JSON cannot hold', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError)
    expect(() => canonicalJson(undefined)).toThrow(TypeError)
  })
})

it('the older bands end at 365 days and hold as many as those of today', () => {
  const line = lineOf(audiology, { 364: 1, 365: 2, 728: 3, 729: 4, 7: 5, 8: 6 })
  const legacy = legacyBandsOf(line)
  expect(legacy).toEqual({
    '0-7': 5,
    '8-14': 6,
    '15-28': 0,
    '29-84': 0,
    '85-126': 0,
    '127-364': 1,
    '365+': 9,
  })
  expect(Object.values(legacy).reduce((all, count) => all + count, 0)).toBe(line.total)
})

describe('differencesOf', () => {
  it('compares figure by figure, and a line only one month has with nothing', () => {
    const { lines, all } = differencesOf(
      [lineOf(audiology, { 3: 8, 400: 3 })],
      [lineOf(audiology, { 3: 9 }), lineOf(speech, { 40: 5 })],
    )
    expect(lines.map(({ line }) => line)).toEqual([audiology, speech])
    expect(lines[0]?.total).toEqual({ before: 11, now: 9, change: -2, percent: -18.2 })
    expect(lines[0]?.over52Weeks).toEqual({ before: 3, now: 0, change: -3, percent: -100 })
    expect(lines[0]?.bands['8-14']).toEqual({ before: 0, now: 0, change: 0, percent: null })
    expect(lines[1]?.total).toEqual({ before: null, now: 5, change: null, percent: null })
    expect(all.total).toEqual({ before: 11, now: 14, change: 3, percent: 27.3 })
  })
})

describe('an override', () => {
  const made = {
    id: 'o',
    month: '2026-02',
    code: 'not_in_any_queue',
    line: '',
    subject: null,
    count: 2,
    reason: 'Both were booked this morning.',
    madeBy: 'A Manager',
    madeAt: '2026-03-02T12:00:00.000Z',
  }
  it('holds for its check, line, service and count only', () => {
    const check = { code: 'not_in_any_queue', line: '', subject: null, count: 2 }
    expect(overrideFor(check, [made])).toBe(made)
    for (const other of [
      { count: 3 },
      { code: 'no_service_line' },
      { line: audiology },
      { subject: 'slt' },
    ]) {
      expect(overrideFor({ ...check, ...other }, [made])).toBeNull()
    }
  })
})

describe('the state of a month', () => {
  const signed = {
    id: 's',
    month: '2026-02',
    version: 2,
    signedAt: '2026-03-02T12:00:00.000Z',
    signedBy: 'A Manager and B Manager',
    sha256: '',
  }
  const first = { accountId: 'a', by: 'A Manager', at: '2026-03-02T12:00:00.000Z', void: false }
  const open = {
    month: '2026-02',
    ended: true,
    twoPeople: false,
    firstSignature: null,
    signed: null,
    reopened: null,
  }
  it.each([
    ['open', open, 'February 2026 is not signed off.'],
    ['not_ended', { ...open, ended: false }, 'February 2026 has not ended, so it cannot be signed off yet.'],
    [
      'first_signature',
      { ...open, twoPeople: true, firstSignature: first },
      'A Manager has signed February 2026; another manager has to sign the same figures.',
    ],
    [
      'open',
      { ...open, twoPeople: true, firstSignature: { ...first, void: true } },
      'February 2026 is not signed off. Two managers have to sign. The figures have changed since A Manager signed, so that signature no longer counts.',
    ],
    ['signed', { ...open, signed }, 'February 2026 is signed off by A Manager and B Manager, version 2.'],
    [
      'reopened',
      { ...open, signed, reopened: { by: 'C Manager', at: '', reason: 'A clinic' } },
      'February 2026 was re-opened by C Manager; version 2 is kept.',
    ],
  ])('%s: in words', (state, known, sentence) => {
    expect(monthState(known)).toMatchObject({ state, sentence })
  })
})

describe('corrections in sentences', () => {
  it('go by the month of recording, oldest first, and what no fact explains last', () => {
    const kinds = (
      kind: 'joined' | 'left' | 'moved' | 'movements',
      recordedAt: string | null,
      times: number,
    ) => Array.from({ length: times }, () => ({ kind, recordedAt }))
    expect(
      correctionSentences('2025-10', [
        ...kinds('left', null, 1),
        ...kinds('joined', '2025-12-01T08:00:00.000Z', 1),
        ...kinds('joined', '2025-11-04T08:00:00.000Z', 2),
        ...kinds('left', '2025-11-30T23:00:00.000Z', 1),
        ...kinds('movements', '2025-11-30T23:00:00.000Z', 1),
      ]),
    ).toEqual([
      '4 referrals recorded in November 2025 changed October 2025: 2 were waiting and not counted, 1 was counted and not waiting, 1 came or left otherwise.',
      '1 referral recorded in December 2025 changed October 2025: 1 was waiting and not counted.',
      '1 referral, for which the service is now reported differently or the record is gone, changed October 2025: 1 was counted and not waiting.',
    ])
    expect(correctionSentences('2025-10', [])).toEqual([])
    // Half past midnight in summer: July in Leeds, June in UTC.
    expect(correctionSentences('2026-05', kinds('left', '2026-06-30T23:30:00.000Z', 1))).toEqual([
      '1 referral recorded in July 2026 changed May 2026: 1 was counted and not waiting.',
    ])
  })

  it('name a fact that changed a coming or going, though nobody’s wait at the census', () => {
    let sequence = 0
    const event = (type: string, happenedOn: string, detail: object) =>
      ({
        id: `e${(sequence += 1)}`,
        type,
        happenedOn,
        recordedAt: '2025-11-05T08:00:00.000Z',
        recordedBy: 'a',
        sequence,
        detail,
        reason: null,
      }) as ReferralEvent
    const events = [
      event('received', '2025-10-03', { receivedDate: '2025-10-03' }),
      event('closed', '2025-10-20', { reason: 'declined' }),
      event('was_not_brought', '2025-10-12', {}),
      event('attended', '2025-10-15', {}),
    ]
    const period = { previousCensusDate: '2025-09-30', censusDate: '2025-10-31' }
    const deciding = factsDecidingMonth(events, { stopEvent: 'first_contact' }, period, 2)
    expect(deciding.map(({ type }) => type)).toEqual(['attended'])
    const september = { previousCensusDate: '2025-08-31', censusDate: '2025-09-30' }
    expect(factsDecidingMonth(events, { stopEvent: 'first_contact' }, september, 2)).toEqual([])
  })
})
