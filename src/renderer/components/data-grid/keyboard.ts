import type { CellPosition } from './types.ts'

export interface GridSize {
  rows: number
  columns: number
  /** Rows in one screenful. */
  screenful: number
}

/** Where a key moves the focus, or null when it is not a moving key. Row −1 is the header. */
export function moveFocus(
  from: CellPosition,
  key: string,
  control: boolean,
  size: GridSize,
): CellPosition | null {
  const lastRow = size.rows - 1
  const lastColumn = size.columns - 1
  const at = (row: number, column: number): CellPosition => ({
    row: Math.max(-1, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  })
  switch (key) {
    case 'ArrowUp':
      return at(control ? 0 : from.row - 1, from.column)
    case 'ArrowDown':
      return at(control ? lastRow : from.row + 1, from.column)
    case 'ArrowLeft':
      return at(from.row, control ? 0 : from.column - 1)
    case 'ArrowRight':
      return at(from.row, control ? lastColumn : from.column + 1)
    case 'PageUp':
      return at(Math.max(0, from.row - size.screenful), from.column)
    case 'PageDown':
      return at(from.row + size.screenful, from.column)
    case 'Home':
      return control ? at(Math.min(0, lastRow), 0) : at(from.row, 0)
    case 'End':
      return control ? at(lastRow, lastColumn) : at(from.row, lastColumn)
    default:
      return null
  }
}
