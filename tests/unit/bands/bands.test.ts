import { describe, expect, it } from 'vitest'
import { chsBands, chsLegacyBands } from '../../../src/shared/codes/bands.ts'
import { bandMany, bandOf, chsBandOf, type BandScheme } from '../../../src/main/domain/waiting-bands/bands.ts'
import vectors from '../../fixtures/vectors/clocks-and-bands.json' with { type: 'json' }

const weeksToDays = (bands: readonly { id: string; weeks: string }[]) =>
  new Map(bands.map((band) => [band.weeks, band.id]))

/** The vectors name community bands by their week labels; the app answers with the day labels. */
const schemes: Record<string, { scheme: BandScheme; label: (weeks: string) => string | undefined }> = {
  'band:CHS SitRep 8-band (current)': { scheme: 'chs8', label: (weeks) => weeksToDays(chsBands).get(weeks) },
  'band:CHS SitRep 7-band (legacy)': {
    scheme: 'chs7',
    label: (weeks) => weeksToDays(chsLegacyBands).get(weeks),
  },
  'band:RTT weekly': { scheme: 'rtt-weekly', label: (weeks) => weeks },
}
const bandVectors = vectors.vectors.flatMap((vector) => {
  const named = schemes[vector.function]
  const days = 'days_waited' in vector.inputs ? vector.inputs.days_waited : undefined
  return named === undefined || typeof days !== 'number' || typeof vector.expected !== 'string'
    ? []
    : [{ id: vector.id, scheme: named.scheme, days, expected: named.label(vector.expected) }]
})

describe('bandOf', () => {
  it('has every band vector to answer', () => {
    expect(bandVectors.length).toBe(
      vectors.vectors.filter((each) => each.function.startsWith('band:')).length,
    )
    expect(bandVectors.length).toBeGreaterThan(10)
  })

  it.each(bandVectors)('vector $id: $days days in $scheme is $expected', ({ scheme, days, expected }) => {
    expect(bandOf(scheme, days)).toEqual({ ok: true, value: expected })
  })

  it.each([
    [0, '0-7'],
    [7, '0-7'],
    [8, '8-14'],
    [14, '8-14'],
    [15, '15-28'],
    [28, '15-28'],
    [29, '29-84'],
    [84, '29-84'],
    [85, '85-126'],
    [126, '85-126'],
    [127, '127-364'],
    [364, '127-364'],
    [365, '365-728'],
    [728, '365-728'],
    [729, '729+'],
    [5000, '729+'],
  ])('%i days is in the community band %s', (days, band) => {
    expect(bandOf('chs8', days)).toEqual({ ok: true, value: band })
    expect(chsBandOf(days)).toBe(band)
    expect(bandOf('chs7', days)).toEqual({ ok: true, value: days >= 365 ? '365+' : band })
  })

  it.each([
    [7, '0-1'],
    [8, '>1-2'],
    [126, '>17-18'],
    [127, '>18-19'],
    [357, '>50-51'],
    [358, '>51-52'],
    [364, '>51-52'],
    [365, '>52-53'],
    [721, '>102-103'],
    [722, '>103-104'],
    [728, '>103-104'],
    [729, '104+'],
  ])('%i days is in the weekly band %s', (days, band) => {
    expect(bandOf('rtt-weekly', days)).toEqual({ ok: true, value: band })
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d days', (days) => {
    expect(bandOf('chs8', days)).toMatchObject({ ok: false, refusal: { kind: 'invalid', field: 'days' } })
    expect(() => chsBandOf(days)).toThrow(RangeError)
  })
})

describe('bandMany', () => {
  it('answers in order', () => {
    const input = [
      { scheme: 'chs8', days: 84 },
      { scheme: 'chs7', days: 900 },
      { scheme: 'rtt-weekly', days: 14 },
    ]
    expect(bandMany(input)).toEqual({ ok: true, value: ['29-84', '365+', '>1-2'] })
    expect(bandMany([])).toEqual({ ok: true, value: [] })
  })

  it.each([
    [
      [
        { scheme: 'chs8', days: 84 },
        { scheme: 'chs8', days: -1 },
      ],
      '[1].days',
    ],
    [[{ scheme: 'chs8', days: '84' }], '[0].days'],
    [[{ scheme: 'chs8' }], '[0].days'],
    [[{ scheme: 'chs9', days: 84 }], '[0].scheme'],
    [[null], '[0].days'],
    [{ scheme: 'chs8', days: 84 }, undefined],
  ])('refuses %j', (input, field) => {
    const answer = bandMany(input)
    expect(answer.ok).toBe(false)
    expect(answer.ok ? null : answer.refusal.field).toBe(field)
  })
})
