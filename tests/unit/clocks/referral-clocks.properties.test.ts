import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { ehcExceptions } from '../../../src/shared/codes/ehc-exceptions.ts'
import { priorities } from '../../../src/shared/codes/priorities.ts'
import { startingServices } from '../../../src/shared/codes/services.ts'
import { addDays, daysBetween } from '../../../src/main/domain/clocks/days.ts'
import { type ClockCircumstances, referralClocks } from '../../../src/main/domain/clocks/referral-clocks.ts'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { happened, receivedOn, recorded, type Happening } from './referral-facts.ts'

const epoch = '2024-01-01'
const dateOf = (day: number) => addDays(epoch, day)
const day = fc.integer({ min: 0, max: 500 })
const yes = fc.boolean()
const one = <T>(...values: T[]) => fc.constantFrom(...values)

/** Facts that may come in any referral. Those that move a child off or onto the list by themselves are apart. */
const bystanders = fc.oneof(
  fc
    .tuple(day, fc.option(yes))
    .map(([on, communicated]) => happened('was_not_brought', dateOf(on), { communicated })),
  day.map((on) => happened('cancelled_by_family', dateOf(on), {})),
  day.map((on) => happened('cancelled_by_service', dateOf(on), {})),
  day.map((on) => happened('information_requested', dateOf(on), { items: ['a report'] })),
  fc.tuple(day, one(...priorities)).map(([on, priority]) => happened('accepted', dateOf(on), { priority })),
  fc
    .tuple(day, day)
    .map(([on, to]) => happened('appointment_booked', dateOf(on), { appointmentOn: dateOf(to) })),
  fc.tuple(day, yes).map(([on, newTreatment]) => happened('decision_to_treat', dateOf(on), { newTreatment })),
  fc
    .tuple(day, one('family' as const, 'clinician' as const))
    .map(([on, by]) => happened('active_monitoring_started', dateOf(on), { by })),
  fc.tuple(day, yes).map(([on, goesAhead]) => happened('active_monitoring_ended', dateOf(on), { goesAhead })),
  day.map((on) => happened('decision_not_to_treat', dateOf(on), {})),
  day.map((on) => happened('declined_treatment', dateOf(on), {})),
  day.map((on) => happened('clinical_review', dateOf(on), {})),
  fc.tuple(day, day).map(([on, until]) => happened('delay_requested', dateOf(on), { until: dateOf(until) })),
  day.map((on) => happened('rebook_agreed', dateOf(on), { askedBy: 'service' })),
  fc
    .tuple(day, one(...ehcExceptions))
    .map(([on, exception]) => happened('ehc_exception', dateOf(on), { exception })),
  day.map((on) => happened('ehc_advice_sent', dateOf(on), {})),
  day.map((on) => happened('opt_in_sent', dateOf(on), {})),
) as fc.Arbitrary<Happening>

const movers = fc.oneof(
  fc.tuple(day, yes).map(([on, treatment]) => happened('attended', dateOf(on), { treatment })),
  day.map((on) => happened('treatment_started', dateOf(on), {})),
  fc
    .tuple(day, one(...closedReasons), yes)
    .map(([on, reason, missedPolicy]) => happened('closed', dateOf(on), { reason, missedPolicy })),
  day.map((on) => happened('reopened', dateOf(on), {})),
  day.map((on) => happened('redirected', dateOf(on), {})),
  fc
    .tuple(day, fc.option(day))
    .map(([on, due]) => happened('planned', dateOf(on), { dueOn: due === null ? null : dateOf(due) })),
  fc
    .tuple(day, day)
    .map(([on, to]) => happened('received_date_corrected', dateOf(on), { receivedDate: dateOf(to) })),
) as fc.Arbitrary<Happening>

const story = fc
  .tuple(day, fc.array(fc.oneof(bystanders, movers), { maxLength: 14 }))
  .map(([on, rest]): Happening[] => [receivedOn(dateOf(on)), ...rest])

