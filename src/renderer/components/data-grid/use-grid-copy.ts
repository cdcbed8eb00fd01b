import { useAnnounce } from '../../app/announcer.tsx'
import { copyText, pasteSafe, rowsAsText } from './copy.ts'
import { isSelected, selectedCount } from './selection.ts'
import type { CellPosition, Column, PlacedColumn, RowSelection } from './types.ts'
import type { RowSource } from './use-paged-rows.ts'
import { formatCount } from '../format-count.ts'

/** Most rows one copy takes; more belongs in an export. */
export const mostRowsCopied = 5000

export interface GridCopyOptions<Row> {
  source: RowSource<Row>
  columns: readonly PlacedColumn<Row>[]
  rowKey: (row: Row) => string
  selection: RowSelection
  /** How many columns stand before the first of `columns`. */
  shift: number
  /** Told how many rows left for the clipboard. */
  onCopied: ((rows: number) => void) | undefined
}

/** Copies the chosen rows, or the focused cell when none is chosen, as cells for Excel. */
export function useGridCopy<Row>(options: GridCopyOptions<Row>): (at: CellPosition) => Promise<void> {
  const announce = useAnnounce()
  const { source, columns, rowKey, selection, shift, onCopied } = options
  return async (at) => {
    const shown: Column<Row>[] = columns.map((placed) => placed.column)
    const total = source.total ?? 0
    const count = selectedCount(selection, total)
    if (count === 0) {
      const row = source.row(at.row)
      const column = shown[at.column - shift]
      if (row === undefined || !column) return
      if (await copyText(pasteSafe(column.text(row)))) announce('Cell copied')
      return
    }
    if (count > mostRowsCopied) {
      announce(`More than ${formatCount(mostRowsCopied)} rows: use Export instead`, true)
      return
    }
    const rows: Row[] = []
    const step = 1000
    for (let offset = 0; offset < total && rows.length < count; offset += step) {
      const page = await source.load(offset, step)
      rows.push(...page.filter((row) => isSelected(selection, rowKey(row))))
    }
    const copied = await copyText(rowsAsText(shown, rows))
    if (copied) onCopied?.(rows.length)
    announce(copied ? `${formatCount(rows.length)} rows copied` : 'The clipboard is not available', !copied)
  }
}
