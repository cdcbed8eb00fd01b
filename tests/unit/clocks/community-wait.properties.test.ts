import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { communityWait, waitingOn } from '../../../src/main/domain/clocks/community-wait.ts'
import { addDays, daysBetween } from '../../../src/main/domain/clocks/days.ts'
import { happened, receivedOn, recorded, type Happening } from './referral-facts.ts'

const epoch = '2024-01-01'
const lastDay = 400
const dateOf = (day: number) => addDays(epoch, day)
const day = fc.integer({ min: 0, max: lastDay })
const stopEvent = fc.constantFrom('first_contact' as const, 'first_treatment' as const)

const changes = fc.oneof(
  fc.tuple(day, fc.boolean()).map(([on, treatment]) => happened('attended', dateOf(on), { treatment })),
  fc
    .tuple(day, fc.constantFrom(...closedReasons))
    .map(([on, reason]) => happened('closed', dateOf(on), { reason })),
  day.map((on) => happened('redirected', dateOf(on), {})),
  day.map((on) => happened('not_accepted', dateOf(on), {})),
  day.map((on) => happened('reopened', dateOf(on), {})),
  fc
    .tuple(day, fc.option(day, { freq: 4 }))
    .map(([on, due]) => happened('planned', dateOf(on), { dueOn: due === null ? null : dateOf(due) })),
  fc
    .tuple(day, day)
    .map(([on, to]) => happened('received_date_corrected', dateOf(on), { receivedDate: dateOf(to) })),
) as fc.Arbitrary<Happening>

const bystanders = fc.oneof(
  day.map((on) => happened('was_not_brought', dateOf(on), {})),
  day.map((on) => happened('cancelled_by_family', dateOf(on), {})),
  day.map((on) => happened('cancelled_by_service', dateOf(on), {})),
  day.map((on) => happened('arrived_not_seen', dateOf(on), {})),
  day.map((on) => happened('information_requested', dateOf(on), { items: ['a report'] })),
  day.map((on) => happened('information_received', dateOf(on), {})),
  day.map((on) => happened('accepted', dateOf(on), { priority: 'urgent' })),
  day.map((on) => happened('contact_made', dateOf(on), {})),
  day.map((on) => happened('note', dateOf(on), { text: 'a note' })),
  fc
    .tuple(day, day)
    .map(([on, to]) => happened('appointment_booked', dateOf(on), { appointmentOn: dateOf(to) })),
) as fc.Arbitrary<Happening>

const story = fc
  .tuple(day, fc.array(changes, { maxLength: 8 }))
  .map(([on, rest]): Happening[] => [receivedOn(dateOf(on)), ...rest])

/** Days waited on a date by the definition alone, read off the facts without walking them. */
function daysByDefinition(
  happenings: readonly Happening[],
  stop: 'first_contact' | 'first_treatment',
  date: string,
): number | null {
  const inOrder = happenings.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const of = <T extends Happening['type']>(type: T) =>
    inOrder.filter((each): each is Happening<T> => each.type === type)
  const received = (of('received_date_corrected').at(-1) ?? of('received')[0])?.detail.receivedDate
  if (received === undefined || received > date) return null

  const doors = inOrder.filter((each) =>
    ['closed', 'redirected', 'not_accepted', 'reopened'].includes(each.type),
  )
  const lastError = doors.findLastIndex(
    (each) => 'reason' in each.detail && each.detail.reason === 'registered_in_error',
  )
  if (lastError >= 0 && !doors.slice(lastError).some((each) => each.type === 'reopened')) return null

  const contact = of('attended').some(
    (each) => each.on <= date && (stop === 'first_contact' || each.detail.treatment),
  )
  if (contact) return null
  const door = doors.findLast((each) => each.on <= date)
  if (door !== undefined && door.type !== 'reopened') return null
  const dueOn = of('planned').findLast((each) => each.on <= date)?.detail.dueOn
  if (dueOn === null || (dueOn !== undefined && dueOn > date)) return null
  return daysBetween(dueOn !== undefined && dueOn > received ? dueOn : received, date)
}

describe('community wait, for any set of facts', () => {
  it('has intervals in order, none negative, none overlapping, none before the clock start', () => {
    fc.assert(
      fc.property(story, stopEvent, (happenings, stop) => {
        const wait = communityWait(recorded(happenings), { stopEvent: stop })
        let earliest = wait.clockStart ?? ''
        for (const [index, interval] of wait.intervals.entries()) {
          expect(interval.from >= earliest).toBe(true)
          expect(interval.countedFrom <= interval.from).toBe(true)
          expect(interval.until === null || interval.until >= interval.from).toBe(true)
          expect(interval.until === null).toBe(interval.leftBy === null)
          if (index < wait.intervals.length - 1) expect(interval.until).not.toBeNull()
          earliest = interval.until ?? interval.from
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is waiting on a date exactly when the definition says so, and for as many days', () => {
    fc.assert(
      fc.property(
        story,
        stopEvent,
        fc.integer({ min: -5, max: lastDay + 50 }),
        (happenings, stop, census) => {
          const wait = communityWait(recorded(happenings), { stopEvent: stop })
          const expected = daysByDefinition(happenings, stop, dateOf(census))
          expect(waitingOn(wait, dateOf(census))?.days ?? null).toBe(expected)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is never changed by was-not-brought, cancellations, information requests and the like', () => {
    fc.assert(
      fc.property(story, fc.array(bystanders, { maxLength: 6 }), stopEvent, (happenings, others, stop) => {
        const plain = communityWait(recorded(happenings), { stopEvent: stop })
        expect(communityWait(recorded([...happenings, ...others]), { stopEvent: stop })).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order facts of different days were recorded in', () => {
    const differentDays = story.map((happenings) => {
      const seen = new Set<string>()
      return happenings.filter((each) => !seen.has(each.on) && seen.add(each.on))
    })
    const shuffled = differentDays.chain((happenings) =>
      fc.tuple(
        fc.constant(happenings),
        fc.shuffledSubarray(happenings, { minLength: happenings.length, maxLength: happenings.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, stopEvent, ([happenings, other], stop) => {
        expect(communityWait(recorded(other), { stopEvent: stop })).toEqual(
          communityWait(recorded(happenings), { stopEvent: stop }),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('is the same when a fact is voided as when it was never recorded', () => {
    fc.assert(
      fc.property(story, changes, stopEvent, (happenings, mistake, stop) => {
        const withVoid = recorded([
          ...happenings,
          mistake,
          happened('voided', dateOf(lastDay), { eventId: `e${happenings.length + 1}` }),
        ])
        expect(communityWait(withVoid, { stopEvent: stop })).toEqual(
          communityWait(recorded(happenings), { stopEvent: stop }),
        )
      }),
      { numRuns: 500 },
    )
  })
})
