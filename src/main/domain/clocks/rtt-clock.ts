import type { RttCode } from '../../../shared/codes/rtt-statuses.ts'
import { addDays, daysBetween } from './days.ts'
import type { DatedHappening, DischargeGrounds } from './rtt-happenings.ts'

/** Weeks between clinical reviews of a child on active monitoring, in days. Source: RTT guidance v5.0 s8.3. */
export const monitoringReviewDays = 84
/** A delay asked for that is longer than this needs a clinical review. Source: RTT guidance v5.0 s8.1. */
export const delayReviewDays = 42
/** Thinking time longer than this needs a talk with the family. Source: RTT guidance v5.0 s4.4.1.4. */
export const thinkingTimeDays = 14
/** From so many cancellations by the family a clinician reviews what next. Source: RTT guidance v5.0 s4.4.2.1. */
export const repeatedCancellations = 2

export type RttStart =
  | 'referral'
  | 'carried'
  | 'after_monitoring'
  | 'family_goes_ahead'
  | 'rebooked'
  | 'new_treatment'
  | 'second_side'
  | 're_referral'
  | 'planned_due'

/** One RTT period. */
export interface RttPeriod {
  /** Null when the start is not known: the child is reported all the same. */
  start: string | null
  startedBy: RttStart
  stop: string | null
  /** The status that stopped it; null while it runs. */
  stopCode: RttCode | null
  /** Why it stopped, in words. */
  stopWhy: string | null
  nullified: boolean
}

export type RttFlag =
  | 'active_monitoring_review_overdue'
  | 'repeated_cancellations_review'
  | 'delay_over_6_weeks_review'
  | 'thinking_time_contact_due'
  | 'discharge_after_missed_not_allowed'
  | 'unknown_clock_start'

export interface RttPathway {
  periods: RttPeriod[]
  /** The period still running on the census date. */
  running: RttPeriod | null
  /** Since when the child is on active monitoring; null when not. */
  monitoredSince: string | null
  /** When the next review of active monitoring falls due. */
  reviewDue: string | null
  flags: RttFlag[]
  /** The start that decides the place in the queue: kept over active monitoring and a missed appointment. */
  queueDate: string | null
  firstSeenOn: string | null
}

/**
 * The RTT clocks of one pathway on a census date: a pure function of what happened on or before it. Happenings of
 * one date count in the order given.
 *
 * A clock starts on receipt (or carries the original start of a transfer) and stops at first definitive treatment,
 * active monitoring, a decision not to treat, decline or death. Cancellations, delays, tests and transfers change
 * nothing, and nothing pauses it. The first appointment after the initial referral that the child was not brought to
 * nullifies the clock only when the appointment was demonstrably communicated; another starts at zero when the family
 * asks for one or the service decides to offer one, whichever is first. A later missed appointment stops it, on the
 * missed date, only by discharge on grounds that protect the child. Source: RTT guidance v5.0 s2.2, 3.4, 4.4, 5, 8.
 */
export function rttPathway(happenings: readonly DatedHappening[], census: string): RttPathway {
  const pathway = new Pathway()
  for (const each of inDateOrder(happenings)) {
    if (each.on > census) break
    pathway.reachPlanned(each.on, each.kind === 'treatment' || each.kind === 'attended')
    pathway.take(each)
  }
  pathway.reachPlanned(census, false)
  return pathway.onDate(census)
}

/** Days of a period to its stop or the census; null when the start is not known. Never negative. */
export function rttDays(period: RttPeriod, census: string): number | null {
  if (period.start === null) return null
  return Math.max(0, daysBetween(period.start, period.stop ?? census))
}

