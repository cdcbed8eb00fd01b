import type { ExportShape } from '../../../shared/contract/list-exports.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ServiceContext } from '../context.ts'
import { writeAuditedFile } from '../files/audited-file.ts'
import type { FileContent } from '../files/prepare-file.ts'
import type { HandlersOf } from '../handlers.ts'
import { type CsvColumn, csvHead, csvRows } from '../spreadsheets/csv-writer.ts'
import { writeSlicedXlsx } from '../spreadsheets/xlsx-in-thread.ts'
import { countList } from './count-list.ts'
import { furniture, type Made } from './furniture.ts'
import type { Value } from './list-source.ts'
import type { OpenedList } from './opened-list.ts'
import { pseudonymsFor } from './recipients.ts'
import { rowTable, type TableColumn } from './row-table.ts'
import { openList } from './sources/index.ts'

/** A list longer than this is narrowed first: a file of everybody is not a working list. */
const mostRows = 200_000

/** What leaves, laid out: the same for a file, a page and a preview. */
export interface LaidOutList {
  columns: TableColumn[]
  slices(sample?: boolean): AsyncIterable<Value[][]>
  /** What is said above it, once it is known how many rows came. */
  made(rows: number): Made
  /** The last row is a total. */
  hasTotal: boolean
}

/** A list in the form asked for, or why it may not leave so. */
export async function layOut(
  { store }: Pick<ServiceContext, 'store'>,
  list: OpenedList,
  shape: ExportShape,
): Promise<Result<LaidOutList>> {
  if (shape.form === 'aggregate') {
    const counts = await countList(list, shape)
    if (!counts.ok) return counts
    const { header, rows, title, ofHowMany } = counts.value
    return ok({
      columns: header.map((text, at) => ({
        header: text,
        kind: at === 0 ? 'text' : 'figure',
        width: at === 0 ? 28 : 12,
      })),
      async *slices() {
        yield rows
      },
      made: () => ({ ofHowMany, counted: title }),
      hasTotal: true,
    })
  }
  const ofHowMany = (rows: number) => `${written(rows)} of ${written(list.outOf)} ${list.noun.many}`
  if (shape.form === 'identifiable') {
    const table = await rowTable(list, shape, null)
    if (!table.ok) return table
    return ok({ ...table.value, made: (rows) => ({ ofHowMany: ofHowMany(rows) }), hasTotal: false })
  }
  const recipient = await pseudonymsFor(store.read, shape.recipientId)
  if (!recipient.ok) return recipient
  const { key, words } = recipient.value
  const table = await rowTable(list, shape, key)
  if (!table.ok) return table
  return ok({
    ...table.value,
    made: (rows) => ({ ofHowMany: ofHowMany(rows), recipient: words }),
    hasTotal: false,
  })
}

/** Writes a list to the chosen file in the form asked for, whole or not at all, and notes that it left. */
export const saveList: HandlersOf<'listExports'>['save'] = async (
  context,
  { source, shape, format, file },
) => {
  const granted = context.grantedFile(file)
  if (granted === null || granted.purpose !== 'write')
    return refuse('not_found', 'The place to save to is no longer known. Choose it again.')
  const opened = await openList(context, source)
  if (!opened.ok) return opened
  const list = opened.value
  if (shape.form !== 'aggregate' && list.count > mostRows)
    return refuse('invalid', `That is ${written(list.count)} rows. Narrow the list first.`)
  const laidOut = await layOut(context, list, shape)
  if (!laidOut.ok) return laidOut
  const tally = { rows: 0 }
  const content = await contentOf(context, list, shape, laidOut.value, format, tally)
  if (!content.ok) return content
  const saved = await writeAuditedFile(context, granted.path, content.value, (sha256) => ({
    action: 'list.exported',
    subject: source.list,
    detail: { ...whatLeft(shape), rows: tally.rows, format, sha256 },
  }))
  return saved.ok ? ok({ rows: tally.rows, sha256: saved.value.sha256 }) : saved
}

/** What the audit trail says left: form, policy, groupings and ids, never what was in it or searched for. */
export function whatLeft(shape: ExportShape): Record<string, unknown> {
  switch (shape.form) {
    case 'identifiable':
      return { form: shape.namesOff ? 'names off' : shape.form, columns: shape.columns.length }
    case 'pseudonymised':
      return { form: shape.form, columns: shape.columns.length, recipient: shape.recipientId ?? 'none kept' }
    case 'aggregate':
      return {
        form: shape.form,
        policy: shape.policy,
        by: [shape.rows, ...(shape.columns === null ? [] : [shape.columns])],
      }
  }
}

async function contentOf(
  context: ServiceContext,
  list: OpenedList,
  shape: ExportShape,
  { columns, slices, made }: LaidOutList,
  format: 'xlsx' | 'csv',
  tally: { rows: number },
): Promise<Result<FileContent>> {
  async function* counted(): AsyncGenerator<Value[][]> {
    for await (const rows of slices()) {
      tally.rows += rows.length
      yield rows
    }
  }
  const above = (rows: number) => furniture(context, list, shape, made(rows))
  if (format === 'xlsx')
    return writeSlicedXlsx(list.title, counted(), (rows) => ({
      name: shape.form === 'aggregate' ? 'Counts' : 'List',
      columns: columns.map(({ header, kind, width }) => ({
        header,
        width: width + 2,
        ...(kind === 'figure' ? { kind: 'decimal', numberFormat: '#,##0.###' } : { kind }),
      })),
      above: [...above(rows).map(([label, words]) => [`${label}: ${words}`]), []],
      filter: shape.form !== 'aggregate',
      frozenColumns: 1,
    }))
  const csvColumns: CsvColumn[] = columns.map(({ header }) => ({ header }))
  const lines: string[] = []
  for await (const rows of counted()) lines.push(csvRows(csvColumns, rows))
  const [mark, head] = splitMark(csvHead(csvColumns))
  const said = csvRows([{ header: '' }, { header: '' }], above(tally.rows))
  return ok([mark, said, '\r\n', head, ...lines])
}

/** The byte order mark and the header line of a CSV file: the mark stands before everything. */
function splitMark(head: string): [string, string] {
  return [head.slice(0, 1), head.slice(1)]
}

function written(count: number): string {
  return count.toLocaleString('en-GB')
}
