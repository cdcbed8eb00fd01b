import type { ReferralFacts } from './compile-condition.ts'
import { isIsoDate } from './data-problems.ts'

type Answer = boolean | null | undefined
type Text = string | null | undefined
type Count = number | null | undefined
type Codes = readonly string[] | null | undefined

/**
 * What the app holds of a child and a referral, for triage. Dates are `YYYY-MM-DD`; absent or null is not asked and
 * stays so; an empty list is asked and none.
 */
export interface ReferralFactsInput {
  service: string
  /** The day of the evaluation. */
  today: string
  receivedDate?: Text
  originalReferralDate?: Text
  dateOfBirth?: Text
  /** Completed weeks of gestation at birth. */
  gestationWeeks?: Count
  /** NHS NUMBER STATUS INDICATOR CODE, 01 to 08. */
  nhsNumberStatus?: Text
  postcode?: Text
  gpPracticeCode?: Text
  contactPhone?: Text
  gpInArea?: Answer
  residentInArea?: Answer
  schoolInArea?: Answer
  referrerRole?: Text
  pathway?: Codes
  reasonCodes?: Codes
  reasonText?: Text
  redFlagsAsked?: Answer
  redFlags?: Codes
  evidence?: Codes
  functionalImpact?: Text
  concernDurationWeeks?: Count
  hearingRiskFactor?: Answer
  entSeen?: Answer
  eal?: Answer
  homeLanguageConcern?: Answer
  feedingType?: Text
  complexNeed?: Answer
  consentStatus?: Text
  consentGiverRole?: Text
  childInCare?: Answer
  adoptionStage?: Text
  cpPlan?: Answer
  childInNeed?: Answer
  /** Grounds for a clinician's expedite review. */
  circumstances?: Codes
  armedForcesFamilyMove?: Answer
  transferIn?: Answer
  ehcnaAdviceRequestDate?: Text
  rtcStatus?: Text
  interpreterNeed?: Answer
  aisNeed?: Answer
  screenCompletedDate?: Text
  hospitalDischargeDate?: Text
  fitForTestingDate?: Text
  /** Other open referrals of the child to this service. */
  openReferralSameServiceCount?: Count
  probableDuplicate?: Answer
  wnbCount?: Count
  cancelledByFamilyCount?: Count
  lastContactWithFamilyOn?: Text
  /** When an opt-in was sent that has had no reply; null when none is outstanding. */
  optInSentOn?: Text
  /** Likely date of first contact at the present clearance. */
  projectedFirstContactOn?: Text
  /** When the rules last ran on this referral; null or absent when never. */
  lastRunOn?: Text
}

/**
 * The evaluator's input, derived from what the app holds. Unknown stays null.
 *
 * Ages are completed days, months and years **on the received date**, from the date of birth: the CMV treatment
 * window is counted from birth, so these are never corrected. Corrected ages (`correctedAgeDays`,
 * `correctedAgeMonths`) take off the weeks born before 40 for a child under 2 born before 37 weeks; from 2 they equal
 * the age; under 2 with gestation not recorded they are not known. A corrected age in days can be negative, in months
 * it stops at 0.
 *
 * `weeksWaiting` is completed weeks from receipt to today. `weeksWaitingLastRun` is the same at the last run, and 0
 * when the rules never ran, so that an imported long wait is noticed once. `daysSinceLastContactWithFamily` counts
 * from the received date when no contact is recorded.
 */
export function referralFacts(input: ReferralFactsInput): ReferralFacts {
  const {
    today,
    dateOfBirth,
    gestationWeeks,
    nhsNumberStatus,
    receivedDate,
    lastContactWithFamilyOn,
    optInSentOn,
    projectedFirstContactOn,
    lastRunOn,
    circumstances,
    ...asHeld
  } = input
  return {
    ...asHeld,
    dateReceived: receivedDate ?? null,
    dob: dateOfBirth ?? null,
    nhsNumberStatus: nhsNumberCheck(nhsNumberStatus),
    flags: circumstances ?? null,
    ...agesAt(dateOfBirth, receivedDate, gestationWeeks),
    weeksWaiting: weeksBetween(receivedDate, today),
    weeksWaitingLastRun: lastRunOn
      ? weeksBetween(receivedDate, lastRunOn)
      : weeksBetween(receivedDate, receivedDate),
    daysSinceLastContactWithFamily: daysBetween(lastContactWithFamilyOn ?? receivedDate, today),
    optInDaysOutstanding: daysBetween(optInSentOn, today),
    projectedAgeAtFirstContactMonths: monthsBetween(dateOfBirth, projectedFirstContactOn),
  }
}

