import { nhsNumberStatusLabels, type NhsNumberStatus } from '../../../shared/codes/nhs-number-statuses.ts'
import { type QualityRuleId, qualityRuleIds } from '../../../shared/codes/data-quality-rules.ts'
import { birthday } from '../../../shared/format/age.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../clocks/days.ts'
import { impossibleDates, improbableDates, longAgoDays } from './dates.ts'
import type { QualitySubject } from './subject.ts'

/** What a rule says of a referral: it does not apply, it is met, or the gaps in sentences. */
export type Verdict = 'not_applicable' | 'met' | readonly [string, ...string[]]

/** Nothing recorded for longer than this is a gap. Days. */
export const noActivityDays = 84

/** A trace may wait until a baby is this old. Days. */
const traceWaitsDays = 42

/** Upper or lower case, one space: as NHS England reads postcodes. */
const postcodePattern = /^[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}$/i
const postcodeNotKnown = 'ZZ99 3WZ'
const practicePattern = /^[A-Z]\d{5}$/i
const practiceNotKnown = 'V81999'

/** The days that rules compare with, worked out once for a whole list. */
interface Days {
  today: string
  /** Not after it: 12 weeks without an entry. */
  silentSince: string
  longAgo: string
}

let lastDays: Days | undefined

function daysOf(today: string): Days {
  if (lastDays?.today !== today)
    lastDays = {
      today,
      silentSince: addDays(today, -noActivityDays),
      longAgo: addDays(today, -longAgoDays),
    }
  return lastDays
}

type Judge = (subject: QualitySubject, days: Days) => Verdict

const judges: Record<QualityRuleId, Judge> = {
  nhs_number_missing({ nhsNumber, nhsNumberStatus, dateOfBirth }, { today }) {
    if (nhsNumber !== null) return 'met'
    const isPostponed = nhsNumberStatus === '08' && today < addDays(dateOfBirth, traceWaitsDays)
    return isPostponed ? 'not_applicable' : ['No NHS number is recorded.']
  },
  nhs_number_unverified({ nhsNumber, nhsNumberStatus: status }) {
    if (nhsNumber === null) return 'not_applicable'
    if (status === '01') return 'met'
    if (status === null) return ['Whether the number was traced is not recorded.']
    const label = nhsNumberStatusLabels[status as NhsNumberStatus] ?? 'A status that is not in the list'
    return [`Status ${status}: ${label.toLowerCase()}.`]
  },
  ethnicity_missing({ ethnicCategory }) {
    if (ethnicCategory === null) return ['Nobody recorded that the family was asked.']
    return ethnicCategory === '99' ? ['Recorded as not known.'] : 'met'
  },
  ethnicity_not_stated({ ethnicCategory }) {
    if (ethnicCategory === null || ethnicCategory === '99') return 'not_applicable'
    return ethnicCategory === 'Z' ? ['The family was asked and did not say.'] : 'met'
  },
  postcode_missing({ postcode }) {
    if (postcode === null) return ['No postcode is recorded.']
    const text = postcode.trim()
    if (text.toUpperCase().replaceAll(/\s+/g, ' ') === postcodeNotKnown) return ['Recorded as not known.']
    return postcodePattern.test(text) ? 'met' : ['What is recorded is not a postcode.']
  },
  gp_practice_missing({ gpPracticeCode }) {
    if (gpPracticeCode === null) return ['No GP practice is recorded.']
    const code = gpPracticeCode.trim().toUpperCase()
    if (code === practiceNotKnown) return ['Recorded as not known.']
    return practicePattern.test(code) ? 'met' : ['What is recorded is not a practice code.']
  },
  language_missing: ({ language }) => (language === null ? ['No language is recorded.'] : 'met'),
  interpreter_not_asked: ({ interpreterNeeded }) =>
    interpreterNeeded === null ? ['Nobody recorded whether an interpreter is needed.'] : 'met',
  consent_missing: ({ consentStatus }) => (consentStatus === null ? ['Consent is not recorded.'] : 'met'),
  contact_missing({ contacts }) {
    if (contacts.reachable > 0) return 'met'
    return [
      contacts.all === 0 ? 'Nobody to contact is recorded.' : 'No contact has a phone number or e-mail.',
    ]
  },
  contact_responsibility({ contacts, dateOfBirth }, { today }) {
    if (birthday(dateOfBirth, 16) <= today) return 'not_applicable'
    if (contacts.responsible > 0) return 'met'
    if (contacts.all === 0) return ['Nobody to contact is recorded.']
    return [
      contacts.notAskedIfResponsible > 0
        ? 'Not asked for every contact.'
        : 'Every contact is recorded as not having it.',
    ]
  },
  contact_not_safe({ contacts }) {
    if (contacts.reachableAndSafe > 0) return 'met'
    if (contacts.reachable === 0) return ['Nobody who can be reached is recorded.']
    return [
      contacts.reachableNotAskedIfSafe > 0
        ? 'Not asked whether contact is safe.'
        : 'Every contact is recorded as not safe.',
    ]
  },
  dates_impossible: (subject, { today }) => metUnless(impossibleDates(subject, today)),
  dates_improbable: (subject, { today, longAgo }) => metUnless(improbableDates(subject, today, longAgo)),
  no_activity_12_weeks(subject, { today, silentSince }) {
    const { nextAppointmentOn, plannedDueOn, lastActivityOn, receivedDate } = subject
    const isAhead = (date: string | null) => date !== null && date >= today
    if (isAhead(nextAppointmentOn) || isAhead(plannedDueOn)) return 'not_applicable'
    const last = lastActivityOn ?? receivedDate
    return last > silentSince ? 'met' : [`Last entry ${formatDate(last)}.`]
  },
  priority_missing({ stageQueue, hasPriority }) {
    if (stageQueue === null || !waitingToBeSeen.has(stageQueue)) return 'not_applicable'
    return hasPriority ? 'met' : ['Triaged, but no priority is recorded.']
  },
  duplicate_undecided: ({ hasPossibleDuplicate }) =>
    hasPossibleDuplicate ? ['Another record may be the same child.'] : 'met',
  no_queue: ({ stageQueue }) => (stageQueue === null ? ['Open, and in no queue.'] : 'met'),
}

const waitingToBeSeen: ReadonlySet<string> = new Set(['opt_in_awaited', 'to_book', 'booked', 'to_rebook'])

/** The judges in the order of the rules. */
const inOrder: readonly Judge[] = qualityRuleIds.map((id) => judges[id])

/** What one rule says of a referral on a day. Unknown is never read as “no”. */
export function judge(ruleId: QualityRuleId, subject: QualitySubject, today: string): Verdict {
  return judges[ruleId](subject, daysOf(today))
}

/** The rules that apply to a referral and those it fails, as bits in the order of `qualityRuleIds`. */
export function judgeAll(subject: QualitySubject, today: string): { applicable: number; failed: number } {
  let applicable = 0
  let failed = 0
  const days = daysOf(today)
  for (const [index, judgeRule] of inOrder.entries()) {
    const verdict = judgeRule(subject, days)
    if (verdict === 'not_applicable') continue
    applicable |= 1 << index
    if (verdict !== 'met') failed |= 1 << index
  }
  return { applicable, failed }
}

function metUnless(gaps: string[]): Verdict {
  const [first, ...rest] = gaps
  return first === undefined ? 'met' : [first, ...rest]
}
