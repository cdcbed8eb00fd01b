import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatLongDate,
  isIsoDate,
  readDate,
  readTypedDate,
  shiftDays,
  swapDayAndMonth,
} from '../../../src/shared/format/dates.ts'

describe('reading a date', () => {
  it.each([
    '2021-03-04',
    '2021/3/4',
    '04/03/2021',
    '4/3/2021',
    '4.3.2021',
    '04-03-2021',
    '04-Mar-2021',
    '04-MAR-2021',
    '4 Mar 2021',
    '4 March 2021',
    '4th March 2021',
    'Thursday 4 March 2021',
    '4Mar2021',
    ' 04/03/2021 ',
    '2021-03-04T00:00:00',
    '2021-03-04 09:30:15.123',
    '04/03/2021 23:59',
    '04\u00a0March\u00a02021',
  ])('accepts %j', (text) => {
    expect(readDate(text)).toEqual({ ok: true, date: '2021-03-04' })
  })

  it.each([
    ['', 'empty'],
    ['31/02/2025', 'impossible'],
    ['29/02/2023', 'impossible'],
    ['2025-13-01', 'impossible'],
    ['00/01/2025', 'impossible'],
    ['01/01/0021', 'impossible'],
    ['04/25/2025', 'day_first'],
    ['03/04/25', 'two_digit_year'],
    ['4-Mar-21', 'two_digit_year'],
    ['4 March 21', 'two_digit_year'],
    ['45678', 'serial_number'],
    ['45678.5', 'serial_number'],
    ['about 2019', 'unreadable'],
    ['20210304', 'unreadable'],
    ['2021-03-04T23:30:00Z', 'unreadable'],
    ['4 Mai 2021', 'unreadable'],
    ['04/03/2021 or so', 'unreadable'],
  ])('refuses %j as %s and says what is accepted', (text, problem) => {
    const reading = readDate(text)
    expect(reading.ok ? reading.date : reading.problem).toBe(problem)
    expect(reading.ok ? '' : reading.message).toContain('Accepted: ')
  })

  it('knows 29 February', () => {
    expect(readDate('29/02/2024')).toEqual({ ok: true, date: '2024-02-29' })
    expect(readDate('29/02/2000')).toEqual({ ok: true, date: '2000-02-29' })
    expect(readDate('29/02/2100').ok).toBe(false)
  })

  it('reads back every date it shows', () => {
    const dates = fc.integer({ min: -25_000, max: 60_000 }).map((count) => shiftDays('2000-01-01', count))
    fc.assert(
      fc.property(dates, (iso) => {
        expect(isIsoDate(iso)).toBe(true)
        for (const shown of [
          iso,
          formatDate(iso),
          formatLongDate(iso),
          iso.split('-').toReversed().join('/'),
        ]) {
          expect(readDate(shown)).toEqual({ ok: true, date: iso })
        }
      }),
    )
  })
})

describe('typing a date', () => {
  it.each([
    ['t', '2026-01-30'],
    ['Today', '2026-01-30'],
    ['yesterday', '2026-01-29'],
    ['tomorrow', '2026-01-31'],
    ['+7', '2026-02-06'],
    ['t+7', '2026-02-06'],
    ['-2w', '2026-01-16'],
    ['04032021', '2021-03-04'],
    ['4 mar 2021', '2021-03-04'],
  ])('%j is %s', (text, date) => {
    expect(readTypedDate(text, '2026-01-30')).toEqual({ ok: true, date })
  })

  it('refuses six digits, whose century is not known', () => {
    expect(readTypedDate('040321', '2026-01-30')).toMatchObject({ ok: false, problem: 'two_digit_year' })
    expect(readTypedDate('31022025', '2026-01-30')).toMatchObject({ ok: false, problem: 'impossible' })
  })

  it('counts days over the change of the clocks', () => {
    expect(shiftDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(shiftDays('2026-10-26', -2)).toBe('2026-10-24')
  })
})

it('shows dates in the short and the long form, and leaves other text alone', () => {
  expect(formatDate('2021-03-04')).toBe('04-Mar-2021')
  expect(formatLongDate('2021-03-04')).toBe('4 March 2021')
  expect(formatDate('not recorded')).toBe('not recorded')
  expect(formatLongDate('2021-02-30')).toBe('2021-02-30')
})

it('exchanges day and month only where that is another day', () => {
  expect(swapDayAndMonth('2021-03-04')).toBe('2021-04-03')
  expect(swapDayAndMonth('2021-04-04')).toBeNull()
  expect(swapDayAndMonth('2021-03-14')).toBeNull()
})
