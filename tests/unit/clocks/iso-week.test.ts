import { getISOWeek, getISOWeekYear, parseISO } from 'date-fns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/main/domain/clocks/days.ts'
import { isoWeekOf, isoWeeksBetween, mondayOf } from '../../../src/main/domain/clocks/iso-week.ts'

describe('ISO weeks', () => {
  it.each([
    ['2026-01-01', '2026-W01'],
    ['2025-12-29', '2026-W01'],
    ['2025-12-28', '2025-W52'],
    ['2027-01-03', '2026-W53'],
    ['2024-02-29', '2024-W09'],
  ])('%s lies in %s', (date, week) => {
    expect(isoWeekOf(date)).toBe(week)
  })

  it('agree with date-fns on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const date = addDays('2024-01-01', days)
        const day = parseISO(date)
        const week = String(getISOWeek(day)).padStart(2, '0')
        expect(isoWeekOf(date)).toBe(`${getISOWeekYear(day)}-W${week}`)
        expect(addDays(mondayOf(date), 7) > date && mondayOf(date) <= date).toBe(true)
      }),
    )
  })

  it('lie whole weeks apart, whichever days they are named by', () => {
    expect(isoWeeksBetween('2026-02-08', '2026-03-02')).toBe(4)
    expect(isoWeeksBetween('2026-02-02', '2026-03-08')).toBe(4)
    expect(isoWeeksBetween('2026-03-02', '2026-03-08')).toBe(0)
  })
})
