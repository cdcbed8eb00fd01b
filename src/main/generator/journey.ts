import type { ClosedReason } from '../../shared/codes/closed-reasons.ts'
import type { Priority } from '../../shared/codes/priorities.ts'
import type { EventType } from '../../shared/codes/event-types.ts'
import type { EventDetails } from '../domain/referral-status/events.ts'
import { isoOf } from './days.ts'
import type { Day } from './days.ts'
import type { GeneratedEvent } from './generated.ts'
import type { Random } from './random.ts'
import { isWorkingDay } from './school-calendar.ts'
import type { ServiceProfile } from './service-profiles.ts'

/** How a wait ends: seen, decided at triage to belong elsewhere, or closed before a first contact. */
export type Ending =
  | { kind: 'seen' }
  | { kind: 'elsewhere'; type: 'redirected' | 'not_accepted'; reasonCode: string; route: string }
  | { kind: 'unseen'; reason: ClosedReason }

export interface JourneyInput {
  receivedOn: Day
  /** The day the wait ends, which may be after the as-at date. */
  stopOn: Day
  asAt: Day
  ending: Ending
  priority: Exclude<Priority, 'planned'>
  profile: ServiceProfile
  /** How prone the family is to miss appointments, in log-odds against the service's middle. */
  missing: number
  originalReferralOn: Day | null
}

type Add = <T extends EventType>(type: T, day: Day, detail: EventDetails[T], reason?: string) => void

/**
 * Everything that happens to a referral from receipt to discharge, cut at the as-at date: facts after it have not
 * happened yet, an appointment booked before it for a later day stands as booked.
 */
export function writeJourney(random: Random, input: JourneyInput): GeneratedEvent[] {
  const events: { day: Day; event: GeneratedEvent }[] = []
  const add: Add = (type, day, detail, reason) => {
    if (day > input.asAt) return
    const event = { type, happenedOn: isoOf(day), detail, ...(reason === undefined ? {} : { reason }) }
    events.push({ day, event: event as GeneratedEvent })
  }
  const original = input.originalReferralOn
  add('received', input.receivedOn, {
    receivedDate: isoOf(input.receivedOn),
    ...(original === null ? {} : { originalReferralDate: isoOf(original), transferIn: true }),
  })
  if (input.ending.kind === 'elsewhere') endAtTriage(random, input, input.ending, add)
  else waitAndEnd(random, input, input.ending, add)
  return events.toSorted((a, b) => a.day - b.day).map(({ event }) => event)
}

/** The journey of a child under surveillance: on the planned list until due, which is after the as-at date. */
export function writePlannedJourney(receivedOn: Day, triagedOn: Day, dueOn: Day): GeneratedEvent[] {
  return [
    { type: 'received', happenedOn: isoOf(receivedOn), detail: { receivedDate: isoOf(receivedOn) } },
    { type: 'planned', happenedOn: isoOf(triagedOn), detail: { dueOn: isoOf(dueOn) } },
  ]
}

function endAtTriage(
  random: Random,
  { receivedOn, stopOn, profile }: JourneyInput,
  ending: Extract<Ending, { kind: 'elsewhere' }>,
  add: Add,
): void {
  const days = stopOn - receivedOn
  if (days >= 12 && random.chance(0.5)) {
    const askedOn = workingDay(receivedOn + random.between(1, Math.min(10, days - 8)), stopOn - 7)
    askForInformation(random, profile, askedOn, add)
    if (random.chance(0.6)) add('information_received', random.between(askedOn + 1, stopOn - 1), {})
  }
  if (ending.type === 'redirected')
    add(
      'redirected',
      stopOn,
      { route: ending.route, reasonCode: ending.reasonCode },
      `Better seen by: ${ending.route}`,
    )
  else
    add(
      'not_accepted',
      stopOn,
      { reasonCode: ending.reasonCode, advice: ending.route },
      'Does not meet local criteria',
    )
}

