import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockingKeys, createMatchIndex } from '../../../src/main/domain/matching/blocking.ts'
import { type ChildIdentity, compareChildren } from '../../../src/main/domain/matching/compare-children.ts'

const amara: ChildIdentity = {
  familyName: 'Okafor',
  givenName: 'Amara',
  dateOfBirth: '2019-03-04',
  postcode: 'LS1 4AP',
}

function like(change: Partial<ChildIdentity>): ChildIdentity {
  return { ...amara, ...change }
}

describe('NHS numbers', () => {
  it('decide when they are equal, whatever else differs, and say what does', () => {
    const found = compareChildren(like({ nhsNumber: '999 000 0018' }), {
      nhsNumber: '9990000018',
      familyName: 'Smith',
      givenName: 'Jo',
      dateOfBirth: '2001-01-01',
    })
    expect(found.verdict).toBe('same_nhs_number')
    expect(found.differs).toEqual(['given_name', 'family_name', 'date_of_birth'])
  })

  it('keep children apart when they are two, even if all else agrees', () => {
    const found = compareChildren(like({ nhsNumber: '9990000018' }), like({ nhsNumber: '9990000026' }))
    expect(found.verdict).toBe('none')
    expect(found.differs).toEqual(['nhs_number'])
  })

  it('count for nothing when one is not valid', () => {
    const found = compareChildren(like({ nhsNumber: '9990000018' }), like({ nhsNumber: '9990000019' }))
    expect(found.verdict).toBe('likely')
  })
})

describe('three of four', () => {
  it.each([
    ['all four', {}],
    ['no postcode', { postcode: null }],
    ['moved house', { postcode: 'M1 1AE' }],
    ['postcode without its space, lower case', { postcode: 'ls14ap' }],
    ['day and month exchanged', { dateOfBirth: '2019-04-03', postcode: 'M1 1AE' }],
    ['another birthday', { dateOfBirth: '2017-11-20' }],
    ['a slip in the family name', { familyName: 'Okaffor', postcode: null }],
    ['another family name', { familyName: 'Grant' }],
    ['accents', { givenName: 'Amára' }],
    ['known by the preferred name', { givenName: 'Chidinma', preferredName: 'Amara' }],
  ])('is likely: %s', (_, change) => {
    expect(compareChildren(amara, like(change)).verdict).toBe('likely')
  })

  it.each([
    ['another spelling of the given name', { givenName: 'Ammarah', postcode: 'M1 1AE' }],
    ['one digit of the birthday wrong and moved', { dateOfBirth: '2019-03-05', postcode: 'M1 1AE' }],
    ['part of a double-barrelled name', { familyName: 'Okafor-Smith', postcode: 'M1 1AE' }],
  ])('is possible when one is only close: %s', (_, change) => {
    expect(compareChildren(amara, like(change)).verdict).toBe('possible')
  })

  it.each([
    ['only the name', { dateOfBirth: '2011-12-12', postcode: 'M1 1AE' }],
    ['a sibling', { givenName: 'Chidi', dateOfBirth: '2016-07-21' }],
    ['a neighbour born on the day', { givenName: 'Ella', familyName: 'Walsh' }],
  ])('is nothing: %s', (_, change) => {
    const found = compareChildren(amara, like(change))
    expect(found.verdict).toBe('none')
    expect(found.twin).toBe(false)
  })

  it('sees names entered the wrong way round', () => {
    const found = compareChildren(
      like({ familyName: 'Thị Mai', givenName: 'Nguyễn' }),
      like({ familyName: 'Nguyen', givenName: 'Thi-Mai', postcode: null }),
    )
    expect(found).toMatchObject({ verdict: 'likely', namesExchanged: true })
  })

  it.each([
    ['Mohammed', 'Muhammad'],
    ['Aisha', 'Ayesha'],
    ['Sofia', 'Sophia'],
    ['Zoe', 'Zoë'],
    ['Jon', 'John'],
  ])('finds %s as %s', (a, b) => {
    const found = compareChildren(
      like({ givenName: a, postcode: null }),
      like({ givenName: b, postcode: null }),
    )
    expect(['likely', 'possible']).toContain(found.verdict)
    expect(found.agrees).toContain('given_name')
  })

  it('does not read a blank as agreement', () => {
    const found = compareChildren(
      { familyName: 'Khan', givenName: 'Ali', dateOfBirth: '2019-01-01' },
      { familyName: 'Khan', givenName: 'Sara', dateOfBirth: '2019-01-01' },
    )
    expect(found).toMatchObject({ verdict: 'none', agrees: ['family_name', 'date_of_birth'] })
  })
})

