import {
  type TaskThreshold,
  taskThresholds,
  taskThresholdsVersion,
} from '../../../shared/codes/task-thresholds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../clocks/days.ts'
import { addWorkingDays } from '../clocks/due-by.ts'
import type { TaskSubject, WantedTask } from './wanted-task.ts'

/** What the thresholds read of a referral. */
export type ThresholdFacts = Pick<
  TaskSubject,
  | 'serviceId'
  | 'triageTargetDays'
  | 'isOpen'
  | 'isWaiting'
  | 'isNotTriaged'
  | 'isUrgent'
  | 'clockStart'
  | 'contactFrom'
  | 'ageOutOn'
  | 'statutoryDueOn'
  | 'isAutism'
>

/** A threshold that was crossed, on which day, and the lower ones of its ladder crossed with it. */
export interface Crossing {
  threshold: TaskThreshold
  on: string
  alsoPast: TaskThreshold[]
}

/**
 * The thresholds a referral crossed after `after` (exclusive; null: ever) and up to `upTo` (inclusive), both
 * `YYYY-MM-DD`. Of a ladder only the highest is given, so that a wait that comes in long past several opens one
 * review and not six. Source: domain rules, "Thresholds"; the numbers are data in shared/codes/task-thresholds.
 */
export function thresholdsCrossed(
  facts: ThresholdFacts,
  after: string | null,
  upTo: string,
  set: readonly TaskThreshold[] = taskThresholds,
): Crossing[] {
  if (!facts.isOpen) return []
  const crossed: Crossing[] = []
  const highest = new Map<string, Crossing>()
  for (const threshold of set) {
    if (!isFor(threshold, facts)) continue
    const on = crossedOn(threshold, facts)
    if (on === null || on > upTo || (after !== null && on <= after)) continue
    const crossing: Crossing = { threshold, on, alsoPast: [] }
    if (threshold.ladder === undefined) {
      crossed.push(crossing)
      continue
    }
    const before = highest.get(threshold.ladder)
    if (before === undefined || before.threshold.days < threshold.days) {
      crossing.alsoPast = before === undefined ? [] : [...before.alsoPast, before.threshold]
      highest.set(threshold.ladder, crossing)
    } else before.alsoPast.push(threshold)
  }
  return [...crossed, ...highest.values()]
}

/** The first day past a threshold, `YYYY-MM-DD`; null where the referral has no date it counts from. */
export function crossedOn(threshold: TaskThreshold, facts: ThresholdFacts): string | null {
  const from = basisOf(threshold, facts)
  if (from === null) return null
  const days = threshold.daysFrom === 'service_triage_target' ? facts.triageTargetDays + 1 : threshold.days
  return addDays(from, days)
}

/** The task for a crossing, opened on `today`. Working days to its due date count from then. */
export function taskOfCrossing(crossing: Crossing, facts: ThresholdFacts, today: string): WantedTask {
  const { threshold } = crossing
  const from = basisOf(threshold, facts) ?? today
  return {
    kind: threshold.kind,
    // A lapse of contact is a new one each time; every other threshold comes once in a referral.
    occasion: threshold.basis === 'contact_from' ? `${threshold.id} ${from}` : threshold.id,
    why: whyOf(crossing, facts, from),
    tell: [],
    openedBy: 'threshold',
    openedRef: threshold.id,
    openedRefVersion: taskThresholdsVersion,
    opensOn: today,
    role: threshold.role,
    dueOn: threshold.due === 'basis' ? from : addWorkingDays(today, threshold.due),
  }
}

/** Ids of the thresholds of a ladder below one of its steps. */
export function lowerSteps(id: string, set: readonly TaskThreshold[] = taskThresholds): string[] {
  const step = set.find((each) => each.id === id)
  if (step?.ladder === undefined) return []
  return set.filter((each) => each.ladder === step.ladder && each.days < step.days).map((each) => each.id)
}

function isFor({ only }: TaskThreshold, facts: ThresholdFacts): boolean {
  if (only === 'statutory') return facts.statutoryDueOn !== null
  if (only === 'not_triaged') return facts.isNotTriaged
  if (!facts.isWaiting) return false
  if (only === 'urgent') return facts.isUrgent
  if (only === 'audiology') return facts.serviceId === 'audiology'
  if (only === 'autism') return facts.isAutism
  return true
}

function basisOf({ basis }: TaskThreshold, facts: ThresholdFacts): string | null {
  switch (basis) {
    case 'clock_start':
      return facts.clockStart
    case 'contact_from':
      return facts.contactFrom
    case 'statutory_due_on':
      return facts.statutoryDueOn
    case 'age_out_on':
      return facts.ageOutOn
  }
}

function whyOf({ threshold, on, alsoPast }: Crossing, facts: ThresholdFacts, from: string): string {
  const date = formatDate(from)
  switch (threshold.id) {
    case 'triage_2w':
      return `No triage decision within ${facts.triageTargetDays} days of ${date}.`
    case 'urgent_4w':
      return `Urgent, waiting since ${date} and not seen: 4 weeks passed on ${formatDate(on)}.`
    case 'contact_12w':
      return `No two-way contact with the family since ${date}: 12 weeks on ${formatDate(on)}.`
    case 'ehc_4w':
      return `Advice for the EHC needs assessment is due by law on ${date}.`
    case 'ehc_6w':
      return `Advice for the EHC needs assessment was due by law on ${date} and is not recorded as sent.`
    case 'age_out_26w':
      return `Reaches the upper age of the service on ${date} and has not been seen.`
  }
  const past = alsoPast.map((each) => each.weeks).toSorted((a, b) => a - b)
  const more = past.length === 0 ? '' : ` Also past ${inWords(past)} weeks; only this one is opened.`
  return `Waiting since ${date}: past ${threshold.weeks} weeks on ${formatDate(on)}.${more}`
}

function inWords(numbers: readonly number[]): string {
  const last = numbers.at(-1)
  return numbers.length === 1 ? String(last) : `${numbers.slice(0, -1).join(', ')} and ${last}`
}
