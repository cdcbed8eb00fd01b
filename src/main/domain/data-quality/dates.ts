import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../clocks/days.ts'
import type { QualitySubject } from './subject.ts'

/** A receipt longer ago than this is looked at. Days, some five years. */
export const longAgoDays = 1826

/** What systems write where a date was left blank: the day zero of spreadsheets and of Unix, and their neighbours. */
const defaultDates: ReadonlySet<string> = new Set([
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1900-01-02',
  '1901-01-01',
  '1904-01-01',
  '1970-01-01',
])

/** What in a referral’s dates cannot be, in sentences; empty when nothing is. Compares only what is recorded. */
export function impossibleDates(subject: QualitySubject, today: string): string[] {
  const { dateOfBirth: born, receivedDate: received, originalReferralDate: original } = subject
  const { consentOn, diedOn, firstContactOn } = subject
  // A child moved from another provider may have been seen there before the referral came here.
  const earliest = original !== null && original < received ? original : received
  const found: [boolean, string][] = [
    [born > today, `Born ${formatDate(born)}, which is in the future.`],
    [born > received, `Born ${formatDate(born)}, after the referral was received ${formatDate(received)}.`],
    [received > today, `Received ${formatDate(received)}, which is in the future.`],
    [
      original !== null && original > received,
      `First referred ${say(original)}, after it was received ${formatDate(received)}.`,
    ],
    [original !== null && original < born, `First referred ${say(original)}, before the child was born.`],
    [
      firstContactOn !== null && firstContactOn < earliest,
      `First contact ${say(firstContactOn)}, before the referral was received ${formatDate(received)}.`,
    ],
    [consentOn !== null && consentOn > today, `Consent ${say(consentOn)}, which is in the future.`],
    [consentOn !== null && consentOn < born, `Consent ${say(consentOn)}, before the child was born.`],
    [diedOn !== null && diedOn < born, `Died ${say(diedOn)}, before the child was born.`],
    [diedOn !== null && diedOn <= today, `Died ${say(diedOn)}, and the referral is still open.`],
  ]
  return found.filter(([holds]) => holds).map(([, sentence]) => sentence)
}

/** What in a referral’s dates is possible but to be looked at, in sentences; empty when nothing is. */
export function improbableDates(subject: QualitySubject, today: string): string[] {
  const { dateOfBirth: born, receivedDate: received, originalReferralDate: original, consentOn } = subject
  const defaults = [
    ['Date of birth', born],
    ['Received date', received],
    ['Original referral date', original],
    ['Consent date', consentOn],
  ] as const
  const found: [boolean, string][] = [
    ...defaults.map(([name, date]): [boolean, string] => [
      date !== null && defaultDates.has(date),
      `${name} ${say(date)} looks like a default of a system.`,
    ]),
    [
      received < addDays(today, -longAgoDays),
      `Received ${formatDate(received)}, more than five years ago, and still open.`,
    ],
    [
      subject.ageOutOn <= received,
      `Past the service’s upper age since ${formatDate(subject.ageOutOn)}, before the referral was received.`,
    ],
    [
      subject.ageOutOn > received && subject.ageOutOn <= today,
      `Past the service’s upper age since ${formatDate(subject.ageOutOn)}, and still open.`,
    ],
  ]
  return found.filter(([holds]) => holds).map(([, sentence]) => sentence)
}

function say(date: string | null): string {
  return date === null ? '' : formatDate(date)
}