const someDate = fc.option(day.map(dateOf))
const circumstances: fc.Arbitrary<ClockCircumstances> = fc.record({
  service: one(...startingServices),
  pathways: fc.subarray(['autism', 'language']),
  reasonCodes: fc.option(fc.subarray(['NHSP_REFER_BILATERAL', 'BACTERIAL_MENINGITIS'])),
  dates: fc.record({
    screenCompletedDate: someDate,
    fitForTestingDate: someDate,
    hospitalDischargeDate: someDate,
    ehcnaAdviceRequestDate: someDate,
  }),
})
const asAt = fc.integer({ min: 0, max: 700 }).map(dateOf)

describe('whatever happened', () => {
  it('no clock has a negative length, a stop before its start or two of one name', () => {
    fc.assert(
      fc.property(story, circumstances, asAt, (happenings, given, on) => {
        const clocks = referralClocks(recorded(happenings), given, on)
        for (const clock of clocks) {
          expect(clock.days).toBeGreaterThanOrEqual(0)
          if (clock.start !== null && clock.stop !== null) expect(clock.stop >= clock.start).toBe(true)
          if (clock.stop !== null) expect(clock.stop <= on).toBe(true)
          if (clock.state === 'running' && clock.start !== null)
            expect(clock.days).toBe(daysBetween(clock.start, on))
          expect(clock.sentences.length).toBeGreaterThan(0)
          for (const sentence of clock.sentences) expect(sentence).toMatch(/\.$/)
        }
        expect(new Set(clocks.map((clock) => clock.id)).size).toBe(clocks.length)
        expect(clocks.filter((clock) => clock.kind === 'rtt' && clock.stop === null).length).toBeLessThan(2)
      }),
      { numRuns: 400 },
    )
  })

  it('no fact of treatment, booking, monitoring or advice resets or pauses the community wait', () => {
    fc.assert(
      fc.property(
        day,
        fc.array(bystanders, { maxLength: 12 }),
        circumstances,
        asAt,
        (on, rest, given, date) => {
          const plain = referralClocks(recorded([receivedOn(dateOf(on))]), given, date)
          const told = referralClocks(recorded([receivedOn(dateOf(on)), ...rest]), given, date)
          const community = told.find((clock) => clock.kind === 'community')
          expect(community).toEqual(plain.find((clock) => clock.kind === 'community'))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('the same facts handed over in any order give the same clocks', () => {
    fc.assert(
      fc.property(
        story,
        circumstances,
        asAt,
        fc.infiniteStream(fc.nat()),
        (happenings, given, on, random) => {
          const events = recorded(happenings)
          const keys = new Map(events.map((event) => [event.id, random.next().value as number]))
          const shuffled = events.toSorted((a, b) => keys.get(a.id)! - keys.get(b.id)!)
          expect(referralClocks(shuffled, given, on)).toEqual(referralClocks(events, given, on))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('voiding a fact equals its never having been', () => {
    fc.assert(
      fc.property(story, circumstances, asAt, fc.nat(), (happenings, given, on, pick) => {
        const events = recorded(happenings)
        const target = events[1 + (pick % Math.max(1, events.length - 1))]
        if (target === undefined) return
        const voided = {
          ...target,
          id: 'void',
          type: 'voided',
          happenedOn: dateOf(0),
          sequence: events.length + 1,
          detail: { eventId: target.id },
        } as ReferralEvent
        expect(referralClocks([...events, voided], given, on)).toEqual(
          referralClocks(
            events.filter((event) => event.id !== target.id),
            given,
            on,
          ),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('a clock that has stopped reads the same on every later day, unless more happens', () => {
    fc.assert(
      fc.property(story, circumstances, (happenings, given) => {
        const events = recorded(happenings)
        const stopped = referralClocks(events, given, dateOf(1400)).filter(
          (clock) => clock.stop !== null && clock.reviewDue === null,
        )
        const later = referralClocks(events, given, dateOf(1500))
        for (const clock of stopped) expect(later).toContainEqual(clock)
      }),
      { numRuns: 150 },
    )
  })
})
