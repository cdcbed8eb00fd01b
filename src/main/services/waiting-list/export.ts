import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { queueLabels } from '../../../shared/codes/queues.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { rowFlagLabels } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { writeFileSafely } from '../files/prepare-file.ts'
import { writeCsv } from '../spreadsheets/csv-writer.ts'
import { type XlsxColumn as Column, type XlsxValue as Cell, writeXlsx } from '../spreadsheets/xlsx-writer.ts'
import { countOf, orderedIds, resolveText, rowsOf } from './page.ts'

const columns: (Column & { value: (row: WaitingListRow) => Cell })[] = [
  { header: 'Family name', kind: 'text', width: 22, value: (row) => row.familyName },
  { header: 'Given name', kind: 'text', width: 18, value: (row) => row.givenName },
  { header: 'Preferred name', kind: 'text', width: 16, value: (row) => row.preferredName },
  { header: 'NHS number', kind: 'text', width: 14, value: (row) => row.nhsNumber },
  { header: 'Local id', kind: 'text', width: 14, value: (row) => row.localPatientId },
  { header: 'Born', kind: 'date', width: 12, value: (row) => row.dateOfBirth },
  { header: 'Service', kind: 'text', width: 28, value: (row) => row.serviceName },
  { header: 'Pathway', kind: 'text', width: 20, value: (row) => row.pathways.join('; ') },
  { header: 'Status', kind: 'text', width: 22, value: (row) => referralStatusLabels[row.status] },
  {
    header: 'Priority',
    kind: 'text',
    width: 12,
    value: (row) => (row.priority === null ? 'Not decided' : priorityLabels[row.priority]),
  },
  { header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
  { header: 'Wait start', kind: 'date', width: 12, value: (row) => row.effectiveWaitStart },
  { header: 'Days waited', kind: 'whole', width: 12, value: (row) => row.daysWaited },
  { header: 'Band (days)', kind: 'text', width: 12, value: (row) => row.band },
  { header: 'Due by', kind: 'date', width: 12, value: (row) => row.dueBy },
  {
    header: 'Flags',
    kind: 'text',
    width: 30,
    value: (row) => row.flags.map((flag) => rowFlagLabels[flag]).join('; '),
  },
  { header: 'Was not brought', kind: 'whole', width: 14, value: (row) => row.wasNotBroughtCount },
  { header: 'Next appointment', kind: 'date', width: 16, value: (row) => row.nextAppointmentOn },
  { header: 'Last contact', kind: 'date', width: 12, value: (row) => row.lastContactOn },
]

/** A list longer than this is narrowed first: a spreadsheet of everybody is not a working list. */
const mostRows = 200_000

/** Writes the filtered list to the chosen file, with what it is, how many of how many, as-at and who above it. */
export const exportList: HandlersOf<'waitingList'>['export'] = async (
  context,
  { filter, sort, format, file },
) => {
  const granted = context.grantedFile(file)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.')
  const { read } = context.store
  const today = context.today()
  const text = await resolveText(read, filter)
  const [total, all] = await Promise.all([
    countOf(read, filter, today, text),
    countOf(read, { queue: filter.queue }, today, null),
  ])
  if (total > mostRows)
    return refuse('invalid', `That is ${total.toLocaleString('en-GB')} rows. Narrow the list first.`)
  const rows: WaitingListRow[] = []
  for (let offset = 0; offset < total; offset += 2000) {
    const ids = await orderedIds(read, filter, sort, today, text, { offset, limit: 2000 })
    rows.push(...(await rowsOf(read, ids, today)))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const above = [
    [
      `${queueLabels[filter.queue]}: ${rows.length.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`,
    ],
    [`As at ${today}. Exported by ${context.person.displayName}.`],
    ['Official: sensitive. Names children.'],
  ]
  const table = rows.map((row) => columns.map((column) => column.value(row)))
  const bytes =
    format === 'csv'
      ? ok(
          writeCsv(
            columns.map(({ header, kind }) => ({ header, kind: kind === 'whole' ? 'number' : 'text' })),
            table,
          ),
        )
      : await writeXlsx({
          title: 'Waiting list',
          sheets: [{ name: 'Waiting list', columns, rows: table, above }],
        })
  if (!bytes.ok) return bytes
  const written = await writeFileSafely(granted.path, bytes.value)
  if (!written.ok) return written
  await context.store.write((tx) =>
    appendAudit(tx, context, {
      action: 'list.exported',
      subject: filter.queue,
      detail: { rows: rows.length, format, sha256: written.value.sha256 },
    }),
  )
  return ok({ rows: rows.length, sha256: written.value.sha256 })
}
