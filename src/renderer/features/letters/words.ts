import {
  type LetterAudience,
  letterAudienceLabels,
  type LetterPurpose,
  letterPurposeLabels,
  letterSentByLabels,
  letterStateLabels,
} from '../../../shared/codes/letter-purposes.ts'
import type { LetterRow } from '../../../shared/contract/letters.ts'
import { formatDate } from '../../../shared/format/dates.ts'

const languages = new Intl.DisplayNames(['en-GB'], { type: 'language' })

/** A language's English name from its tag; the tag itself where it has none. */
export function languageWords(tag: string): string {
  return languages.of(tag) ?? tag
}

/** "Accepted, to the family". */
export function letterWords(purpose: LetterPurpose, audience: LetterAudience): string {
  return `${letterPurposeLabels[purpose]}, to the ${letterAudienceLabels[audience].toLowerCase()}`
}

/** Where a letter has got to: "Sent 03-Mar-2026, printed and posted". */
export function stateWords(row: LetterRow): string {
  switch (row.state) {
    case 'draft':
      return `Held: ${row.holds.map(({ text }) => text).join(' ')}`
    case 'ready':
      return row.printedAt === null ? 'Not sent' : 'Handed to the printer, not marked as sent'
    case 'sent':
      return `Sent ${formatDate(row.sentOn ?? '')}, ${row.sentHow === null ? '' : letterSentByLabels[row.sentHow].toLowerCase()}`
    case 'returned':
      return `Came back ${formatDate(row.returnedOn ?? '')}: ${row.note ?? ''}`
    case 'cancelled':
      return `${letterStateLabels.cancelled}: ${row.note ?? ''}`
  }
}
