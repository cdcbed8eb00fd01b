import { describe, expect, it } from 'vitest'
import { ageInWords, ageOn, birthday, formatAge } from '../../../src/shared/format/age.ts'

describe('age', () => {
  it.each([
    ['2025-06-01', '2025-06-01', '0d', '0 days'],
    ['2025-06-01', '2025-06-02', '1d', '1 day'],
    ['2025-06-01', '2025-06-13', '12d', '12 days'],
    ['2025-06-01', '2025-06-28', '27d', '27 days'],
    ['2025-06-01', '2025-06-29', '4w', '4 weeks'],
    ['2025-06-01', '2025-07-22', '7w', '7 weeks'],
    ['2025-06-01', '2025-08-31', '13w', '13 weeks'],
    ['2025-06-01', '2025-09-01', '3m', '3 months'],
    ['2025-06-01', '2025-10-01', '4m', '4 months'],
    ['2023-06-02', '2025-06-01', '23m', '23 months'],
    ['2023-06-01', '2025-06-01', '2y 0m', '2 years'],
    ['2021-05-01', '2025-06-01', '4y 1m', '4 years 1 month'],
    ['2007-06-02', '2025-06-01', '17y 11m', '17 years 11 months'],
    ['2007-06-01', '2025-06-01', '18y', '18 years'],
  ])('of a child born %s is on %s: %s', (born, on, short, words) => {
    expect(formatAge(born, on)).toBe(short)
    expect(ageInWords(born, on)).toBe(words)
  })

  it('is nothing before birth', () => {
    expect(ageOn('2025-06-01', '2025-05-31')).toBeNull()
    expect(formatAge('2025-06-01', '2025-05-31')).toBe('')
  })

  it('completes a month on the same day, or on the first of the next where there is none', () => {
    expect(ageOn('2025-01-31', '2025-02-28')?.months).toBe(0)
    expect(ageOn('2025-01-31', '2025-03-01')?.months).toBe(1)
  })

  it('of a child born on 29 February goes up on 1 March', () => {
    expect(ageOn('2020-02-29', '2021-02-28')?.years).toBe(0)
    expect(ageOn('2020-02-29', '2021-03-01')?.years).toBe(1)
    expect(ageOn('2020-02-29', '2024-02-29')?.years).toBe(4)
    expect(birthday('2020-02-29', 18)).toBe('2038-03-01')
    expect(birthday('2020-02-29', 4)).toBe('2024-02-29')
    expect(birthday('2019-05-06', 18)).toBe('2037-05-06')
  })
})
