import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { chsBands } from '../../../shared/codes/bands.ts'
import type { SignedDocument } from '../../../shared/contract/signed-returns.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { SignedCell } from '../../store/tables/signed-returns.ts'
import { hashedColumns } from './freeze-rows.ts'

/** What the rows of a signed return add up to. */
export interface RowsSum {
  rows: { count: number; sha256: string }
  movements: { count: number; sha256: string }
  /** How many wait, by line and band. */
  waiting: Map<string, Map<string, number>>
  /** How many came and went, by line, cell and, for removals, reason: `line\tcell\treason`. */
  moved: Map<string, number>
}

const rowsAtATime = 1000
const cells: SignedCell[] = [
  'first_contacts',
  'opening',
  'received',
  'removals',
  'reopened',
  'transferred_in',
  'waiting',
]

/**
 * Counts and hashes the rows kept with a signed return. Each row is the JSON array of `hashedColumns` and a line break;
 * rows go by cell, referral and ordinal, in the order of their bytes. `rows` is those waiting, `movements` all others.
 */
export async function sumRows(db: Readable | Writing, id: string): Promise<RowsSum> {
  const waiting = createHash('sha256')
  const movements = createHash('sha256')
  const sum: RowsSum = {
    rows: { count: 0, sha256: '' },
    movements: { count: 0, sha256: '' },
    waiting: new Map(),
    moved: new Map(),
  }
  for (const cell of cells) {
    const [hash, part] = cell === 'waiting' ? [waiting, sum.rows] : [movements, sum.movements]
    for (let after = { referral_id: '', ordinal: -1 }; ;) {
      const rows = await db
        .selectFrom('signed_return_row')
        .select(hashedColumns)
        .where('signed_return_id', '=', id)
        .where('cell', '=', cell)
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('referral_id', 'ordinal'), '>', tuple(after.referral_id, after.ordinal)),
        )
        .orderBy('referral_id')
        .orderBy('ordinal')
        .limit(rowsAtATime)
        .execute()
      for (const row of rows) {
        hash.update(`${JSON.stringify(hashedColumns.map((column) => row[column]))}\n`)
        if (cell === 'waiting') {
          const bands = sum.waiting.get(row.line) ?? new Map<string, number>()
          sum.waiting.set(row.line, bands)
          bands.set(row.band, (bands.get(row.band) ?? 0) + 1)
        } else {
          const key = `${row.line}\t${cell}\t${row.reason ?? ''}`
          sum.moved.set(key, (sum.moved.get(key) ?? 0) + 1)
        }
      }
      part.count += rows.length
      const last = rows.at(-1)
      if (last === undefined || rows.length < rowsAtATime) break
      after = last
      await pause()
    }
  }
  sum.rows.sha256 = waiting.digest('hex')
  sum.movements.sha256 = movements.digest('hex')
  return sum
}

/** What the kept rows say otherwise than the figures they are behind, one sentence each; empty when nothing. */
export function rowsAgainstFigures(
  sum: RowsSum,
  { lines, reconciliation }: Pick<SignedDocument, 'lines' | 'reconciliation'>,
): string[] {
  const problems: string[] = []
  const expect = (what: string, kept: number, stated: number) => {
    if (kept !== stated) problems.push(`${what}: ${kept} rows are kept behind a figure of ${stated}.`)
  }
  for (const line of lines) {
    for (const { id, weeks } of chsBands) {
      expect(`${line.line}, ${weeks} weeks`, sum.waiting.get(line.line)?.get(id) ?? 0, line.bands[id])
    }
    const proof = reconciliation[line.line]
    if (proof === undefined) continue
    const moved = (cell: SignedCell, reason = '') => sum.moved.get(`${line.line}\t${cell}\t${reason}`) ?? 0
    expect(`${line.line}, received`, moved('received'), proof.received)
    expect(`${line.line}, transferred in`, moved('transferred_in'), proof.transferredIn)
    expect(`${line.line}, re-opened or due`, moved('reopened'), proof.reopened)
    expect(`${line.line}, first contacts`, moved('first_contacts'), proof.firstContacts)
    for (const [reason, count] of Object.entries(proof.removals)) {
      expect(`${line.line}, removed (${reason})`, moved('removals', reason), count)
    }
  }
  return problems
}
