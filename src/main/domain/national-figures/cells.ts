import type { PublishedCell } from '../../../shared/codes/national-figures.ts'

/** What a cell of a published table says; `unreadable` is text that is neither a count nor a known mark. */
export type CellReading =
  { kind: 'blank' } | { kind: 'unreadable' } | { kind: 'figure'; figure: PublishedCell }

/** Marks that stand in place of a count, as published tables use them: dashes, stars, GSS shorthand, "<5". */
const marks = /^(?:[-–—*#.:]{1,3}|\[?[cuwxz]\]?|n\/?a|(?:less than|fewer than|<|≤)\s*\d+)$/i
const counts = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$/

/** Text without the spaces that come with published tables, hard ones included. */
export function tidy(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Reads a cell: a whole number, also as text with spaces or thousands separators; a mark; or nothing. */
export function readCell(text: string | undefined): CellReading {
  const clean = tidy(text)
  if (clean === '') return { kind: 'blank' }
  if (counts.test(clean)) {
    const count = Number(clean.replaceAll(',', ''))
    return Number.isSafeInteger(count) ? { kind: 'figure', figure: count } : { kind: 'unreadable' }
  }
  return marks.test(clean) ? { kind: 'figure', figure: 'withheld' } : { kind: 'unreadable' }
}
