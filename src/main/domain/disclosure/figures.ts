import { type CountTable, totalsOf } from './count-table.ts'

/** What a reader is told of a figure. */
export type Told = 'figure' | 'under_5' | 'hidden'

/**
 * One published figure, cell or total, as an edge between two sums. The figures of a table with its totals form a
 * network: a change that keeps every sum right is a way round it, and there is no other.
 */
export interface Figure {
  from: number
  to: number
  count: number
  told: Told
  isTotal: boolean
}

/** Every cell and total of a table, and where each stands. */
export interface Figures {
  all: Figure[]
  cells: Figure[][]
  rowTotals: Figure[]
  columnTotals: Figure[]
  total: Figure
}

/** A table as a network of its sums: a node for each row, each column and the two lines of totals. */
export function figuresOf(table: CountTable): Figures {
  const totals = totalsOf(table)
  const all: Figure[] = []
  function figure(from: number, to: number, count: number, isTotal: boolean): Figure {
    const made: Figure = { from, to, count, told: 'figure', isTotal }
    all.push(made)
    return made
  }
  if (table.columns === null) {
    const cells = table.cells.map((row) => [figure(0, 1, row[0] ?? 0, false)])
    return { all, cells, rowTotals: [], columnTotals: [], total: figure(1, 0, totals.total, true) }
  }
  const rowCount = table.rows.length
  const columnNode = (column: number) => rowCount + column
  const rowTotalsNode = rowCount + table.columns.length
  const columnTotalsNode = rowTotalsNode + 1
  return {
    all,
    cells: table.cells.map((row, at) =>
      row.map((count, column) => figure(at, columnNode(column), count, false)),
    ),
    rowTotals: totals.rows.map((count, at) => figure(rowTotalsNode, at, count, true)),
    columnTotals: totals.columns.map((count, column) =>
      figure(columnNode(column), columnTotalsNode, count, true),
    ),
    total: figure(columnTotalsNode, rowTotalsNode, totals.total, true),
  }
}
