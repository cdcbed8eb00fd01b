import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  displayName,
  foldForMatch,
  foldForSearch,
  initials,
  spokenName,
} from '../../../src/shared/format/names.ts'

describe('folding', () => {
  it.each([
    ["O'Brien", 'obrien'],
    ['O’BRIEN', 'obrien'],
    ['Zoë', 'zoe'],
    ['Łuczak', 'luczak'],
    ['Søren', 'soren'],
    ['Weiß', 'weiss'],
    ['Đặng', 'dang'],
    ['Nguyễn', 'nguyen'],
    ['Ægir', 'aegir'],
    ['Öztürk', 'ozturk'],
    ['Işık', 'isik'],
    ['İpek', 'ipek'],
    ['Siân-Mair', 'sianmair'],
    ['Anne  Marie', 'annemarie'],
    ['St. John', 'stjohn'],
    ['\u202bAmal\u202c', 'amal'],
    ['محمد', 'محمد'],
  ])('%s matches as %s', (name, folded) => {
    expect(foldForMatch(name)).toBe(folded)
  })

  it('keeps words apart for searching', () => {
    expect(foldForSearch(' Siân  O’Brien-Łuczak ')).toBe('sian obrien luczak')
  })

  it('does not depend on how accents are encoded, and folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
        expect(foldForMatch(name.normalize('NFD'))).toBe(foldForMatch(name.normalize('NFC')))
        expect(foldForMatch(foldForMatch(name))).toBe(foldForMatch(name))
      }),
    )
  })
})

describe('showing', () => {
  it('writes the family name in capitals, then the given name and the preferred one', () => {
    expect(displayName({ familyName: "O'Neil", givenName: 'Siân', preferredName: 'Shan' })).toBe(
      "O'NEIL, Siân (Shan)",
    )
    expect(displayName({ familyName: 'Łuczak', givenName: 'Zoë', preferredName: 'Zoë' })).toBe('ŁUCZAK, Zoë')
  })

  it('shows a name of one word without a comma', () => {
    expect(displayName({ familyName: 'Suharto', givenName: '' })).toBe('SUHARTO')
    expect(displayName({ familyName: '', givenName: 'Amara' })).toBe('Amara')
  })

  it('speaks of a child by the preferred name, and gives initials', () => {
    expect(spokenName({ familyName: 'Khan', givenName: 'Muhammad', preferredName: 'Mo' })).toBe('Mo Khan')
    expect(initials({ familyName: 'Đặng', givenName: 'zoë' })).toBe('Z.Đ.')
  })
})