describe('twins', () => {
  const given = [
    'Amara',
    'Chidi',
    'Zoë',
    'Daniel',
    'Danielle',
    'Aisha',
    'Ayesha',
    'Ella',
    'Emma',
    'Jayden',
    'Jaydon',
  ]

  it('are never likely, and are named as such', () => {
    expect(compareChildren(amara, like({ givenName: 'Chidi' }))).toMatchObject({
      verdict: 'possible',
      twin: true,
    })
  })

  it('with names that are alike are told apart by gender or by NHS number', () => {
    const boy = like({ givenName: 'Daniel', gender: '1' })
    const girl = like({ givenName: 'Danielle', gender: '2' })
    expect(compareChildren(boy, girl)).toMatchObject({ verdict: 'possible', twin: true })
    const numbered = compareChildren(
      like({ givenName: 'Jayden', nhsNumber: '9990000018' }),
      like({ givenName: 'Jaydon', nhsNumber: '9990000026' }),
    )
    expect(numbered).toMatchObject({ verdict: 'none', twin: true })
  })

  it('of any two different names are never likely', () => {
    fc.assert(
      fc.property(fc.constantFrom(...given), fc.constantFrom(...given), (a, b) => {
        fc.pre(a !== b)
        expect(compareChildren(like({ givenName: a }), like({ givenName: b })).verdict).not.toBe('likely')
      }),
    )
  })
})

const children = fc.record({
  nhsNumber: fc.constantFrom(null, '9990000018', '9990000026', '9990000034'),
  familyName: fc.constantFrom(
    'Okafor',
    'O’Kafor',
    'Khan',
    'Kahn',
    'Nguyễn',
    'Smith-Jones',
    'Łuczak',
    'Singh',
  ),
  givenName: fc.constantFrom(
    'Amara',
    'Ammarah',
    'Nguyễn',
    'Sofia',
    'Sophia',
    'Zoë',
    'Zoe',
    'Mohammed',
    'Muhammad',
  ),
  preferredName: fc.constantFrom(null, 'Mo', 'Zoe'),
  dateOfBirth: fc.constantFrom('2019-03-04', '2019-04-03', '2019-03-05', '2015-11-30'),
  postcode: fc.constantFrom(null, 'LS1 4AP', 'LS14AP', 'LS1 4AQ', 'M1 1AE'),
  gender: fc.constantFrom(null, '1', '2'),
})

describe('any two records', () => {
  it('compare the same either way round', () => {
    fc.assert(
      fc.property(children, children, (a, b) => {
        expect(compareChildren(a, b)).toEqual(compareChildren(b, a))
      }),
    )
  })

  it('with two valid NHS numbers that differ never match', () => {
    fc.assert(
      fc.property(children, children, (a, b) => {
        fc.pre(a.nhsNumber !== null && b.nhsNumber !== null && a.nhsNumber !== b.nhsNumber)
        expect(compareChildren(a, b).verdict).toBe('none')
      }),
    )
  })

  it('that are likely to be one child share a blocking key', () => {
    fc.assert(
      fc.property(children, children, (a, b) => {
        const { verdict } = compareChildren(a, b)
        fc.pre(verdict === 'likely' || verdict === 'same_nhs_number')
        const keys = new Set(blockingKeys(a))
        expect(blockingKeys(b).some((key) => keys.has(key))).toBe(true)
      }),
      { numRuns: 500, maxSkipsPerRun: 200 },
    )
  })

  it('do not depend on case, accents, hyphens or apostrophes', () => {
    fc.assert(
      fc.property(children, children, (a, b) => {
        const shouted = {
          ...a,
          familyName: a.familyName.toUpperCase().replace('-', ' '),
          givenName: a.givenName.normalize('NFD'),
        }
        expect(compareChildren(shouted, b)).toEqual(compareChildren(a, b))
      }),
    )
  })
})

describe('the index', () => {
  it('finds each candidate once, in the order they came', () => {
    const index = createMatchIndex<string>()
    index.add(like({ nhsNumber: '9990000018' }), 'first')
    index.add(
      { familyName: 'Walsh', givenName: 'Ella', dateOfBirth: '2015-11-30', postcode: 'M1 1AE' },
      'stranger',
    )
    index.add(like({ dateOfBirth: '2019-04-03' }), 'second')
    expect(index.candidates(like({ nhsNumber: '9990000018' }))).toEqual(['first', 'second'])
    expect(index.candidates(like({ familyName: 'Xu', givenName: 'Li', postcode: null }))).toEqual([])
  })
})
