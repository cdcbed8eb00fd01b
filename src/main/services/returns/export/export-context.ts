/** What an exported return says about itself beside its figures. */
export interface ExportContext {
  /** Name of the provider; null when none has been set. */
  providerName: string | null
  /** When the file was made, in UTC (`2025-11-03T09:15:00.000Z`). */
  producedAt: string
  /** Name of the account that made it. */
  producedBy: string
  /** Who signed the figures off and when, in UTC; null for figures that are not signed off. */
  signedOff: { by: string; at: string } | null
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
