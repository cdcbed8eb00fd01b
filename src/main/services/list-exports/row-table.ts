import { type ExportShape, weeksHeader } from '../../../shared/contract/list-exports.ts'
import { refuse, ok, type Result } from '../../../shared/result.ts'
import { addDays, isCalendarDate } from '../../domain/clocks/days.ts'
import { isoWeekOf, isoWeeksBetween } from '../../domain/clocks/iso-week.ts'
import { sortInSlices } from '../sort-in-slices.ts'
import { sliceRows, type Value } from './list-source.ts'
import type { OpenedColumn, OpenedList, OpenedRow } from './opened-list.ts'
import { pseudonym } from './pseudonyms.ts'

type RowShape = Extract<ExportShape, { form: 'identifiable' | 'pseudonymised' }>

export interface TableColumn {
  header: string
  /** `figure`: a count or a share, or what stands for a hidden one. */
  kind: 'text' | 'whole' | 'date' | 'figure'
  /** In characters. */
  width: number
}

/** Rows as they leave: what is not in here is in no file and on no page. */
export interface RowTable {
  columns: TableColumn[]
  /** A `sample` is for the screen: the first rows as the list has them, whatever order they leave in. */
  slices(sample?: boolean): AsyncIterable<Value[][]>
}

/** Under pseudonyms, a value of a telling column that fewer rows than this have is not told. */
export const rareBelow = 5
export const rareWords = 'Other (fewer than 5 rows)'

/** The rows of a list in the form asked for. Refuses a column that the list does not have or the form may not show. */
export async function rowTable(
  list: OpenedList,
  shape: RowShape,
  key: string | null,
): Promise<Result<RowTable>> {
  const chosen: OpenedColumn[] = []
  for (const id of shape.columns) {
    const column = list.columns.find((each) => each.id === id)
    if (column === undefined)
      return refuse('invalid', 'The list has no such column. Open the export again.', { field: 'columns' })
    chosen.push(column)
  }
  if (shape.form === 'identifiable')
    return ok(shape.namesOff ? namesOffTable(list, chosen) : plainTable(list, chosen))
  const named = chosen.find((column) => !column.pseudonymised)
  if (named !== undefined)
    return refuse('invalid', `“${named.header}” may not leave under pseudonyms. Leave it out.`, {
      field: 'columns',
    })
  if (key === null)
    return refuse('not_found', 'That recipient is not in this store.', { field: 'recipientId' })
  return ok(await pseudonymTable(list, chosen, key))
}

function plainTable(list: OpenedList, columns: readonly OpenedColumn[]): RowTable {
  return {
    columns: columns.map(({ header, kind, width }) => ({ header, kind: cellKind(kind), width })),
    slices: () => mapped(list, (row) => columns.map(({ id }) => row.value(id))),
  }
}

/** What names a child, and what somebody wrote, left out; each row carries the reference of its referral. */
function namesOffTable(list: OpenedList, columns: readonly OpenedColumn[]): RowTable {
  const left = columns.filter(({ kind }) => kind !== 'identifying' && kind !== 'free_text')
  const plain = plainTable(list, left)
  return {
    columns: [{ header: 'Reference', kind: 'text', width: 12 }, ...plain.columns],
    slices: () => mapped(list, (row) => [referenceOf(row), ...left.map(({ id }) => row.value(id))]),
  }
}

/** The end of the referral's id: enough to find it on the screen, nothing that names. */
function referenceOf({ about }: OpenedRow): string {
  return `R-${(about.referralId ?? about.childId).slice(-6).toUpperCase()}`
}

/**
 * Pseudonyms in place of who it is, weeks in place of days, and no value that hardly any row has. Goes through the
 * list once to count values and once to write.
 */
async function pseudonymTable(
  list: OpenedList,
  columns: readonly OpenedColumn[],
  key: string,
): Promise<RowTable> {
  const telling = columns.filter((column) => column.hidesRare)
  const tallies = new Map(telling.map(({ id }) => [id, new Map<Value, number>()]))
  if (telling.length > 0)
    for await (const rows of list.slices())
      for (const row of rows)
        for (const [id, tally] of tallies) tally.set(row.value(id), (tally.get(row.value(id)) ?? 0) + 1)

  function valueOf(row: OpenedRow, { id, kind }: OpenedColumn): Value {
    const value = row.value(id)
    if (value === null) return null
    if (kind === 'date') return typeof value === 'string' && isCalendarDate(value) ? isoWeekOf(value) : null
    if (kind === 'days')
      // From ISO week to ISO week, so that together with the week a wait began in it tells no more than that week.
      return typeof value === 'number' ? isoWeeksBetween(addDays(list.asAt, -value), list.asAt) : null
    const tally = tallies.get(id)
    return tally !== undefined && (tally.get(value) ?? 0) < rareBelow ? rareWords : value
  }

  return {
    columns: [
      { header: 'Child (pseudonym)', kind: 'text', width: 26 },
      { header: 'Referral (pseudonym)', kind: 'text', width: 26 },
      ...columns.map(({ header, kind, width }): TableColumn => {
        if (kind === 'date') return { header: weeksHeader({ header, kind }), kind: 'text', width: 14 }
        if (kind === 'days') return { header: weeksHeader({ header, kind }), kind: 'whole', width }
        return { header, kind: cellKind(kind), width }
      }),
    ],
    slices: (sample) => {
      const rows = mapped(list, (row) => [
        row.about.childId === '' ? null : pseudonym(key, 'child', row.about.childId),
        row.about.referralId === null ? null : pseudonym(key, 'referral', row.about.referralId),
        ...columns.map((column) => valueOf(row, column)),
      ])
      return sample ? rows : byPseudonym(rows)
    },
  }
}

/** Rows in the order of their pseudonyms: in the list's own they would rank children by name or by day. */
async function* byPseudonym(slices: AsyncIterable<Value[][]>): AsyncGenerator<Value[][]> {
  const rows: Value[][] = []
  for await (const slice of slices) for (const row of slice) rows.push(row)
  const keyOf = ([child, referral]: Value[]) => `${child ?? ''} ${referral ?? ''}`
  const sorted = await sortInSlices(rows, (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  for (let at = 0; at < sorted.length; at += sliceRows) yield sorted.slice(at, at + sliceRows)
}

function cellKind(kind: OpenedColumn['kind']): TableColumn['kind'] {
  if (kind === 'date') return 'date'
  return kind === 'number' || kind === 'days' ? 'whole' : 'text'
}

async function* mapped(list: OpenedList, toValues: (row: OpenedRow) => Value[]): AsyncGenerator<Value[][]> {
  for await (const rows of list.slices()) yield rows.map(toValues)
}
