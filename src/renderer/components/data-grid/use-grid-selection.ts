import { useRef } from 'react'
import { useAnnounce } from '../../app/announcer.tsx'
import { isSelected, nothingSelected, selectedCount, toggled, withRows } from './selection.ts'
import type { RowSelection } from './types.ts'
import type { RowSource } from './use-paged-rows.ts'
import { formatCount } from '../format-count.ts'

export interface GridSelectionOptions<Row> {
  source: RowSource<Row>
  rowKey: (row: Row) => string
  selection: RowSelection
  onChange: ((selection: RowSelection) => void) | undefined
  canSelectMatching: boolean
  /** First and last row on screen. */
  first: number
  last: number
  activeRow: number
}

/** Choosing rows: one, a run, those on screen, or everything that matches. */
export function useGridSelection<Row>(options: GridSelectionOptions<Row>) {
  const { source, rowKey, selection, onChange, canSelectMatching, first, last, activeRow } = options
  const announce = useAnnounce()
  const anchor = useRef<{ list: string; row: number; base: RowSelection } | null>(null)
  const total = source.total ?? 0
  const count = selectedCount(selection, total)
  if (anchor.current && anchor.current.list !== source.key) anchor.current = null

  function keysOf(from: number, to: number): string[] {
    const keys: string[] = []
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const row = source.row(index)
      if (row !== undefined) keys.push(rowKey(row))
    }
    return keys
  }
  const shown = keysOf(first, last)
  const chosen = shown.filter((key) => isSelected(selection, key)).length
  const checked: 'all' | 'some' | 'none' =
    shown.length > 0 && chosen === shown.length ? 'all' : chosen > 0 ? 'some' : 'none'

  function select(next: RowSelection): void {
    onChange?.(next)
    announce(`${formatCount(selectedCount(next, total))} selected`)
  }
  function selectMatching(): void {
    select({ kind: 'matching', except: new Set() })
  }
  return {
    count,
    checked,
    select,
    selectMatching,
    /** Chooses the rows on screen; asked again, everything that matches where that is allowed. */
    selectShown() {
      anchor.current = null
      if (checked === 'all' && canSelectMatching && selection.kind === 'ids' && count < total)
        selectMatching()
      else select({ kind: 'ids', ids: new Set(shown) })
    },
    /** Chooses the run from where the last single choice was. */
    extend(to: number) {
      anchor.current ??= { list: source.key, row: Math.max(0, activeRow), base: selection }
      select(withRows(anchor.current.base, keysOf(anchor.current.row, to), true))
    },
    toggle(index: number) {
      const row = source.row(index)
      if (row === undefined) return
      anchor.current = null
      select(toggled(selection, rowKey(row)))
    },
    clear() {
      select(nothingSelected)
    },
    forgetAnchor() {
      anchor.current = null
    },
  }
}
