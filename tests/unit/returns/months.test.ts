import { describe, expect, it } from 'vitest'
import {
  lastDayOfMonth,
  monthInWords,
  monthOf,
  nextMonth,
  previousMonth,
  returnPeriod,
} from '../../../src/main/domain/returns/months.ts'

describe('months', () => {
  it.each([
    ['2024-02', '2024-02-29', '2024-01', '2024-03'],
    ['2025-02', '2025-02-28', '2025-01', '2025-03'],
    ['2025-12', '2025-12-31', '2025-11', '2026-01'],
    ['2026-01', '2026-01-31', '2025-12', '2026-02'],
    ['2025-04', '2025-04-30', '2025-03', '2025-05'],
  ])('%s ends on %s, after %s and before %s', (month, last, before, after) => {
    expect(lastDayOfMonth(month)).toBe(last)
    expect(previousMonth(month)).toBe(before)
    expect(nextMonth(month)).toBe(after)
    expect(monthOf(last)).toBe(month)
  })

  it('reads as a month', () => {
    expect(monthInWords('2025-10')).toBe('October 2025')
  })
})

describe('returnPeriod', () => {
  it('gives the census of a month and of the one before', () => {
    expect(returnPeriod('2026-01', '2026-02-09')).toEqual({
      ok: true,
      value: {
        month: '2026-01',
        firstDay: '2026-01-01',
        censusDate: '2026-01-31',
        previousMonth: '2025-12',
        previousCensusDate: '2025-12-31',
        ended: true,
      },
    })
  })

  it('says when the month has not ended, which its last day has not', () => {
    expect(returnPeriod('2026-01', '2026-01-31')).toMatchObject({ ok: true, value: { ended: false } })
    expect(returnPeriod('2026-01', '2026-02-01')).toMatchObject({ ok: true, value: { ended: true } })
  })

  it('refuses a month that has not begun', () => {
    const answer = returnPeriod('2026-02', '2026-01-31')
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid', field: 'month' } })
    expect(answer.ok ? '' : answer.refusal.message).toContain('February 2026 has not begun')
  })

  it.each(['0000-01', '0026-02', '1899-12'])(
    'refuses %s: a slip of the keyboard, not a month of a return',
    (month) => {
      expect(returnPeriod(month, '2026-06-01')).toMatchObject({
        ok: false,
        refusal: { kind: 'invalid', field: 'month', message: expect.stringContaining('before 1900') },
      })
      expect(returnPeriod('1900-01', '2026-06-01').ok).toBe(true)
    },
  )

  it.each(['2026-13', '2026-00', '2026-1', '202601', '2026-01-01', 'January', ''])('refuses %j', (month) => {
    expect(returnPeriod(month, '2026-06-01')).toMatchObject({ ok: false, refusal: { field: 'month' } })
  })
})
