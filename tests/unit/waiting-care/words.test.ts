import { describe, expect, it } from 'vitest'
import { agesWords, kindTitle, levelTitle } from '../../../src/renderer/features/waiting-care/words.ts'
import { harmKinds, harmLevels } from '../../../src/shared/codes/waiting-care.ts'
import type { ReviewsSummary } from '../../../src/shared/contract/reviews.ts'

const summary = (
  byLevel: Partial<ReviewsSummary['byLevel']>,
  byKind: Partial<ReviewsSummary['byKind']>,
): ReviewsSummary => ({
  due: 0,
  made: 10,
  raised: 0,
  familiesTold: 0,
  byLevel: {
    ...(Object.fromEntries(harmLevels.map((each) => [each, 0])) as ReviewsSummary['byLevel']),
    ...byLevel,
  },
  byKind: {
    ...(Object.fromEntries(harmKinds.map((each) => [each, 0])) as ReviewsSummary['byKind']),
    ...byKind,
  },
})

describe('ages of help', () => {
  it.each([
    [null, null, 'Every age'],
    [18, 59, 'From 1 year 6 months to 4 years 11 months'],
    [null, 12, 'Up to 1 year'],
    [1, null, 'From 1 month'],
  ])('%s to %s months', (from, to, words) => {
    expect(agesWords(from, to)).toBe(words)
  })
})

describe('what the reviews found', () => {
  it('counts harm of any level, and neither none nor not known', () => {
    expect(levelTitle(summary({ none: 4, not_known: 2, low: 3, severe: 1 }, {}))).toBe(
      '4 of 10 reviews found harm from waiting',
    )
    expect(levelTitle(summary({ none: 10 }, {}))).toBe('None of 10 reviews found harm from waiting')
  })

  it('names the kind found most, both of two, and no long list', () => {
    expect(kindTitle(summary({}, {}))).toBe('No kind of harm was recorded')
    expect(kindTitle(summary({}, { hearing: 3, other: 1 }))).toBe('Found most: hearing (3 reviews)')
    expect(kindTitle(summary({}, { hearing: 1, other: 1 }))).toBe(
      'Found most: hearing; and other (1 review each)',
    )
    expect(kindTitle(summary({}, { hearing: 2, other: 2, family: 2 }))).toBe(
      '3 kinds of harm were found equally often (2 reviews each)',
    )
  })
})
