/** Counts of children by one or two groupings, as counted. Every cell is a whole number of 0 or more. */
export interface CountTable {
  /** Labels down the side. */
  rows: readonly string[]
  /** Labels across; null for a table with counts by rows alone. */
  columns: readonly string[] | null
  /** `cells[row][column]`; one column where `columns` is null. */
  cells: readonly (readonly number[])[]
}

/** What a reader sees of one count: a figure, `under_5` for 1 to 4, or `hidden` for one kept back to protect another. */
export type ShownCount = number | 'under_5' | 'hidden'

/** A table after a policy: what is shown of every cell and total. */
export interface DisclosedTable {
  rows: readonly string[]
  columns: readonly string[] | null
  cells: readonly (readonly ShownCount[])[]
  /** One for each row; empty where there are no columns, as the cell is the total. */
  rowTotals: readonly ShownCount[]
  /** One for each column; empty where there are no columns. */
  columnTotals: readonly ShownCount[]
  total: ShownCount
}

/** Sums a table: rows, columns and all. */
export function totalsOf({ cells }: CountTable): { rows: number[]; columns: number[]; total: number } {
  const rows = cells.map(sum)
  const columns = (cells[0] ?? []).map((_, column) => sum(cells.map((row) => row[column] ?? 0)))
  return { rows, columns, total: sum(rows) }
}

/** A table with each figure, and each total, passed through the same function. */
export function eachFigure(table: CountTable, shown: (count: number) => ShownCount): DisclosedTable {
  const totals = totalsOf(table)
  const has2 = table.columns !== null
  return {
    rows: table.rows,
    columns: table.columns,
    cells: table.cells.map((row) => row.map(shown)),
    rowTotals: has2 ? totals.rows.map(shown) : [],
    columnTotals: has2 ? totals.columns.map(shown) : [],
    total: shown(totals.total),
  }
}

/** A figure of the table as a reader sees it: `37`, `<5`, `*`. */
export function shownText(shown: ShownCount): number | string {
  if (shown === 'under_5') return '<5'
  return shown === 'hidden' ? '*' : shown
}

/**
 * A share in per cent to one decimal, from what is shown of both figures and nothing else; null where either is
 * hidden or the whole is 0. Worked from rounded figures it may pass 100, which is then shown as 100.
 */
export function shownShare(part: ShownCount, whole: ShownCount): number | null {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return null
  return Math.min(100, Math.round((part / whole) * 1000) / 10)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
