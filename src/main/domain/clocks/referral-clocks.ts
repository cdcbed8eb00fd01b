import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import {
  type ClockDate,
  clockDateLabels,
  type ClockTarget,
  clockTargetOf,
  clockTargets,
} from '../../../shared/codes/clock-targets.ts'
import { ehcExceptionLabels } from '../../../shared/codes/ehc-exceptions.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { ReferralClock } from '../../../shared/contract/clocks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { replay } from '../referral-status/replay.ts'
import { againstTarget, dayCount, targetWords } from './clock-words.ts'
import { communityWait, type CommunityWait, waitingOn } from './community-wait.ts'
import { daysBetween } from './days.ts'
import { dueDate, serviceDueBy } from './due-by.ts'
import { ehcAdvice } from './ehc-advice.ts'
import { rttClocks } from './rtt-in-words.ts'

/** What decides which clocks a referral carries, beside its facts. Null or empty is not known. */
export interface ClockCircumstances {
  service: Pick<Service, 'name' | 'chsLine' | 'consultantLed' | 'stopEvent' | 'targetDays'>
  pathways: readonly string[]
  reasonCodes: readonly string[] | null
  dates: Partial<Record<Exclude<ClockDate, 'receivedDate'>, string | null>>
}

/** The end of a wait for first contact, whichever way it ended. */
interface WaitEnd {
  on: string
  reason: string
}

/**
 * Every clock a referral carries, as things stood on a date: community wait, RTT, its service's own target, and the
 * national targets that apply. A pure function of the facts (in any order, voided ones left out) and circumstances.
 * A referral registered in error, or not yet received on the date, carries none. No clock has negative days.
 * Source: domain rules, "Five dates"; the targets and their sources are in clock-targets.ts.
 */
export function referralClocks(
  events: readonly ReferralEvent[],
  circumstances: ClockCircumstances,
  asAt: string,
): ReferralClock[] {
  const standing = effectiveEvents(events).filter((fact) => fact.happenedOn <= asAt)
  const wait = communityWait(standing, circumstances.service)
  if (wait.clockStart === null || wait.inError || wait.clockStart > asAt) return []
  const community = communityClock(wait, asAt)
  const end = endOfWait(wait)
  const contact = wait.firstAttendedOn ?? wait.firstContactOn
  return [
    community,
    ...(circumstances.service.consultantLed ? rttClocks(standing, wait.clockStart, asAt) : []),
    ...localClock(standing, wait, end, circumstances.service, asAt),
    ...clockTargets
      .filter((target) => target.kind !== 'community' && target.kind !== 'rtt')
      .filter((target) => applies(target, circumstances))
      .flatMap((target) =>
        target.stopsAt === 'advice_sent'
          ? adviceClock(target, standing, circumstances, asAt)
          : targetClock(target, wait, contact, end, circumstances, asAt),
      ),
  ]
}

function communityClock(wait: CommunityWait, asAt: string): ReferralClock {
  const target = clockTargetOf('community')
  const end = endOfWait(wait)
  const waiting = waitingOn(wait, asAt)
  const last = wait.intervals.at(-1)
  const isPlanned = waiting === null && end === null
  const start = (waiting?.interval ?? last)?.countedFrom ?? wait.clockStart
  const isDueLater = isPlanned && start !== null && start > asAt
  const days = start === null ? 0 : Math.max(0, daysBetween(start, end?.on ?? asAt))
  const dueBy = isPlanned || start === null ? null : dueDate(start, target)
  const sentences = [
    ...(wait.clockStart === null
      ? []
      : [
          `Received ${formatDate(wait.clockStart)}; that day is day 0. Nothing pauses or restarts this wait.`,
        ]),
    ...(start !== wait.clockStart && start !== null
      ? [`It was on the planned list: days are counted from its due date, ${formatDate(start)}.`]
      : []),
    ...(isPlanned
      ? [
          isDueLater
            ? `On the planned list: it starts to count on its due date, ${formatDate(start)}.`
            : 'On the planned list with no due date: not counted as waiting.',
        ]
      : end === null
        ? [`Waiting on ${formatDate(asAt)}: ${dayCount(days)}.`]
        : [`Ended ${formatDate(end.on)} after ${dayCount(days)}: ${end.reason}.`]),
    ...(dueBy === null ? [] : [againstTarget(target, dueBy, end?.on ?? asAt, end === null)]),
  ]
  return {
    ...blank(target),
    id: 'community',
    state: isPlanned ? 'not_started' : end === null ? 'running' : 'stopped',
    start: isPlanned && !isDueLater ? null : start,
    stop: end?.on ?? null,
    stopReason: end?.reason ?? null,
    dueBy,
    days: isPlanned ? 0 : days,
    outcome: dueBy === null ? null : outcomeOf(dueBy, end?.on ?? asAt),
    sentences,
  }
}

