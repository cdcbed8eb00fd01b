import { formatDate } from '../../../shared/format/dates.ts'
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
  const found: string[] = []
  if (born > today) found.push(`Born ${formatDate(born)}, which is in the future.`)
  if (born > received)
    found.push(`Born ${formatDate(born)}, after the referral was received ${formatDate(received)}.`)
  if (received > today) found.push(`Received ${formatDate(received)}, which is in the future.`)
  if (original !== null && original > received)
    found.push(`First referred ${formatDate(original)}, after it was received ${formatDate(received)}.`)
  if (original !== null && original < born)
    found.push(`First referred ${formatDate(original)}, before the child was born.`)
  if (firstContactOn !== null && firstContactOn < earliest)
    found.push(
      `First contact ${formatDate(firstContactOn)}, before the referral was received ${formatDate(received)}.`,
    )
  if (consentOn !== null && consentOn > today)
    found.push(`Consent ${formatDate(consentOn)}, which is in the future.`)
  if (consentOn !== null && consentOn < born)
    found.push(`Consent ${formatDate(consentOn)}, before the child was born.`)
  if (diedOn !== null && diedOn < born) found.push(`Died ${formatDate(diedOn)}, before the child was born.`)
  if (diedOn !== null && diedOn <= today)
    found.push(`Died ${formatDate(diedOn)}, and the referral is still open.`)
  return found
}

/**
 * What in a referral’s dates is possible but to be looked at, in sentences; empty when nothing is. `longAgo` is the day
 * before which a receipt is looked at.
 */
export function improbableDates(subject: QualitySubject, today: string, longAgo: string): string[] {
  const { dateOfBirth: born, receivedDate: received, originalReferralDate: original, ageOutOn } = subject
  const found: string[] = []
  const look = (name: string, date: string | null) => {
    if (date !== null && defaultDates.has(date))
      found.push(`${name} ${formatDate(date)} looks like a default of a system.`)
  }
  look('Date of birth', born)
  look('Received date', received)
  look('Original referral date', original)
  look('Consent date', subject.consentOn)
  if (received < longAgo)
    found.push(`Received ${formatDate(received)}, more than five years ago, and still open.`)
  if (ageOutOn <= received)
    found.push(
      `Past the service’s upper age since ${formatDate(ageOutOn)}, before the referral was received.`,
    )
  else if (ageOutOn <= today)
    found.push(`Past the service’s upper age since ${formatDate(ageOutOn)}, and still open.`)
  return found
}
