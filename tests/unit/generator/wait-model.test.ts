import { describe, expect, it } from 'vitest'
import { dayOf, easterSunday, isoOf, weekdayOf } from '../../../src/main/generator/days.ts'
import { nhsNumberSupply } from '../../../src/main/generator/nhs-numbers.ts'
import { seededRandom } from '../../../src/main/generator/random.ts'
import { largestRemainder, sizeByTotal, waitModels } from '../../../src/main/generator/referral-slots.ts'
import { arrivalLevel, isWorkingDay } from '../../../src/main/generator/school-calendar.ts'
import { chsBands } from '../../../src/shared/codes/bands.ts'
import { publishedBands } from '../../../src/shared/codes/published-bands.ts'
import { startingServiceIds } from '../../../src/shared/codes/services.ts'

describe('the seeded source', () => {
  it('gives these numbers for this seed on any machine', () => {
    const random = seededRandom('pinned')
    expect([random.next(), random.next(), random.next()].map((value) => Math.floor(value * 2 ** 32))).toEqual(
      [3543149112, 4189923450, 2048848293],
    )
  })

  it('draws in proportion to weights and stays within bounds', () => {
    const random = seededRandom(1)
    const counts = [0, 0, 0]
    for (let i = 0; i < 30_000; i++) counts[random.weighted([1, 0, 2])]!++
    expect(counts[1]).toBe(0)
    expect(counts[2]! / counts[0]!).toBeCloseTo(2, 0)
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 6)))
    expect([...drawn].toSorted()).toEqual([3, 4, 5, 6])
    const normals = Array.from({ length: 5000 }, () => random.normal(10, 2))
    expect(normals.reduce((sum, value) => sum + value, 0) / 5000).toBeCloseTo(10, 0)
  })
})

describe('the calendar', () => {
  it('knows Easter, bank holidays and weekdays', () => {
    expect([2024, 2025, 2026].map((year) => isoOf(easterSunday(year)))).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
    ])
    expect(weekdayOf(dayOf('2025-10-31'))).toBe(4)
    const closed = [
      '2025-04-18',
      '2025-04-21',
      '2025-05-05',
      '2025-05-26',
      '2025-08-25',
      '2025-12-25',
      '2025-12-26',
      '2026-12-28',
      '2022-01-03',
      '2025-10-25',
    ]
    expect(closed.filter((date) => isWorkingDay(dayOf(date)))).toEqual([])
    expect(['2025-10-31', '2026-12-24', '2025-04-22'].every((date) => isWorkingDay(dayOf(date)))).toBe(true)
  })

  it('has fewer referrals in school holidays where the service feels them, and none on bank holidays', () => {
    const term = dayOf('2025-10-08')
    const holiday = dayOf('2025-08-06')
    expect(arrivalLevel(holiday, 1)).toBeLessThan(arrivalLevel(term, 1) * 0.6)
    expect(arrivalLevel(holiday, 0)).toBe(arrivalLevel(term, 0))
    expect(arrivalLevel(dayOf('2025-12-25'), 0)).toBe(0)
  })

  it.each(['2025-02-29', '2025-13-01', '31/10/2025'])('refuses %s as a date', (text) => {
    expect(() => dayOf(text)).toThrow('Not a calendar date')
  })
})

describe.each(startingServiceIds)('the wait model of %s', (service) => {
  const model = waitModels(dayOf('2025-10-31'))[service]

  it('has a curve that starts near 1, never rises and ends near 0', () => {
    const { stillWaiting } = model
    expect(stillWaiting[0]).toBeGreaterThan(0.95)
    for (let d = 1; d < stillWaiting.length; d++)
      expect(stillWaiting[d]!).toBeLessThanOrEqual(stillWaiting[d - 1]!)
    expect(stillWaiting.at(-1)).toBeLessThan(0.02)
  })

  it('gives the published bands from arrivals and curve alone', () => {
    const { bands, total } = publishedBands[service]
    for (const [band, { fromDays, toDays }] of chsBands.entries()) {
      let share = 0
      for (let d = fromDays; d <= (toDays ?? 5000) && d < model.stillWaiting.length; d++)
        share += model.stillWaiting[d]! * model.arrivals[d]!
      expect(share).toBeCloseTo(bands[band]! / total, 4)
    }
  })

  it('lets about as many leave in a year as come, less a little growth', () => {
    let arrived = 0
    let left = 0
    for (let d = 0; d < 365; d++) {
      arrived += model.arrivals[d]!
      left += model.stops(d)
    }
    expect(left / arrived).toBeGreaterThan(0.85)
    expect(left / arrived).toBeLessThan(1.02)
  })
})

describe('sizes and numbers', () => {
  it('shares out whole numbers exactly', () => {
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(largestRemainder(0, [1, 2])).toEqual([0, 0])
    expect(largestRemainder(7, [0, 1])).toEqual([0, 7])
  })

  it('makes a million referrals of 100,000 waiting and several years of history', () => {
    const size = sizeByTotal(waitModels(dayOf('2025-10-31')), 1_000_000)
    const sum = (counts: Record<string, number>) =>
      Object.values(counts).reduce((all, count) => all + count, 0)
    expect(sum(size.waiting)).toBe(100_000)
    expect(sum(size.waiting) + sum(size.stopped) + size.planned).toBe(1_000_000)
    expect(size.historyDays).toBeGreaterThan(3 * 365)
  })

  it('hands out 800,000 different NHS numbers', () => {
    const next = nhsNumberSupply(seededRandom(1))
    const numbers = new Set<string>()
    for (let i = 0; i < 800_000; i++) numbers.add(next()!)
    expect(numbers.size).toBe(800_000)
    let after = 0
    while (next() !== null) after++
    expect(after).toBeGreaterThan(100_000)
    expect(after).toBeLessThan(115_000)
    expect(next()).toBeNull()
  })
})