/** How the wait for a first contact ended for good, as far as known; null while it runs or is planned. */
function endOfWait(wait: CommunityWait): WaitEnd | null {
  const last = wait.intervals.at(-1)
  if (last === undefined || last.until === null || last.leftBy === null || last.leftBy === 'planned')
    return null
  if (last.leftBy === 'first_contact') return { on: last.until, reason: 'first contact' }
  return { on: last.until, reason: closedReasonLabels[last.leftBy].toLowerCase() }
}

function localClock(
  standing: readonly ReferralEvent[],
  wait: CommunityWait,
  end: WaitEnd | null,
  service: ClockCircumstances['service'],
  asAt: string,
): ReferralClock[] {
  const state = replay(standing)
  const start = wait.clockStart
  if (start === null || state.priority === null || state.priority === 'planned') return []
  const own = service.targetDays[state.priority]
  const dueBy = state.dueBy ?? serviceDueBy(state.priority, start, service.targetDays)
  if (dueBy === null) return []
  const decided = standing.findLast((fact) => fact.type === 'accepted' || fact.type === 'priority_changed')
  const name = priorityLabels[state.priority].toLowerCase()
  const stop = end?.on ?? null
  return [
    {
      id: 'local_priority',
      kind: 'local_priority',
      name: `${service.name}: ${name}`,
      state: stop === null ? 'running' : 'stopped',
      start,
      stop,
      stopReason: end?.reason ?? null,
      target: state.dueBy === null ? { days: own, unit: 'calendar' } : null,
      dueBy,
      days: Math.max(0, daysBetween(start, stop ?? asAt)),
      outcome: outcomeOf(dueBy, stop ?? asAt),
      byLaw: false,
      rttCode: null,
      reviewDue: null,
      needsReview: false,
      sentences: [
        ...(decided === undefined ? [] : [`Decided as ${name} on ${formatDate(decided.happenedOn)}.`]),
        state.dueBy === null
          ? `Due by ${formatDate(dueBy)}: ${service.name} aims for ${dayCount(own)} from receipt.`
          : `Due by ${formatDate(dueBy)}, a date set with the decision.`,
        stop === null
          ? `On ${formatDate(asAt)} it is ${dayCount(Math.max(0, daysBetween(start, asAt)))} since receipt.`
          : `Ended ${formatDate(stop)}: ${end?.reason ?? ''}.`,
      ],
      source: `Targets of ${service.name}`,
    },
  ]
}

function targetClock(
  target: ClockTarget,
  wait: CommunityWait,
  contact: string | null,
  end: WaitEnd | null,
  circumstances: ClockCircumstances,
  asAt: string,
): ReferralClock[] {
  const from = dayZero(target, wait, circumstances)
  if (from === null)
    return [
      {
        ...blank(target),
        id: target.kind,
        state: 'date_missing',
        sentences: [
          `Cannot be counted: the date ${clockDateLabels[target.countedFrom[0]!]} has not been recorded.`,
          targetWords(target),
        ],
      },
    ]
  const isPlanned = end === null && contact === null && waitingOn(wait, asAt) === null
  if (isPlanned || from.date > asAt)
    return [
      {
        ...blank(target),
        id: target.kind,
        state: 'not_started',
        start: from.date > asAt ? from.date : null,
        sentences: [
          from.date > asAt
            ? `Starts to count on ${formatDate(from.date)}.`
            : 'On the planned list: it starts to count on the due date.',
          targetWords(target),
        ],
      },
    ]
  const stopped = contact === null ? end : { on: contact, reason: 'first contact' }
  return [counted(target, from, stopped, asAt)]
}

