import type { ReturnCheck, ReturnOverride } from '../../../../shared/contract/returns.ts'
import type { ChsReturn } from '../../../domain/returns/chs-return.ts'

/** What is written of a return, whether counted now or signed. */
export interface ExportedReturn extends Omit<ChsReturn, 'checks'> {
  checks: (ReturnCheck & { override: ReturnOverride | null })[]
  overrides: ReturnOverride[]
  /** Lines of the provider's own; they have a sheet of their own. */
  localLines: string[]
  reportedElsewhere: { service: string; waiting: number; dataSetName: string }[]
  /** By line, 0 to 100; null where no score was kept. */
  dataQuality: Record<string, number | null>
}

/** What an exported return says about itself beside its figures. */
export interface ExportContext {
  /** Name of the provider; null when none has been set. */
  providerName: string | null
  /** When the file was made, in UTC (`2025-11-03T09:15:00.000Z`). */
  producedAt: string
  /** Name of the account that made it. */
  producedBy: string
  /** Who signed the figures off and when, in UTC; null for figures that are not signed off. */
  signedOff: SignedOff | null
}

export interface SignedOff {
  by: string
  at: string
  version: number
  /** Hash of `document`. */
  sha256: string
  /** The canonical text that was signed. */
  document: string
  /** Set when the month was re-opened since, so that this is no longer the last word. */
  reopened: { by: string; at: string; reason: string } | null
}

/** Whether the figures were signed off, as every file says it. */
export function statusInWords({ signedOff }: ExportContext): string {
  if (signedOff === null) return 'Draft, not signed off'
  const version = signedOff.version === 1 ? '' : `, version ${signedOff.version}`
  const reopened =
    signedOff.reopened === null
      ? ''
      : `; re-opened since by ${signedOff.reopened.by}: ${signedOff.reopened.reason}`
  return `Signed off by ${signedOff.by} on ${timeInWords(signedOff.at)}${version}${reopened}`
}

/** An override as a file prints it: which check, who, when and why. */
export function overrideInWords({ code, line, count, reason, madeBy, madeAt }: ReturnOverride): string {
  const about = line === '' ? code : `${code}, ${line}`
  return `${about} (${count}): signed off in spite of it by ${madeBy} on ${timeInWords(madeAt)}: ${reason}`
}

const ukTime = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
})
const ukDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A UTC time as people in England read it: "3 November 2025 at 09:15". */
export function timeInWords(utc: string): string {
  return ukTime.format(new Date(utc))
}

/** A calendar date in words: "31 October 2025". */
export function dateInWords(date: string): string {
  return ukDate.format(new Date(`${date}T00:00:00Z`))
}