/** What the number's status says about it; null where none is recorded. */
export function nhsNumberCheck(status: Text): string | null {
  if (status === null || status === undefined || status === '') return null
  return status === '01' ? 'verified' : 'unverified'
}

export interface AgesWhenReceived {
  ageDays: number | null
  ageMonths: number | null
  ageYears: number | null
  correctedAgeDays: number | null
  correctedAgeMonths: number | null
}

/** Ages on the received date; see `referralFacts`. Null where a date is not known or lies before birth. */
export function agesAt(dateOfBirth: Text, receivedDate: Text, gestationWeeks: Count): AgesWhenReceived {
  const born = day(dateOfBirth)
  const received = day(receivedDate)
  if (!born || !received || received.number < born.number)
    return {
      ageDays: null,
      ageMonths: null,
      ageYears: null,
      correctedAgeDays: null,
      correctedAgeMonths: null,
    }
  const ageDays = received.number - born.number
  const ageMonths = completedMonths(born, received)
  const ages = { ageDays, ageMonths, ageYears: Math.floor(ageMonths / 12) }
  const underTwo = ageMonths < 24
  if (underTwo && (gestationWeeks === null || gestationWeeks === undefined))
    return { ...ages, correctedAgeDays: null, correctedAgeMonths: null }
  const early = underTwo && gestationWeeks && gestationWeeks < 37 ? (40 - gestationWeeks) * 7 : 0
  if (early === 0) return { ...ages, correctedAgeDays: ageDays, correctedAgeMonths: ageMonths }
  const term = dayOf(born.number + early)
  return {
    ...ages,
    correctedAgeDays: ageDays - early,
    correctedAgeMonths: Math.max(0, completedMonths(term, received)),
  }
}

/**
 * Whole months from one day to a later one. A month is complete on the same day of the month, or on the first of the
 * next when the month has no such day: a child born on 29 February is one year old on 1 March in a common year.
 */
function completedMonths(from: Day, to: Day): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  return to.date < from.date ? months - 1 : months
}

/** A calendar day; `number` counts days, so that neither a time zone nor a clock change can move one. */
interface Day {
  year: number
  month: number
  date: number
  number: number
}

const millisecondsInDay = 86_400_000

/** Days read before: a list of referrals names few of them, and each again and again. */
const knownDays = new Map<string, Day | null>()
const mostDays = 20_000

function day(text: Text): Day | null {
  if (text === null || text === undefined) return null
  let known = knownDays.get(text)
  if (known === undefined) {
    if (knownDays.size >= mostDays) knownDays.clear()
    known = readDay(text)
    knownDays.set(text, known)
  }
  return known
}

function readDay(text: string): Day | null {
  if (!isIsoDate(text)) return null
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const date = Number(text.slice(8))
  return { year, month, date, number: Date.UTC(year, month - 1, date) / millisecondsInDay }
}

function dayOf(number: number): Day {
  const at = new Date(number * millisecondsInDay)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate(), number }
}

/** Days from one date to a later one; null where either is unknown or the first is later. */
export function daysBetween(from: Text, to: Text): number | null {
  const start = day(from)
  const end = day(to)
  return start && end && start.number <= end.number ? end.number - start.number : null
}

/** Completed weeks from one date to a later one; null where either is unknown or the first is later. */
export function weeksBetween(from: Text, to: Text): number | null {
  const days = daysBetween(from, to)
  return days === null ? null : Math.floor(days / 7)
}

function monthsBetween(from: Text, to: Text): number | null {
  const start = day(from)
  const end = day(to)
  return start && end && start.number <= end.number ? completedMonths(start, end) : null
}
