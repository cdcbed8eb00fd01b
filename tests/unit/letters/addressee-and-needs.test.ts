import { describe, expect, it } from 'vitest'
import {
  addressLines,
  type FamilyContact,
  isPostal,
  usualContact,
  whyNotContact,
} from '../../../src/main/domain/letters/addressee.ts'
import { formatOf, languageTagOf } from '../../../src/main/domain/letters/needs.ts'

const contact = (id: string, safe: boolean | null, responsible: boolean | null = null): FamilyContact => ({
  id,
  name: id,
  relationship: null,
  parentalResponsibility: responsible,
  safe,
})

describe('the usual contact', () => {
  it('is a safe one before one nobody asked about, and never an unsafe one', () => {
    expect(usualContact([contact('a', null, true), contact('b', true)])?.id).toBe('b')
    expect(usualContact([contact('a', true), contact('b', true, true)])?.id).toBe('b')
    expect(usualContact([contact('a', null), contact('b', null)])?.id).toBe('a')
    expect(usualContact([contact('a', false, true)])).toBeNull()
    expect(usualContact([{ ...contact('a', true), name: '  ' }])).toBeNull()
  })

  it('is refused with the reason when unsafe', () => {
    expect(whyNotContact(contact('Ewa', false))).toMatch(/Ewa is marked not safe to contact/)
    expect(whyNotContact(contact('Ewa', null))).toBeNull()
  })
})

describe('an address', () => {
  it('has a line for each part and the postcode at its end', () => {
    expect(addressLines('Ewa Testowa', '12 Sample Street, Example Town', 'zz99 3aa')).toEqual([
      'Ewa Testowa',
      '12 Sample Street',
      'Example Town',
      'ZZ99 3AA',
    ])
    expect(addressLines('Ewa', '12 Sample Street\nZZ993AA', 'ZZ99 3AA')).toEqual([
      'Ewa',
      '12 Sample Street',
      'ZZ99 3AA',
    ])
  })

  it('fits seven lines without losing a word', () => {
    const lines = addressLines('Ewa', 'a, b, c, d, e, f, g, h', 'ZZ99 3AA')
    expect(lines).toHaveLength(7)
    expect(lines.join(', ')).toBe('Ewa, a, b, c, d, e, f, g, h, ZZ99 3AA')
  })

  it('can be posted to when it has a street and a postcode', () => {
    expect(isPostal('12 Sample Street', 'ZZ99 3AA')).toBe(true)
    expect(isPostal('12 Sample Street, ZZ99 3AA', null)).toBe(true)
    expect(isPostal('12 Sample Street', null)).toBe(false)
    expect(isPostal(null, 'ZZ99 3AA')).toBe(false)
  })
})

describe('what a family needs', () => {
  it.each([
    [null, 'en'],
    ['English', 'en'],
    ['Polish', 'pl'],
    [' punjabi ', 'pa'],
    ['Kurdish Sorani', 'ku'],
    ['Elvish', 'und'],
  ])('reads the language %s as %s', (written, tag) => {
    expect(languageTagOf(written)).toBe(tag)
  })

  it.each([
    ['Large print', 'large_print', null],
    ['Easy read', 'easy_read', null],
    ['Braille', 'standard', 'Braille'],
    ['Text message', 'standard', 'Text message'],
    [null, 'standard', null],
  ])('reads the format %s', (written, format, otherForm) => {
    expect(formatOf(written)).toEqual({ format, otherForm })
  })
})
