import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleLine, inPublishedOrder, sumOfLines } from '../../../src/main/domain/returns/assemble-line.ts'
import { audiology, lineOf, paediatrics, speech } from './return-figures.ts'

describe('assembleLine', () => {
  it('puts each edge in its band', () => {
    const edges = [0, 7, 8, 14, 15, 28, 29, 84, 85, 126, 127, 364, 365, 728, 729, 2000]
    const line = assembleLine({ line: audiology, daysHistogram: edges.map((days) => ({ days, count: 1 })) })
    expect(line).toEqual({
      line: audiology,
      total: 16,
      bands: {
        '0-7': 2,
        '8-14': 2,
        '15-28': 2,
        '29-84': 2,
        '85-126': 2,
        '127-364': 2,
        '365-728': 2,
        '729+': 2,
      },
      within18Weeks: 10,
      over52Weeks: 4,
      meanDays: 294.3,
    })
  })

  it('has zeros and no mean when no one is waiting', () => {
    const line = assembleLine({ line: speech, daysHistogram: [] })
    expect(line.total).toBe(0)
    expect(Object.values(line.bands)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(line.meanDays).toBeNull()
  })

  it('tells a mean of 0 days from no mean, and rounds half up', () => {
    expect(lineOf(speech, { 0: 3 }).meanDays).toBe(0)
    expect(lineOf(speech, { 1: 1, 2: 19 }).meanDays).toBe(2)
    expect(lineOf(speech, { 1: 3, 2: 1 }).meanDays).toBe(1.3)
  })

  it('joins histograms of services on one line', () => {
    const joined = assembleLine({
      line: speech,
      daysHistogram: [
        { days: 10, count: 2 },
        { days: 400, count: 1 },
        { days: 10, count: 3 },
      ],
    })
    expect(joined).toMatchObject({ total: 6, bands: { '8-14': 5, '365-728': 1 }, meanDays: 75 })
  })

  it('throws on days or counts that cannot be', () => {
    for (const entry of [
      { days: -1, count: 1 },
      { days: 1.5, count: 1 },
      { days: 1, count: -1 },
      { days: 1, count: 0.5 },
    ]) {
      expect(() => assembleLine({ line: speech, daysHistogram: [entry] }), JSON.stringify(entry)).toThrow(
        RangeError,
      )
    }
  })

  it('has bands that sum to the total, 18 weeks to the first five and 52 weeks to the last two', () => {
    const histogram = fc.array(fc.record({ days: fc.nat(1_500), count: fc.nat(500) }), { maxLength: 60 })
    fc.assert(
      fc.property(histogram, (daysHistogram) => {
        const line = assembleLine({ line: audiology, daysHistogram })
        const bands = Object.values(line.bands)
        const sum = (from: number, to: number) => bands.slice(from, to).reduce((a, b) => a + b, 0)
        expect(line.total).toBe(daysHistogram.reduce((all, each) => all + each.count, 0))
        expect([sum(0, 8), sum(0, 5), sum(6, 8)]).toEqual([line.total, line.within18Weeks, line.over52Weeks])
      }),
    )
  })
})

describe('lines together', () => {
  it('come in the published order, others last', () => {
    const names = inPublishedOrder([
      { line: 'Other' },
      { line: speech },
      { line: paediatrics },
      { line: audiology },
    ])
    expect(names.map((each) => each.line)).toEqual([audiology, paediatrics, speech, 'Other'])
  })

  it('sum band by band', () => {
    const sum = sumOfLines([lineOf(audiology, { 3: 1, 500: 2 }), lineOf(speech, { 3: 4 })])
    expect(sum).toMatchObject({ total: 7, within18Weeks: 5, over52Weeks: 2 })
    expect(sum.bands).toMatchObject({ '0-7': 5, '365-728': 2, '29-84': 0 })
  })
})
