import type { ChsLine } from '../../../shared/contract/returns.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { lastKept } from './kept-returns.ts'
import { latestSigned } from './signed-store.ts'

/** What a month opens from: last month as it was signed, or failing that as it was exported once it had ended. */
export interface OpeningSource {
  basis: 'signed' | 'exported'
  id: string
  /** Hash of the signed return; null for an export. */
  sha256: string | null
  month: string
  lines: ChsLine[]
}

/**
 * What the month after `previousMonth` opens from: the latest signed version, even one that was re-opened, because it
 * is what was reported; else the draft exported last; null when there is neither and it is counted again.
 */
export async function openingSource(
  db: Readable | Writing,
  previousMonth: string,
): Promise<OpeningSource | null> {
  const signed = await latestSigned(db, previousMonth)
  if (signed !== null) {
    const { id, sha256 } = signed.ref
    return { basis: 'signed', id, sha256, month: previousMonth, lines: signed.document.lines }
  }
  const kept = await lastKept(db, previousMonth, { ended: true })
  if (kept === null) return null
  return { basis: 'exported', id: kept.id, sha256: null, month: previousMonth, lines: kept.figures.lines }
}
