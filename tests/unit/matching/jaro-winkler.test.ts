import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jaroWinkler } from '../../../src/main/domain/matching/jaro-winkler.ts'

describe('Jaro-Winkler', () => {
  it.each([
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['mohammed', 'muhammad', 0.85],
    ['aisha', 'ayesha', 0.84],
    ['katherine', 'cathryn', 0.757],
    ['sofia', 'sophia', 0.858],
    ['singh', 'singha', 0.967],
    ['jon', 'john', 0.933],
    ['abc', 'xyz', 0],
    ['', 'abc', 0],
    ['', '', 1],
  ])('of %s and %s is %d', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 2)
  })

  it('lies between 0 and 1, is 1 for equal texts only, and does not depend on the order', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abcdeilmnorst'), maxLength: 12 })
    fc.assert(
      fc.property(name, name, (a, b) => {
        const likeness = jaroWinkler(a, b)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        expect(jaroWinkler(b, a)).toBeCloseTo(likeness, 10)
        expect(likeness === 1).toBe(a === b)
      }),
    )
  })
})
