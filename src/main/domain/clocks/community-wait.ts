import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { ServiceDefinition } from '../../../shared/codes/services.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { daysBetween, laterOf } from './days.ts'

/** A stretch of days on the waiting list: waiting on D when `from` ≤ D and (`until` is null or `until` > D). */
export interface WaitInterval {
  from: string
  /** The day the wait ended, itself not waited; null while it runs. Equal to `from` when it ended that day. */
  until: string | null
  enteredBy: 'received' | 'transferred_in' | 'reopened' | 'planned_due'
  leftBy: 'first_contact' | ClosedReason | 'planned' | null
  /** Day 0 of the days waited: the received date, or the due date of a planned referral. */
  countedFrom: string
}

export interface CommunityWait {
  /** The received date after corrections; null when no receipt stands. */
  clockStart: string | null
  /** In order, never overlapping. Empty when registered in error or never received. */
  intervals: WaitInterval[]
  /** The attended contact that ends the wait for good (first contact or first treatment, by service). */
  firstContactOn: string | null
  /** The first contact the child attended, whether or not it ended the wait. */
  firstAttendedOn: string | null
  inError: boolean
}

/**
 * The community wait of one referral: what the Community Health Services return counts.
 *
 * Starts on the received date (day 0) and stops at the first attended contact, or the first treatment where the
 * service says so. Information requests, booking, cancellations and was-not-brought change nothing: the wait is
 * never reset or paused. A removal ends it on the date it happened; re-opening without a contact resumes it, with
 * days still counted from the received date. A planned referral is off the list until its due date and its days
 * are counted from then; recording `planned` again moves the due date. Registered in error leaves every count,
 * past and future, unless the referral was re-opened afterwards. A fact dated before the received date counts on
 * the received date. A contact and a removal on one day are a first contact, whichever was recorded first.
 *
 * Takes facts in any order, voided ones included. Source: domain rules, "Community wait"; RTT guidance v5.0
 * s1.1 (no pauses) and s5 (planned lists) for what the community publication leaves unsaid.
 */
export function communityWait(
  events: readonly ReferralEvent[],
  service: Pick<ServiceDefinition, 'stopEvent'>,
): CommunityWait {
  const facts = effectiveEvents(events)
  const received = facts.find((fact) => fact.type === 'received')
  const firstAttendedOn = facts.find((fact) => fact.type === 'attended')?.happenedOn ?? null
  if (received === undefined) {
    return { clockStart: null, intervals: [], firstContactOn: null, firstAttendedOn, inError: false }
  }
  const correction = facts.findLast((fact) => fact.type === 'received_date_corrected')
  const clockStart = (correction ?? received).detail.receivedDate
  const list = new WaitingList(clockStart, received.detail.transferIn ? 'transferred_in' : 'received')
  let firstContactOn: string | null = null
  let inError = false

  for (const fact of facts) {
    const on = laterOf(fact.happenedOn, clockStart)
    const reason = removalReason(fact)
    if (reason === 'registered_in_error') inError = true
    else if (fact.type === 'reopened') inError = false
    if (firstContactOn !== null) continue

    if (endsWait(fact, service.stopEvent)) {
      firstContactOn = fact.happenedOn
      list.seen(on)
    } else if (reason !== null) list.remove(on, reason)
    else if (fact.type === 'reopened') list.reopen(on)
    else if (fact.type === 'planned') list.plan(on, fact.detail.dueOn)
  }
  return {
    clockStart,
    intervals: inError ? [] : list.intervals(),
    firstContactOn,
    firstAttendedOn,
    inError,
  }
}

/** The interval a referral is waiting in on a date and the days waited by then, or null when it is not waiting. */
export function waitingOn(
  wait: CommunityWait,
  date: string,
): { interval: WaitInterval; days: number } | null {
  const interval = wait.intervals.find(
    (each) => each.from <= date && (each.until === null || each.until > date),
  )
  return interval === undefined ? null : { interval, days: daysBetween(interval.countedFrom, date) }
}

/** Whether a fact is the contact that ends the wait: the first attended, or the first treatment where that counts. */
function endsWait(fact: ReferralEvent, stopEvent: ServiceDefinition['stopEvent']): boolean {
  if (fact.type === 'treatment_started') return stopEvent === 'first_treatment'
  return fact.type === 'attended' && (stopEvent === 'first_contact' || fact.detail.treatment === true)
}

/** Why a fact takes a referral off the list without a contact; null when it does not. */
function removalReason(fact: ReferralEvent): ClosedReason | null {
  if (fact.type === 'closed') return fact.detail.reason
  if (fact.type === 'redirected' || fact.type === 'not_accepted') return fact.type
  return null
}

/** A due date that nobody has given yet: after every date. */
const notKnownYet = '9999-12-31'

/** One referral's comings and goings, told in date order. */
class WaitingList {
  readonly #clockStart: string
  readonly #done: WaitInterval[] = []
  #running: WaitInterval | null
  #dueOn: string | null = null
  /** The day a planned referral will start to wait; null when it is not off the list for being planned. */
  #startsOn: string | null = null
  #closed = false

  constructor(clockStart: string, enteredBy: 'received' | 'transferred_in') {
    this.#clockStart = clockStart
    this.#running = { from: clockStart, until: null, enteredBy, leftBy: null, countedFrom: clockStart }
  }

  seen(on: string): void {
    this.#reach(on)
    const last = this.#done.at(-1)
    if (this.#running !== null) this.#leave(on, 'first_contact')
    else if (last?.until === on) last.leftBy = 'first_contact'
    this.#startsOn = null
    this.#closed = true
  }

  remove(on: string, reason: ClosedReason): void {
    this.#reach(on)
    this.#leave(on, reason)
    this.#startsOn = null
    this.#closed = true
  }

  reopen(on: string): void {
    if (!this.#closed) return
    this.#closed = false
    if (this.#dueOn !== null && this.#dueOn !== notKnownYet && this.#dueOn > on) this.#startsOn = this.#dueOn
    else if (this.#dueOn !== notKnownYet) this.#enter(on, 'reopened')
  }

  plan(on: string, dueOn: string | null): void {
    this.#reach(on)
    this.#dueOn = dueOn === null ? notKnownYet : laterOf(dueOn, this.#clockStart)
    if (this.#closed) return
    this.#leave(on, 'planned')
    this.#startsOn = dueOn === null ? null : laterOf(this.#dueOn, on)
  }

  intervals(): WaitInterval[] {
    if (this.#startsOn !== null) this.#reach(this.#startsOn)
    return this.#running === null ? [...this.#done] : [...this.#done, this.#running]
  }

  #reach(date: string): void {
    if (this.#startsOn === null || this.#startsOn > date) return
    this.#enter(this.#startsOn, 'planned_due')
    this.#startsOn = null
  }

  #enter(from: string, enteredBy: WaitInterval['enteredBy']): void {
    const countedFrom = this.#dueOn ?? this.#clockStart
    this.#running = { from, until: null, enteredBy, leftBy: null, countedFrom }
  }

  #leave(until: string, leftBy: NonNullable<WaitInterval['leftBy']>): void {
    if (this.#running === null) return
    this.#done.push({ ...this.#running, until, leftBy })
    this.#running = null
  }
}
