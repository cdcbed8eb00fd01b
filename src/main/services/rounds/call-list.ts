import { memberStateLabels } from '../../../shared/codes/rounds.ts'
import type { MemberState } from '../../../shared/codes/rounds.ts'
import type { RoundMemberRow } from '../../../shared/contract/rounds.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { writeFileSafely } from '../files/prepare-file.ts'
import { type XlsxColumn, type XlsxValue, writeXlsx } from '../spreadsheets/xlsx-writer.ts'
import { membersPage } from './members.ts'

const columns: (XlsxColumn & { value: (row: RoundMemberRow) => XlsxValue })[] = [
  { header: 'Child', kind: 'text', width: 30, value: (row) => row.childName },
  { header: 'Born', kind: 'date', width: 12, value: (row) => row.dateOfBirth },
  { header: 'Service', kind: 'text', width: 28, value: (row) => row.serviceName },
  { header: 'Days waited', kind: 'whole', width: 12, value: (row) => row.daysWaited },
  { header: 'Ask for', kind: 'text', width: 26, value: (row) => row.contact?.name ?? null },
  { header: 'Relationship', kind: 'text', width: 16, value: (row) => row.contact?.relationship ?? null },
  { header: 'Phone', kind: 'text', width: 18, value: (row) => row.contact?.phone ?? null },
  { header: 'Caution', kind: 'text', width: 36, value: (row) => row.contact?.caution ?? null },
  { header: 'Language', kind: 'text', width: 14, value: (row) => row.language },
  {
    header: 'Interpreter',
    kind: 'text',
    width: 12,
    value: (row) => (row.interpreterNeeded === null ? 'Not asked' : row.interpreterNeeded ? 'Yes' : 'No'),
  },
  { header: 'Where it stands', kind: 'text', width: 32, value: (row) => memberStateLabels[row.state] },
  { header: 'Reply by', kind: 'date', width: 12, value: (row) => row.replyBy },
  { header: 'Answer', kind: 'text', width: 16, value: () => null },
]

/** Writes the families to ring to a workbook; a contact marked unsafe stands there without a number. */
export async function writeCallList(
  context: ServiceContext,
  { roundId, states, file }: { roundId: string; states?: readonly MemberState[]; file: string },
): Promise<Result<{ rows: number; sha256: string }>> {
  const granted = context.grantedFile(file)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.')
  const { rows, total } = await membersPage(
    context.store.read,
    { roundId, ...(states && { states }), offset: 0, limit: 5000 },
    context.today(),
  )
  const bytes = await writeXlsx({
    title: 'Call list',
    sheets: [
      {
        name: 'Call list',
        columns,
        rows: rows.map((row) => columns.map((column) => column.value(row))),
        above: [
          [`Call list: ${rows.length} of ${total}`],
          [`As at ${context.today()}. Exported by ${context.person.displayName}.`],
          ['Official: sensitive. Names children.'],
        ],
      },
    ],
  })
  if (!bytes.ok) return bytes
  const written = await writeFileSafely(granted.path, bytes.value)
  if (!written.ok) return written
  await context.store.write((tx) =>
    appendAudit(tx, context, {
      action: 'round.call_list_exported',
      subject: roundId,
      detail: { rows: rows.length, sha256: written.value.sha256 },
    }),
  )
  return ok({ rows: rows.length, sha256: written.value.sha256 })
}
