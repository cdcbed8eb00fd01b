import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cleanNhsNumber,
  formatNhsNumber,
  isValidNhsNumber,
  nhsNumberCheckDigit,
  readNhsNumber,
} from '../../../src/shared/format/nhs-number.ts'

describe('the check digit', () => {
  it.each(['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9434765919'])(
    'passes %s',
    (number) => {
      expect(isValidNhsNumber(number)).toBe(true)
    },
  )

  it.each(['9991234560', '9876544321', '9876543211', '9990000019'])('fails %s', (number) => {
    expect(isValidNhsNumber(number)).toBe(false)
  })

  it('is 0 for a remainder of 0, and there is none for a remainder of 1', () => {
    expect(nhsNumberCheckDigit('000000000')).toBe(0)
    expect(nhsNumberCheckDigit('999123456')).toBeNull()
    expect(nhsNumberCheckDigit('999000000')).toBeNull()
  })

  it('finds every single wrong digit and every exchange of two neighbours', () => {
    const numbers = fc
      .integer({ min: 999000000, max: 999999999 })
      .filter((nine) => nhsNumberCheckDigit(String(nine)) !== null)
    fc.assert(
      fc.property(numbers, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, place, change) => {
        const number = `${nine}${nhsNumberCheckDigit(String(nine))}`
        const digits = [...number]
        digits[place] = String((Number(digits[place]) + change) % 10)
        expect(isValidNhsNumber(number)).toBe(true)
        expect(isValidNhsNumber(digits.join(''))).toBe(false)
        const swapped = [...number]
        const next = (place + 1) % 10
        if (place < 9 && swapped[place] !== swapped[next]) {
          ;[swapped[place], swapped[next]] = [swapped[next]!, swapped[place]!]
          expect(isValidNhsNumber(swapped.join(''))).toBe(false)
        }
      }),
    )
  })
})

describe('reading', () => {
  it.each([
    '999 000 0018',
    '999-000-0018',
    ' 9990000018 ',
    '999\u00a0000\u200b0018',
    '\u202a9990000018\u202c',
  ])('accepts %j', (text) => {
    expect(readNhsNumber(text)).toEqual({ ok: true, nhsNumber: '9990000018', warnings: ['test_range'] })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['999 OO1 2345', 'letters'],
    ['99900000018', 'length'],
    ['999000001', 'length'],
    ['9990000019', 'check_digit'],
    ['9999999999', 'placeholder'],
    ['0000000000', 'placeholder'],
  ])('refuses %j as %s', (text, problem) => {
    const reading = readNhsNumber(text)
    expect(reading.ok ? null : reading.problem).toBe(problem)
    expect(reading.ok ? '' : reading.message).toMatch(/10 digits|check digit|repeated/)
  })

  it('warns of a palindrome and of numbers never issued', () => {
    expect(readNhsNumber('4000000004')).toEqual({
      ok: true,
      nhsNumber: '4000000004',
      warnings: ['palindrome'],
    })
    const outside = `943476591${nhsNumberCheckDigit('943476591')}`
    expect(readNhsNumber(outside)).toMatchObject({ ok: true, warnings: ['outside_issued_ranges'] })
    const scottish = `010110001${nhsNumberCheckDigit('010110001')}`
    expect(readNhsNumber(scottish)).toMatchObject({ ok: true, warnings: [] })
  })
})

it('shows 3-3-4 and takes the spaces out again', () => {
  expect(formatNhsNumber('9990000018')).toBe('999 000 0018')
  expect(cleanNhsNumber(formatNhsNumber('9990000018'))).toBe('9990000018')
  expect(formatNhsNumber('not known')).toBe('not known')
})
