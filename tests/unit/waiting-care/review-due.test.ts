import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/main/domain/clocks/days.ts'
import { reviewDue, reviewDueStarts } from '../../../src/main/domain/waiting-care/review-due.ts'
import { supportSentence } from '../../../src/main/domain/waiting-care/support-summary.ts'

const today = '2028-02-29'
const startedBefore = (days: number) => addDays(today, -days)

describe('reviewDue', () => {
  it('changes on the first day past each threshold', () => {
    const edges = [364, 365, 455, 456, 546, 547, 728, 729].map((days) =>
      reviewDue(startedBefore(days), 0, today),
    )
    expect(edges).toEqual([null, 52, 52, 65, 65, 78, 78, 104])
  })

  it('is not due where a review reached that threshold or a later one', () => {
    expect(reviewDue(startedBefore(400), 52, today)).toBeNull()
    expect(reviewDue(startedBefore(460), 52, today)).toBe(65)
    expect(reviewDue(startedBefore(460), 104, today)).toBeNull()
  })

  it('agrees with the dates that lists are narrowed by, for every wait', () => {
    const reviewed = fc.constantFrom(0, 52, 65, 78, 104)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), reviewed, (days, weeks) => {
        const start = startedBefore(days)
        const listed = reviewDueStarts(today).some((each) => start <= each.startedBy && weeks < each.weeks)
        expect(listed).toBe(reviewDue(start, weeks, today) !== null)
      }),
    )
  })
})

describe('supportSentence', () => {
  const nothing = { offered: 0, takenUp: 0, notTakenUp: 0, helped: 0, helpedALittle: 0, didNotHelp: 0 }

  it('keeps what nobody asked apart from no', () => {
    expect(supportSentence(nothing)).toBe('Not offered yet.')
    expect(supportSentence({ ...nothing, offered: 1 })).toBe('Offered 1 time. Nobody has been asked yet.')
    expect(
      supportSentence({ ...nothing, offered: 9, takenUp: 3, notTakenUp: 2, helped: 1, didNotHelp: 1 }),
    ).toBe('Offered 9 times. Taken up by 3 of 5 asked. Helped 1 of 2.')
  })
})