function waitAndEnd(
  random: Random,
  input: JourneyInput,
  ending: Exclude<Ending, { kind: 'elsewhere' }>,
  add: Add,
): void {
  const { stopOn, priority } = input
  const acceptedOn = triage(random, input, add)
  const optedInOn = optIn(random, input, acceptedOn, add)
  keepInTouch(random, acceptedOn, stopOn, add)
  if (priority === 'routine' && optedInOn - acceptedOn > 100 && random.chance(0.03))
    add(
      'priority_changed',
      random.between(acceptedOn + 1, optedInOn - 1),
      { priority: 'soon' },
      'Clinical review',
    )
  if (ending.kind === 'unseen') {
    if (stopOn - optedInOn > 60 && random.chance(0.35))
      missedBefore(random, input, optedInOn, stopOn - 10, 1, add)
    if (ending.reason === 'redirected')
      add('redirected', stopOn, { route: 'Another service' }, 'Needs changed')
    else add('closed', stopOn, { reason: ending.reason }, unseenReasons[ending.reason])
    return
  }
  const bookedFrom = missedBefore(random, input, optedInOn, stopOn, 0, add)
  add('attended', stopOn, { appointmentOn: isoOf(stopOn) })
  if (bookedFrom > stopOn) throw new Error('A first contact was booked after it took place')
  followUp(random, input, add)
}

const unseenReasons: Partial<Record<ClosedReason, string>> = {
  declined: 'Family no longer want the appointment',
  moved_away: 'Moved out of the area, new service told',
  right_to_choose: 'Seen elsewhere under Right to Choose, confirmed with the family',
  discharged: 'No reply by two channels; clinician review, referrer told',
  transferred_out: 'Handed over with the original date',
  aged_out: 'Handed over to adult service',
  died: 'Notified by the GP practice',
  registered_in_error: 'Entered under the wrong child',
}

/** The triage decision; returns the day of acceptance. */
function triage(random: Random, input: JourneyInput, add: Add): Day {
  const { receivedOn, stopOn, profile, priority } = input
  const pressing = priority === 'same_day' || priority === 'urgent'
  const usual = pressing ? 1 : profile.triageDays
  const slow = !pressing && random.chance(0.06) ? 3.5 : 1
  const delay = Math.round(usual * slow * (0.25 + random.next() + 0.75 * random.next()))
  const decisionDay = workingDay(receivedOn + delay, stopOn)
  let acceptedOn = decisionDay
  if (!pressing && random.chance(profile.informationAsked)) {
    const reply = random.chance(0.06) ? random.between(60, 160) : random.between(6, 36)
    const receivedInformationOn = decisionDay + reply
    acceptedOn = workingDay(receivedInformationOn + random.between(0, 7), stopOn)
    if (receivedInformationOn < acceptedOn) {
      askForInformation(random, profile, decisionDay, add)
      add('information_received', receivedInformationOn, {})
    } else acceptedOn = decisionDay
  }
  add('accepted', acceptedOn, { priority })
  return acceptedOn
}

function askForInformation(random: Random, profile: ServiceProfile, day: Day, add: Add): void {
  const items = random.chance(0.5) ? [...profile.informationItems] : [random.pick(profile.informationItems)]
  add('information_requested', day, { items, chaseOn: isoOf(day + 14) })
}

/** Returns the day from which an appointment may be booked. */
function optIn(random: Random, input: JourneyInput, acceptedOn: Day, add: Add): Day {
  const { stopOn, profile, priority } = input
  const bookFrom = Math.max(acceptedOn, stopOn - random.between(14, 60))
  if (priority !== 'routine' || stopOn - acceptedOn < 50 || !random.chance(profile.optIn)) return acceptedOn
  const sentOn = workingDay(Math.max(acceptedOn, bookFrom - random.between(20, 34)), stopOn)
  const repliedOn = sentOn + (random.chance(0.88) ? random.between(1, 12) : random.between(15, 26))
  if (repliedOn >= stopOn) return acceptedOn
  add('opt_in_sent', sentOn, { replyBy: isoOf(sentOn + 14) })
  add('opted_in', repliedOn, {})
  return repliedOn
}

/** A call with the family now and then during a long wait. */
function keepInTouch(random: Random, from: Day, to: Day, add: Add): void {
  for (let day = from + random.between(70, 190); day < to - 20; day += random.between(110, 230))
    if (random.chance(0.6))
      add('contact_made', workingDay(day, to), { direction: 'two_way', channel: 'phone' })
}

type Missed = 'was_not_brought' | 'cancelled_by_family' | 'cancelled_by_service'

/** What happens to one appointment; null is attended. `missedSoFar` counts earlier ones not brought. */
function mishap(random: Random, input: JourneyInput, missedSoFar: number): Missed | null {
  const { profile, missing } = input
  const logOdds = profile.missing + missing + (missedSoFar > 0 ? 0.8 : 0)
  if (random.chance(1 / (1 + Math.exp(-logOdds)))) return 'was_not_brought'
  if (random.chance(profile.cancelledByFamily)) return 'cancelled_by_family'
  return random.chance(profile.cancelledByService) ? 'cancelled_by_service' : null
}

