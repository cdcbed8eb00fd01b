import type { ReactNode } from 'react'

export interface SortKey {
  /** Id of the column. */
  id: string
  direction: 'asc' | 'desc'
}

export interface Column<Row> {
  id: string
  header: string
  /** Pixels at first; people may change it. */
  width: number
  /**
   * What the cell shows. Without it the text is shown. `width` is the room inside the cell in pixels, without
   * an end where cells wrap.
   */
  cell?: (row: Row, width: number) => ReactNode
  /** The cell as plain text: copied to Excel, shown when the cell is too narrow. */
  text: (row: Row) => string
  sortable?: boolean
  /** How a sort by this column reads: "oldest first". Default "A to Z" / "Z to A". */
  sortWords?: { asc: string; desc: string }
  /** Stays in view when scrolling sideways. Sticky columns stand first. */
  sticky?: boolean
  /** Names the row for screen readers. */
  rowHeader?: boolean
  /** The content opens the row, as a link would. */
  opens?: boolean
  align?: 'start' | 'end'
  /** One sentence on what the column holds, for the column chooser. */
  description?: string
  /** Left out until somebody chooses it. */
  hiddenAtFirst?: boolean
  /** Cannot be left out. */
  required?: boolean
}

/** Which rows are chosen: named ones, or everything the list matches but a few. */
export type RowSelection =
  { kind: 'ids'; ids: ReadonlySet<string> } | { kind: 'matching'; except: ReadonlySet<string> }

/** How somebody set the columns of a list: view state, never data. */
export interface ColumnPrefs {
  order: readonly string[]
  hidden: readonly string[]
  widths: Readonly<Record<string, number>>
  wrap: boolean
}

/** A column where it stands now. */
export interface PlacedColumn<Row> {
  column: Column<Row>
  width: number
  /** Distance from the start edge, in pixels. */
  start: number
  sticky: boolean
}

/** Row −1 is the header; column 0 is the first one shown. */
export interface CellPosition {
  row: number
  column: number
}
