import { describe, expect, it } from 'vitest'
import { ageWithCorrection, correctedAge } from '../../../src/shared/format/age.ts'

describe('the age of a child born preterm', () => {
  it('is said with the weeks born early taken off, under two years', () => {
    expect(ageWithCorrection('2025-10-20', '2026-03-02', 31)).toBe('4m (corrected 10w)')
    expect(correctedAge('2025-01-01', '2026-03-02', 30)).toBe('11m')
  })

  it('is before the due date until then', () => {
    expect(correctedAge('2026-02-09', '2026-03-02', 32)).toBe('before due date')
    expect(correctedAge('2026-01-05', '2026-03-02', 32)).toBe('0d')
  })

  it.each([
    ['from the second birthday', '2024-03-02', '2026-03-02', 28],
    ['born at 37 weeks', '2025-10-20', '2026-03-02', 37],
    ['with gestation not recorded', '2025-10-20', '2026-03-02', null],
  ])('is not corrected %s', (_, born, on, gestation) => {
    expect(correctedAge(born, on, gestation)).toBeNull()
    expect(ageWithCorrection(born, on, gestation)).not.toContain('corrected')
  })
})
