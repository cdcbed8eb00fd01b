import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeFields } from '../../../src/shared/contract/people.ts'
import {
  type Details,
  mayChoose,
  settledTake,
  suggestedSide,
  suggestedTake,
} from '../../../src/main/domain/people/merge-fields.ts'
import { mergeWarnings, whyNotMerge } from '../../../src/main/domain/people/why-not-merge.ts'

const blank = Object.fromEntries(mergeFields.map((field) => [field, null]))
const record = (part: Partial<Details> = {}): Details =>
  ({
    ...blank,
    family_name: 'Testfield',
    given_name: 'Sofia',
    date_of_birth: '2020-05-17',
    restricted: 0,
    nhs_number_status: null,
    created_at: '2026-01-01T12:00:00.000Z',
    ...part,
  }) as Details
const newer = { created_at: '2026-02-01T12:00:00.000Z' }

describe('which value survives unless a person chooses', () => {
  it('is the recorded one over the blank one, whichever is newer', () => {
    expect(suggestedSide('school', record({ school: 'Made-up' }), record(newer))).toBe('left')
    expect(suggestedSide('school', record(newer), record({ school: 'Made-up' }))).toBe('right')
  })

  it('is the newer of two, and the survivor’s of two equal ones', () => {
    expect(suggestedSide('given_name', record(), record({ ...newer, given_name: 'Sophia' }))).toBe('right')
    expect(suggestedSide('given_name', record(newer), record({ given_name: 'Sophia' }))).toBe('left')
    expect(suggestedSide('given_name', record(), record(newer))).toBe('left')
  })

  it('is the verified NHS number, and a valid one over one that is not', () => {
    const number = { nhs_number: '9990000018' }
    expect(
      suggestedSide(
        'nhs_number',
        record({ ...number, ...newer }),
        record({ ...number, nhs_number_status: '01' }),
      ),
    ).toBe('right')
    expect(suggestedSide('nhs_number', record({ nhs_number: '9990000019', ...newer }), record(number))).toBe(
      'right',
    )
    expect(suggestedSide('nhs_number', record(), record(number))).toBe('right')
    expect(suggestedSide('nhs_number', record(number), record(newer))).toBe('left')
  })

  it('is the answer that protects the child', () => {
    expect(suggestedSide('cp_plan', record({ cp_plan: 0, ...newer }), record({ cp_plan: 1 }))).toBe('right')
    expect(suggestedSide('cp_plan', record({ cp_plan: 1 }), record({ cp_plan: 0, ...newer }))).toBe('left')
  })
})

describe('what may be chosen', () => {
  it('never takes a restriction, a number or a death away', () => {
    const left = record()
    const right = record({ restricted: 1, nhs_number: '9990000018', died_on: '2026-01-01' })
    for (const field of ['restricted', 'nhs_number', 'died_on'] as const)
      expect(mayChoose(field, left, right)).toBe(false)
    expect(settledTake([], left, right)).toEqual(
      expect.arrayContaining(['restricted', 'nhs_number', 'died_on']),
    )
    expect(settledTake(['restricted', 'nhs_number'], right, left)).toEqual([])
  })

  it('is what was chosen wherever both may be', () => {
    const left = record({ school: 'One', language: 'Welsh' })
    const right = record({ school: 'Two', language: 'Polish', ...newer })
    expect(suggestedTake(left, right)).toEqual(['school', 'language'])
    expect(settledTake(['language'], left, right)).toEqual(['language'])
  })

  it('leaves something recorded wherever one of the two had it, by suggestion', () => {
    const value = fc.constantFrom(null, 0, 1)
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, leftIsNewer) => {
        const left = record({ cp_plan: a, ...(leftIsNewer ? newer : {}) })
        const right = record({ cp_plan: b, ...(leftIsNewer ? {} : newer) })
        const kept = suggestedSide('cp_plan', left, right) === 'left' ? a : b
        expect(kept === null).toBe(a === null && b === null)
        expect(kept === 1).toBe(a === 1 || b === 1)
      }),
    )
  })
})

describe('why two records cannot be merged', () => {
  const side = (part: Partial<Parameters<typeof whyNotMerge>[0]['left']> = {}) => ({
    id: 'a',
    nhsNumber: null,
    dateOfBirth: '2020-05-17',
    mergedInto: null,
    ...part,
  })
  const other = side({ id: 'b' })

  it('is nothing where nothing speaks against it', () => {
    expect(whyNotMerge({ left: side(), right: other, links: [] })).toBeNull()
    const same = { nhsNumber: '9990000018' }
    expect(whyNotMerge({ left: side(same), right: { ...other, ...same }, links: [] })).toBeNull()
  })

  it('is two different valid NHS numbers; one that fails its check digit is no number', () => {
    const left = side({ nhsNumber: '9990000018' })
    expect(whyNotMerge({ left, right: { ...other, nhsNumber: '9990000026' }, links: [] })).toMatch(
      /Correct the wrong number first/,
    )
    expect(whyNotMerge({ left, right: { ...other, nhsNumber: '9990000019' }, links: [] })).toBeNull()
  })

  it('is a circle, a record merged elsewhere, oneself, a decision', () => {
    expect(whyNotMerge({ left: side(), right: side(), links: [] })).toMatch(/the same record/)
    expect(whyNotMerge({ left: side({ mergedInto: 'b' }), right: other, links: [] })).toMatch(/already/)
    expect(whyNotMerge({ left: side({ mergedInto: 'c' }), right: other, links: [] })).toMatch(
      /another record/,
    )
    expect(whyNotMerge({ left: side(), right: other, links: ['twin'] })).toMatch(
      /twins.*Take that decision back/,
    )
  })
})

describe('what a person should see before merging', () => {
  it('is silent where there is nothing', () => {
    expect(mergeWarnings({ twin: false, restricted: [true, true], diedOn: [null, null] })).toEqual([])
  })

  it('names twins, a death on one side, two deaths, a restriction on one side', () => {
    expect(
      mergeWarnings({ twin: true, restricted: [true, false], diedOn: [null, '2026-01-01'] }),
    ).toHaveLength(3)
    expect(
      mergeWarnings({ twin: false, restricted: [false, false], diedOn: ['2026-01-02', '2026-01-01'] }),
    ).toEqual([expect.stringMatching(/different dates of death/)])
  })
})
