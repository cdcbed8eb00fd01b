import { setImmediate as breathe } from 'node:timers/promises'
import type { Readable } from '../../store/store.ts'
import { firstHash, hashOf } from './append.ts'

export interface AuditCheck {
  ok: boolean
  rows: number
  /** The first row that does not follow from the one before it. */
  brokenAt: number | null
}

const rowsAtATime = 1000

/**
 * Follows the chain of hashes from the first row to the last. A changed, removed or slipped-in row breaks it there;
 * rows cut off at the very end do not show. Reads in pieces, so that other calls are answered meanwhile.
 */
export async function verifyAudit(read: Readable, signal?: AbortSignal): Promise<AuditCheck> {
  let previousHash = firstHash
  let sequence = 0
  for (;;) {
    signal?.throwIfAborted()
    const rows = await read
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(rowsAtATime)
      .execute()
    for (const row of rows) {
      const follows = row.sequence === sequence + 1 && row.previous_hash === previousHash
      if (!follows || hashOf(row) !== row.hash) return { ok: false, rows: sequence, brokenAt: row.sequence }
      sequence = row.sequence
      previousHash = row.hash
    }
    if (rows.length < rowsAtATime) return { ok: true, rows: sequence, brokenAt: null }
    await breathe()
  }
}