/**
 * Books the last appointment, on `lastOn`, and those missed before it, worked out backwards; at least `least` of the
 * booked ones are missed and, where `least` is above 0, so is the last. Returns the day the last one was booked.
 */
function missedBefore(
  random: Random,
  input: JourneyInput,
  from: Day,
  lastOn: Day,
  least: 0 | 1,
  add: Add,
): Day {
  const pressing = input.priority === 'same_day' || input.priority === 'urgent'
  const gap: readonly [number, number] = pressing ? [4, 12] : [21, 60]
  const missedOnes: { on: Day; what: Missed }[] = []
  if (least === 1) missedOnes.push({ on: lastOn, what: mishap(random, input, 1) ?? 'was_not_brought' })
  let on = lastOn
  for (let missedCount = 0; missedOnes.length < 4;) {
    const what = mishap(random, input, missedCount)
    const earlier = workingDay(on - random.between(gap[0], gap[1]), on - 2)
    if (what === null || earlier <= from + 2) break
    if (what === 'was_not_brought') missedCount++
    missedOnes.unshift({ on: earlier, what })
    on = earlier
  }
  const all = least === 1 ? missedOnes : [...missedOnes, { on: lastOn, what: null }]
  const lead = pressing ? random.between(0, 5) : random.between(8, 40)
  let bookable = Math.max(from, all[0]!.on - lead)
  let bookedOn = bookable
  for (const appointment of all) {
    bookedOn = Math.min(workingDay(bookable, appointment.on), appointment.on)
    const kind = appointment.on === input.receivedOn ? 'drop_in' : 'first'
    add('appointment_booked', bookedOn, {
      appointmentOn: isoOf(appointment.on),
      kind,
      place: random.pick(input.profile.places),
    })
    if (appointment.what === null) break
    const knownOn = addMissed(random, appointment.what, bookedOn, appointment.on, add)
    bookable = knownOn + random.between(1, 14)
  }
  return bookedOn
}

/** Records a missed or cancelled appointment; returns the day it became known. */
function addMissed(random: Random, what: Missed, bookedOn: Day, appointmentOn: Day, add: Add): Day {
  const detail = { appointmentOn: isoOf(appointmentOn) }
  if (what === 'was_not_brought') {
    add('was_not_brought', appointmentOn, detail)
    if (random.chance(0.6))
      add('contact_made', appointmentOn + 1, {
        direction: random.chance(0.6) ? 'two_way' : 'out',
        channel: 'phone',
      })
    return appointmentOn
  }
  const notice = what === 'cancelled_by_family' ? random.between(0, 4) : random.between(1, 14)
  const knownOn = Math.max(bookedOn, appointmentOn - notice)
  add(what, knownOn, detail, what === 'cancelled_by_service' ? 'Clinician away' : 'Child unwell')
  return knownOn
}

/** Contacts after the first, and the discharge that ends them. */
function followUp(random: Random, input: JourneyInput, add: Add): void {
  const { profile, asAt } = input
  let last = input.stopOn
  let missedCount = 0
  let discharge = random.chance(profile.dischargedAtFirst)
  for (let contacts = 0; !discharge && contacts < 6 && last <= asAt; contacts++) {
    const on = workingDay(last + random.between(profile.followUpGap[0], profile.followUpGap[1]), Infinity)
    const bookedOn = workingDay(Math.max(last, on - random.between(10, 40)), on)
    add('appointment_booked', bookedOn, {
      appointmentOn: isoOf(on),
      kind: 'follow_up',
      place: random.pick(profile.places),
    })
    const what = mishap(random, input, missedCount)
    if (what === null) add('attended', on, { appointmentOn: isoOf(on) })
    else addMissed(random, what, bookedOn, on, add)
    if (what === 'was_not_brought') missedCount++
    discharge = what === null && random.chance(profile.dischargedLater)
    last = on
  }
  if (last <= asAt) {
    const moved = random.chance(0.03)
    add('closed', last + (random.chance(0.6) ? 0 : random.between(1, 10)), {
      reason: moved ? 'moved_away' : 'discharged',
    })
  }
}

/** The day itself or the next working day, but never after `latest`. */
export function workingDay(day: Day, latest: Day): Day {
  let found = day
  while (found < latest && !isWorkingDay(found)) found++
  return Math.min(found, latest)
}
