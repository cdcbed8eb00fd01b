import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, isCalendarDate, laterOf } from '../../../src/main/domain/clocks/days.ts'

describe('calendar days', () => {
  it.each([
    ['2025-01-06', '2025-05-12', 126],
    ['2024-02-28', '2024-03-01', 2],
    ['2025-02-28', '2025-03-01', 1],
    ['2025-03-29', '2025-03-31', 2],
    ['2025-10-25', '2025-10-27', 2],
    ['2025-05-12', '2025-05-12', 0],
    ['2025-05-12', '2025-05-11', -1],
  ])('from %s to %s is %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days)
    expect(addDays(from, days)).toBe(to)
  })

  it('adding days and counting them agree for any date and any number of days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: -9_000, max: 9_000 }),
        (start, days) => {
          const date = addDays('1990-01-01', start)
          expect(daysBetween(date, addDays(date, days))).toBe(days)
        },
      ),
    )
  })

  it('knows the dates that exist', () => {
    expect(isCalendarDate('2024-02-29')).toBe(true)
    for (const text of [
      '2025-02-29',
      '2025-02-31',
      '2025-13-01',
      '2025-00-10',
      '2025-1-5',
      '31/01/2025',
      '',
    ]) {
      expect(isCalendarDate(text), text).toBe(false)
    }
  })

  it('refuses to count with something that is not a date', () => {
    expect(() => daysBetween('yesterday', '2025-01-01')).toThrow('Not a calendar date')
  })

  it('gives the later of two dates', () => {
    expect(laterOf('2025-01-31', '2025-02-01')).toBe('2025-02-01')
    expect(laterOf('2025-02-01', '2025-01-31')).toBe('2025-02-01')
  })
})