function adviceClock(
  target: ClockTarget,
  standing: readonly ReferralEvent[],
  { dates }: ClockCircumstances,
  asAt: string,
): ReferralClock[] {
  const requestedOn = dates.ehcnaAdviceRequestDate
  if (requestedOn == null || requestedOn > asAt) return []
  const advice = ehcAdvice(standing, requestedOn)
  const stopped = advice.sentOn === null ? null : { on: advice.sentOn, reason: 'advice sent' }
  const clock = counted(target, { date: requestedOn, name: 'ehcnaAdviceRequestDate' }, stopped, asAt)
  const exceptions = advice.exceptions.map(
    ({ on, exception }) =>
      `Lawful exception recorded on ${formatDate(on)}: ${ehcExceptionLabels[exception].toLowerCase()}.`,
  )
  const isExcused = exceptions.length > 0
  return [
    {
      ...clock,
      state: stopped === null && isExcused ? 'excused' : clock.state,
      outcome: isExcused ? null : clock.outcome,
      sentences: [
        ...clock.sentences,
        ...exceptions,
        isExcused
          ? 'The advice is still owed as soon as it can be given.'
          : 'It stands outside the order of the list; a long waiting list is no lawful reason for delay.',
      ].filter((sentence) => stopped === null || !sentence.startsWith('The advice is still owed')),
    },
  ]
}

function counted(
  target: ClockTarget,
  from: { date: string; name: ClockDate },
  stopped: WaitEnd | null,
  asAt: string,
): ReferralClock {
  const dueBy = dueDate(from.date, target)
  const until = stopped?.on ?? asAt
  const days = Math.max(0, daysBetween(from.date, until))
  const stop = stopped === null ? null : until < from.date ? from.date : until
  return {
    ...blank(target),
    id: target.kind,
    state: stopped === null ? 'running' : 'stopped',
    start: from.date,
    stop,
    stopReason: stopped?.reason ?? null,
    dueBy,
    days,
    outcome: outcomeOf(dueBy, until),
    sentences: [
      `Counted from ${formatDate(from.date)}, when ${clockDateLabels[from.name]}.`,
      stopped === null
        ? `On ${formatDate(asAt)}: ${dayCount(days)}.`
        : `Stopped ${formatDate(stopped.on)} after ${dayCount(days)}: ${stopped.reason}.`,
      againstTarget(target, dueBy, until, stopped === null),
    ],
  }
}

function dayZero(
  target: ClockTarget,
  wait: CommunityWait,
  { dates }: ClockCircumstances,
): { date: string; name: ClockDate } | null {
  for (const name of target.countedFrom) {
    // A planned referral becomes a wait on its due date, and so do the targets counted from receipt.
    const date =
      name === 'receivedDate' ? (wait.intervals.at(-1)?.countedFrom ?? wait.clockStart) : dates[name]
    if (date != null) return { date, name }
  }
  return null
}

function applies(target: ClockTarget, circumstances: ClockCircumstances): boolean {
  const { chsLine, consultantLed, pathway, anyReason, dateKnown } = target.appliesWhen
  const { service, pathways, reasonCodes, dates } = circumstances
  if (chsLine !== undefined && chsLine.toLowerCase() !== service.chsLine.toLowerCase()) return false
  if (consultantLed === true && !service.consultantLed) return false
  if (pathway !== undefined && !pathways.includes(pathway)) return false
  if (anyReason !== undefined && !anyReason.some((code) => reasonCodes?.includes(code))) return false
  if (dateKnown !== true) return true
  return target.countedFrom.some((name) => name !== 'receivedDate' && dates[name] != null)
}

function outcomeOf(dueBy: string, until: string): 'within' | 'over' {
  return until > dueBy ? 'over' : 'within'
}

function blank(target: ClockTarget): ReferralClock {
  return {
    id: target.kind,
    kind: target.kind,
    name: target.name,
    state: 'running',
    start: null,
    stop: null,
    stopReason: null,
    target: { days: target.days, unit: target.unit },
    dueBy: null,
    days: 0,
    outcome: null,
    byLaw: target.byLaw,
    rttCode: null,
    reviewDue: null,
    needsReview: false,
    sentences: [],
    source: target.source,
  }
}
