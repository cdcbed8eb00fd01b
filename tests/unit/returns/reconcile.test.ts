import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  communityWait,
  type CommunityWait,
  waitingOn,
} from '../../../src/main/domain/clocks/community-wait.ts'
import { addDays } from '../../../src/main/domain/clocks/days.ts'
import {
  arrivals,
  type Movements,
  noMovements,
  openingFigures,
  reconcile,
} from '../../../src/main/domain/returns/reconcile.ts'
import { happened, receivedOn, recorded, type Happening } from '../clocks/referral-facts.ts'

const firstContact = { stopEvent: 'first_contact' } as const

/** The comings and goings of waits after one census date and up to and including the next. */
function countMovements(waits: readonly CommunityWait[], after: string, upTo: string): Movements {
  const counts = noMovements()
  const inMonth = (date: string | null) => date !== null && date > after && date <= upTo
  for (const { from, until, enteredBy, leftBy } of waits.flatMap((wait) => wait.intervals)) {
    if (inMonth(from)) counts[arrivals[enteredBy]] += 1
    if (leftBy === null || !inMonth(until)) continue
    if (leftBy === 'first_contact') counts.firstContacts += 1
    else counts.removals[leftBy] = (counts.removals[leftBy] ?? 0) + 1
  }
  return counts
}

describe('reconcile', () => {
  const balanced = {
    opening: 100,
    received: 30,
    transferredIn: 2,
    reopened: 3,
    firstContacts: 25,
    removals: { declined: 4, moved_away: 1, planned: 2 },
    corrections: -3,
    closing: 100,
  }

  it('balances when opening, comings, goings and corrections make the closing', () => {
    expect(reconcile(balanced)).toEqual({ ...balanced, balances: true })
  })

  it.each([
    ['opening', 101],
    ['received', 31],
    ['transferredIn', 3],
    ['reopened', 2],
    ['firstContacts', 24],
    ['removals', { declined: 4, moved_away: 1 }],
    ['corrections', -2],
    ['closing', 99],
  ])('does not balance with another %s', (name, value) => {
    expect(reconcile({ ...balanced, [name]: value }).balances).toBe(false)
  })
})

describe('openingFigures', () => {
  it('keeps the figure signed off and shows what has changed since as corrections', () => {
    expect(openingFigures(120, 117)).toEqual({ opening: 120, corrections: -3 })
    expect(openingFigures(120, 120)).toEqual({ opening: 120, corrections: 0 })
    expect(openingFigures(0, 2)).toEqual({ opening: 0, corrections: 2 })
  })

  it('has nothing to correct when nothing was kept', () => {
    expect(openingFigures(null, 117)).toEqual({ opening: 117, corrections: 0 })
  })
})

describe('the comings and goings of waits', () => {
  const waits = [
    [receivedOn('2025-09-30')],
    [receivedOn('2025-10-01')],
    [happened('received', '2025-10-31', { receivedDate: '2025-10-31', transferIn: true })],
    [receivedOn('2025-11-01')],
    [receivedOn('2025-08-01'), happened('attended', '2025-10-31', {})],
    [receivedOn('2025-08-01'), happened('attended', '2025-09-30', {})],
    [
      receivedOn('2025-10-05'),
      happened('closed', '2025-10-09', { reason: 'declined' }),
      happened('reopened', '2025-10-20', {}),
    ],
    [receivedOn('2025-08-01'), happened('planned', '2025-10-02', { dueOn: '2025-10-30' })],
    [receivedOn('2025-10-06'), happened('closed', '2025-10-07', { reason: 'registered_in_error' })],
  ].map((happenings) => communityWait(recorded(happenings), firstContact))

  it('counts what happened after one census and up to the next', () => {
    expect(countMovements(waits, '2025-09-30', '2025-10-31')).toEqual({
      received: 2,
      transferredIn: 1,
      reopened: 2,
      firstContacts: 1,
      removals: { declined: 1, planned: 1 },
    })
  })

  it('counts nothing in a month without movements', () => {
    expect(countMovements(waits, '2025-11-30', '2025-12-31')).toEqual(noMovements())
  })

  it('always leads from the count at one census to the count at the next', () => {
    const day = fc.integer({ min: 0, max: 200 })
    const dateOf = (number: number) => addDays('2025-01-01', number)
    const change = fc.oneof(
      day.map((on) => happened('attended', dateOf(on), {})),
      fc
        .tuple(day, fc.constantFrom('declined' as const, 'registered_in_error' as const, 'died' as const))
        .map(([on, reason]) => happened('closed', dateOf(on), { reason })),
      day.map((on) => happened('reopened', dateOf(on), {})),
      fc.tuple(day, day).map(([on, due]) => happened('planned', dateOf(on), { dueOn: dateOf(due) })),
    ) as fc.Arbitrary<Happening>
    const story = fc
      .tuple(day, fc.array(change, { maxLength: 5 }))
      .map(([on, rest]) => communityWait(recorded([receivedOn(dateOf(on)), ...rest]), firstContact))
    fc.assert(
      fc.property(
        fc.array(story, { maxLength: 12 }),
        day,
        fc.integer({ min: 0, max: 60 }),
        (all, start, length) => {
          const [before, census] = [dateOf(start), dateOf(start + length)]
          const waiting = (date: string) => all.filter((wait) => waitingOn(wait, date) !== null).length
          const result = reconcile({
            opening: waiting(before),
            closing: waiting(census),
            corrections: 0,
            ...countMovements(all, before, census),
          })
          expect(result.balances).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
