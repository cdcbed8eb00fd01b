import type { Correction } from '../../../shared/contract/clocks.ts'

/** A correction while it is chosen. */
export interface CorrectionDraft {
  /** `received` or the id of an entry. */
  what: string
  /** What was wrong with the entry. */
  how: 'move' | 'void' | null
  /** The right date, `YYYY-MM-DD`. */
  date: string | null
  reason: string
}

/** The correction so far, or null while something is missing. */
export function readCorrection({ what, how, date }: CorrectionDraft): Correction | null {
  if (what === 'received') return date === null ? null : { kind: 'received_date', receivedDate: date }
  if (what === '') return null
  if (how === 'void') return { kind: 'void', eventId: what }
  return how === 'move' && date !== null ? { kind: 'move', eventId: what, happenedOn: date } : null
}

/** What is missing for it to be made, beside each field. */
export function missingParts(draft: CorrectionDraft): { field: string; message: string }[] {
  const needsDate = draft.what === 'received' || draft.how === 'move'
  return [
    ...(draft.what === '' ? [{ field: 'what', message: 'Choose what is wrong' }] : []),
    ...(draft.what !== '' && draft.what !== 'received' && draft.how === null
      ? [{ field: 'how', message: 'Say what is wrong with it' }]
      : []),
    ...(needsDate && draft.date === null ? [{ field: 'date', message: 'Enter the right date' }] : []),
    ...(draft.reason.trim().length < 3
      ? [{ field: 'reason', message: 'Give a reason of at least 3 characters' }]
      : []),
  ]
}
