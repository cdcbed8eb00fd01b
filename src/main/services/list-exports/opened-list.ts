import { setImmediate as pause } from 'node:timers/promises'
import type { ExportColumn } from '../../../shared/contract/list-exports.ts'
import type { Readable } from '../../store/store.ts'
import { childColumns, childFacts, type ChildFacts, childGroupings } from './child-facts.ts'
import {
  type AboutRow,
  type FilterWords,
  type ListSource,
  lookedUpAtOnce,
  type Value,
} from './list-source.ts'

/** A column without its rows: what a writer needs to lay it out and to know what may leave. */
export interface OpenedColumn extends ExportColumn {
  width: number
  hidesRare: boolean
}

export interface OpenedRow {
  about: AboutRow
  value(columnId: string): Value
  group(groupingId: string): string
}

/** A list ready for the writers, whatever it is of. */
export interface OpenedList {
  title: string
  noun: { one: string; many: string }
  filters: FilterWords[]
  sort: string
  asAt: string
  count: number
  outOf: number
  columns: OpenedColumn[]
  groupings: { id: string; label: string; order: readonly string[] }[]
  slices(): AsyncIterable<OpenedRow[]>
}

/** Joins a list with what is known of its children, and hides what its rows are from those who write them down. */
export function openedList<Row>(db: Readable, source: ListSource<Row>): OpenedList {
  const { title, noun, filters, sort, asAt, count, outOf } = source
  const groupings = [...source.groupings, ...childGroupings]
  const ownColumn = new Map(source.columns.map((column) => [column.id, column]))
  const childColumn = new Map(childColumns.map((column) => [column.id, column]))
  const grouping = new Map(groupings.map((each) => [each.id, each]))

  function openedRow(row: Row, child: ChildFacts): OpenedRow {
    return {
      about: source.about(row),
      value: (id) => ownColumn.get(id)?.value(row) ?? childColumn.get(id)?.value({ child }) ?? null,
      group: (id) => grouping.get(id)?.group(row, child) ?? '',
    }
  }

  return {
    ...{ title, noun, filters, sort, asAt, count, outOf },
    columns: [
      ...source.columns.map((column) => described(column, false)),
      ...childColumns.map((column) => described(column, true)),
    ],
    groupings: groupings.map(({ id, label, order = [] }) => ({ id, label, order })),
    async *slices() {
      for await (const slice of source.slices()) {
        for (let at = 0; at < slice.length; at += lookedUpAtOnce) {
          await pause()
          const rows = slice.slice(at, at + lookedUpAtOnce)
          const children = await childFacts(
            db,
            rows.map((row) => source.about(row)),
            asAt,
          )
          yield rows.flatMap((row, place) => {
            const child = children[place]
            return child === undefined ? [] : [openedRow(row, child)]
          })
        }
      }
    },
  }
}

function described(
  column: Pick<OpenedColumn, 'id' | 'header' | 'kind' | 'width'> & {
    pseudonymised?: false
    hidesRare?: true
  },
  aboutChild: boolean,
): OpenedColumn {
  const { id, header, kind, width } = column
  return {
    ...{ id, header, kind, width, aboutChild },
    pseudonymised: kind !== 'identifying' && kind !== 'free_text' && column.pseudonymised !== false,
    hidesRare: column.hidesRare === true,
  }
}
