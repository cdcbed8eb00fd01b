import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleDiagnosticWaits } from '../../../src/main/domain/diagnostic-return/assemble.ts'
import {
  diagnosticBandOf,
  diagnosticBands,
} from '../../../src/main/domain/diagnostic-return/diagnostic-bands.ts'

const one = (...days: number[]) => days.map((each) => ({ days: each, count: 1 }))

describe('the band of a wait', () => {
  it.each([
    [0, '0 to <1'],
    [6, '0 to <1'],
    [7, '1 to <2'],
    [41, '5 to <6'],
    [42, '6 to <7'],
    [43, '6 to <7'],
    [90, '12 to <13'],
    [91, '13 or more'],
    [1_000, '13 or more'],
  ])('of %i days is %s', (days, label) => {
    expect(diagnosticBandOf(days).label).toBe(label)
  })

  it('is none of what is no wait', () => {
    for (const days of [-1, 0.5, Number.NaN]) expect(() => diagnosticBandOf(days)).toThrow(RangeError)
  })

  it('are fourteen that follow one another without a gap', () => {
    expect(diagnosticBands.map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, week) => `w${week}`))
    diagnosticBands.slice(1).forEach((band, index) => {
      expect(band.fromDays).toBe(diagnosticBands[index]!.toDays! + 1)
    })
    expect(diagnosticBands.at(-1)!.toDays).toBeNull()
  })
})

describe('the waiting side', () => {
  it('counts six weeks from the 42nd day and thirteen from the 91st', () => {
    const waits = assembleDiagnosticWaits(one(0, 6, 7, 41, 42, 43, 90, 91))
    expect(waits).toMatchObject({ total: 8, sixWeeksOrMore: 4, thirteenWeeksOrMore: 1 })
  })

  it('gives the middle and the 95th of a hundred as waits that children had', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => ({ days: 100 - index, count: 1 }))
    expect(assembleDiagnosticWaits(hundred)).toMatchObject({ medianDays: 50, ninetyFifthDays: 95 })
    expect(assembleDiagnosticWaits([{ days: 12, count: 3 }])).toMatchObject({
      medianDays: 12,
      ninetyFifthDays: 12,
    })
  })

  it('has no middle when nobody waits', () => {
    expect(assembleDiagnosticWaits([])).toMatchObject({ total: 0, medianDays: null, ninetyFifthDays: null })
  })

  it('puts every child in one band, whatever the waits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000)), (days) => {
        const waits = assembleDiagnosticWaits(one(...days))
        expect(waits.bands.reduce((all, { count }) => all + count, 0)).toBe(days.length)
        expect(waits.sixWeeksOrMore).toBe(days.filter((each) => each >= 42).length)
      }),
    )
  })
})