function inDateOrder(happenings: readonly DatedHappening[]): DatedHappening[] {
  return happenings.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

class Pathway {
  readonly #periods: RttPeriod[] = []
  #isNullifiable = false
  #isAwaitingRebook = false
  #monitoredSince: string | null = null
  #reviewedOn: string | null = null
  #attended = false
  #firstSeenOn: string | null = null
  #missedOn: string | null = null
  #missedCommunicated: boolean | null = null
  #plannedDueOn: string | null = null
  #cancellations = 0
  #thinkingSince: string | null = null
  #queueDate: string | null = null
  #isDead = false
  readonly #flags = new Set<RttFlag>()

  take(happening: DatedHappening): void {
    const { on } = happening
    switch (happening.kind) {
      case 'referral':
        return this.#refer(on, happening.from ?? null, happening.isStartUnknown === true)
      case 'treatment':
        return this.#treat(on)
      case 'discharge':
        return this.#discharge(on, happening)
      case 'no_treatment':
        return this.#end(on, '34', happening.why)
      case 'left':
        return this.#end(on, '34', happening.why)
      case 'handed_over':
        return this.#end(on, '21', 'transferred; the clock goes on with the provider that took the child')
      case 'declined':
        return this.#end(on, '35', 'the family declined treatment')
      case 'died':
        this.#isDead = true
        return this.#end(on, '36', 'the child died')
      case 'monitoring_started':
        return this.#monitor(on, happening.by)
      case 'monitoring_ended':
        this.#monitoredSince = null
        return
      case 'goes_ahead':
        if (this.#monitoredSince !== null || this.#wasMonitored()) this.#start(on, 'family_goes_ahead')
        return
      case 'decision_to_treat':
        return this.#decide(on, happening.isNewTreatment)
      case 'second_side_ready':
        if (this.#running() === null) this.#start(on, 'second_side')
        return
      case 'review':
        return this.#review(on)
      case 'attended':
        this.#attended = true
        this.#firstSeenOn ??= on
        this.#missedOn = null
        this.#thinkingSince = null
        return
      case 'missed':
        return this.#miss(on, happening)
      case 'rebook':
        if (this.#isAwaitingRebook) this.#start(on, 'rebooked')
        this.#missedOn = null
        return
      case 'cancelled':
        return this.#cancel(happening.by)
      case 'delay':
        if ((happening.days ?? 0) > delayReviewDays) this.#flags.add('delay_over_6_weeks_review')
        return
      case 'thinking_time':
        this.#thinkingSince = on
        return
      case 'planned':
        return this.#plan(on, happening.dueOn, happening.isDiagnostic)
      case 'resumed':
        return this.#resume()
      case 'nothing':
        return
    }
  }

  /** A planned date that has come starts a clock, unless the child is seen that very day or earlier. */
  reachPlanned(date: string, isSeen: boolean): void {
    const due = this.#plannedDueOn
    if (due === null) return
    if (isSeen && date <= due) {
      this.#plannedDueOn = null
      return
    }
    if (due > date) return
    this.#plannedDueOn = null
    if (this.#running() === null && !this.#isDead) this.#start(due, 'planned_due')
  }

  onDate(census: string): RttPathway {
    const flags = new Set(this.#flags)
    const reviewDue =
      this.#monitoredSince === null
        ? null
        : addDays(this.#reviewedOn ?? this.#monitoredSince, monitoringReviewDays)
    if (reviewDue !== null && reviewDue < census) flags.add('active_monitoring_review_overdue')
    const running = this.#running()
    if (running !== null && this.#cancellations >= repeatedCancellations)
      flags.add('repeated_cancellations_review')
    if (
      running !== null &&
      this.#thinkingSince !== null &&
      daysBetween(this.#thinkingSince, census) > thinkingTimeDays
    )
      flags.add('thinking_time_contact_due')
    if (running !== null && running.start === null) flags.add('unknown_clock_start')
    return {
      periods: this.#periods,
      running,
      monitoredSince: this.#monitoredSince,
      reviewDue,
      flags: [...flags],
      queueDate: this.#queueDate,
      firstSeenOn: this.#firstSeenOn,
    }
  }

  #running(): RttPeriod | null {
    const last = this.#periods.at(-1)
    return last !== undefined && last.stop === null ? last : null
  }

  #start(on: string | null, startedBy: RttStart): void {
    if (this.#running() !== null) return
    this.#periods.push({ start: on, startedBy, stop: null, stopCode: null, stopWhy: null, nullified: false })
    this.#isAwaitingRebook = false
    this.#monitoredSince = null
    this.#reviewedOn = null
    this.#plannedDueOn = null
    this.#cancellations = 0
    this.#missedOn = null
    // Active monitoring and a missed appointment cost a child a clock, not the place in the queue.
    const keepsPlace =
      startedBy === 'after_monitoring' || startedBy === 'family_goes_ahead' || startedBy === 'rebooked'
    if (!keepsPlace || this.#queueDate === null) this.#queueDate = on
  }

  #stop(on: string, code: RttCode, why: string): void {
    const running = this.#running()
    if (running === null) return
    running.stop = running.start !== null && on < running.start ? running.start : on
    running.stopCode = code
    running.stopWhy = why
    this.#thinkingSince = null
    this.#flags.clear()
  }

  /** Stops the clock for good and ends whatever else was pending. */
  #end(on: string, code: RttCode, why: string): void {
    this.#stop(on, code, why)
    this.#isAwaitingRebook = false
    this.#monitoredSince = null
    this.#plannedDueOn = null
  }

  #refer(on: string, from: string | null, isStartUnknown: boolean): void {
    if (this.#running() !== null || this.#isDead) return
    const isAgain = this.#periods.length > 0
    const carried = from !== null && from < on
    this.#start(
      isStartUnknown ? null : carried ? from : on,
      carried ? 'carried' : isAgain ? 're_referral' : 'referral',
    )
    this.#isNullifiable = true
    this.#attended = false
  }

  #treat(on: string): void {
    this.#attended = true
    this.#firstSeenOn ??= on
    if (this.#running() === null && (this.#monitoredSince !== null || this.#wasMonitored()))
      this.#start(on, 'after_monitoring')
    this.#end(on, '30', 'first definitive treatment started')
  }

  #monitor(on: string, by: 'family' | 'clinician'): void {
    if (this.#monitoredSince !== null) return
    const who = by === 'family' ? 'at the family’s wish' : 'by a clinician, agreed with the family'
    this.#end(on, by === 'family' ? '31' : '32', `active monitoring started ${who}`)
    this.#monitoredSince = on
    this.#reviewedOn = null
  }

  #wasMonitored(): boolean {
    const code = this.#periods.at(-1)?.stopCode
    return code === '31' || code === '32'
  }

  #decide(on: string, isNewTreatment: boolean | null): void {
    if (this.#running() !== null || this.#isDead) return
    if (this.#monitoredSince !== null || this.#wasMonitored()) return this.#start(on, 'after_monitoring')
    const stoppedBy = this.#periods.at(-1)?.stopCode
    const isUntreated = stoppedBy === '34' || stoppedBy === '35'
    if (isNewTreatment === true || (isUntreated && isNewTreatment !== false)) this.#start(on, 'new_treatment')
    else if (this.#isAwaitingRebook) this.#start(on, 'rebooked')
  }

  #review(on: string): void {
    if (this.#monitoredSince !== null) this.#reviewedOn = on
    this.#cancellations = 0
    this.#thinkingSince = null
    this.#flags.delete('delay_over_6_weeks_review')
  }

  #miss(on: string, missed: Extract<DatedHappening, { kind: 'missed' }>): void {
    const isFirst = missed.first ?? !this.#attended
    const running = this.#running()
    if (running !== null && isFirst && this.#isNullifiable && missed.communicated === true) {
      this.#stop(on, '33', 'was not brought to a first appointment that was clearly communicated')
      running.nullified = true
      this.#isNullifiable = false
      this.#isAwaitingRebook = true
      return
    }
    this.#missedOn = on
    this.#missedCommunicated = missed.communicated
    if (missed.grounds !== null) this.#dischargeAfterMissed(on, missed.grounds)
  }

  #discharge(
    on: string,
    { afterMissed, grounds, why }: Extract<DatedHappening, { kind: 'discharge' }>,
  ): void {
    const isAfterMissed = afterMissed ?? (this.#missedOn !== null || grounds !== null)
    if (isAfterMissed && this.#running() !== null)
      return this.#dischargeAfterMissed(
        this.#missedOn ?? on,
        grounds ?? { communicated: null, clinicianDecided: null, protectivePolicy: null },
      )
    this.#end(on, '34', why)
  }

  /** Rule 5(f): every ground must hold; the policy must be known to, so silence never discharges a child. */
  #dischargeAfterMissed(missedOn: string, grounds: DischargeGrounds): void {
    const communicated = grounds.communicated ?? this.#missedCommunicated
    const isAllowed =
      grounds.protectivePolicy === true && grounds.clinicianDecided !== false && communicated !== false
    if (isAllowed)
      this.#end(
        missedOn,
        '34',
        'discharged by a clinician, under a policy that protects children, after an appointment the child was not brought to',
      )
    else if (this.#running() !== null) this.#flags.add('discharge_after_missed_not_allowed')
  }

  #cancel(by: 'family' | 'service'): void {
    if (by === 'family') this.#cancellations += 1
  }

  #plan(on: string, dueOn: string | null, isDiagnostic: boolean): void {
    this.#end(on, '98', 'put on the planned list, which is outside the RTT clock until its date')
    this.#plannedDueOn = isDiagnostic ? null : dueOn
  }

  #resume(): void {
    const last = this.#periods.at(-1)
    const isClosure = last?.stopCode === '34' || last?.stopCode === '35' || last?.stopCode === '21'
    if (last === undefined || !isClosure) return
    last.stop = null
    last.stopCode = null
    last.stopWhy = null
  }
}
