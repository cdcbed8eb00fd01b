import { setImmediate } from 'node:timers/promises'
import { ok, type Result } from '../../../shared/result.ts'
import { writeFileSafely } from '../files/prepare-file.ts'
import { csvHead, csvRows } from '../spreadsheets/csv-writer.ts'
import { type Draft, rowsOfGroup } from './draft.ts'
import { unpackCells } from './packed-cells.ts'

/** Header of the column that says what is wrong; a file of rejects that comes back has it already. */
const problemHeader = 'problem'

/**
 * Writes the rejected rows as they stand in the file, with what is wrong in a last column. The file can be corrected
 * and imported. Returns how many rows it holds.
 */
export async function writeRejects(draft: Draft, path: string): Promise<Result<{ rows: number }>> {
  const kept = draft.headers
    .map((header, index) => ({ header, index }))
    .filter(({ header }) => header.toLowerCase() !== problemHeader)
  const columns = [...kept, { header: problemHeader, index: -1 }]
  const positions = rowsOfGroup(draft, 'rejected')
  const parts = [csvHead(columns)]
  for (let at = 0; at < positions.length; at += 500) {
    const rows = positions.slice(at, at + 500).map((position) => {
      const row = draft.rows[position]
      const cells = unpackCells(row?.original ?? '')
      const problems = (row?.issues ?? []).map(({ message }) => message).join(' ')
      return [...kept.map(({ index }) => cells[index] ?? ''), problems]
    })
    parts.push(csvRows(columns, rows))
    await setImmediate()
  }
  const written = await writeFileSafely(path, parts.join(''))
  return written.ok ? ok({ rows: positions.length }) : written
}
