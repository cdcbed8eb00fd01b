import type { Connection } from './connection.ts'

/**
 * Keeps what an extract says of each referral, so that two extracts of a source can be compared later. Only what
 * differs from the extract before is stored: most rows of a weekly file are the same as last week’s.
 */
export function cellsKeeper(
  connection: Connection,
  batchId: string,
  source: string,
): (referralId: string, cells: string) => void {
  const last = connection
    .prepare(
      `SELECT cells FROM import_batch_cells WHERE referral_id = ? AND source = ?
       ORDER BY batch_id DESC LIMIT 1`,
    )
    .pluck()
  const keep = connection.prepare(
    'INSERT OR REPLACE INTO import_batch_cells (referral_id, source, batch_id, cells) VALUES (?, ?, ?, ?)',
  )
  return (referralId, cells) => {
    if (last.get(referralId, source) !== cells) keep.run(referralId, source, batchId, cells)
  }
}
