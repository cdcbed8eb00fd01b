import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { CellPosition, PlacedColumn } from './types.ts'

export interface GridFocus {
  active: CellPosition
  /** Moves the tab stop, and with it the focus, bringing the cell into view. */
  moveTo(position: CellPosition): void
  /** Moves the tab stop to where the focus already is. */
  follow(position: CellPosition): void
}

/** The row and column a cell element stands for. */
export function positionOf(cell: HTMLElement): CellPosition {
  const [row, column] = (cell.dataset['cell'] ?? '').split(':').map(Number)
  return { row: row ?? -1, column: column ?? 0 }
}

/** The cell that an event happened in. */
export function cellOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
}

/** One tab stop for the whole grid, moved by keys and clicks. */
export function useGridFocus(sourceKey: string, rows: number, columns: number) {
  const [state, setState] = useState({ key: sourceKey, row: 0, column: 0 })
  const wanted = useRef(false)
  const row = state.key === sourceKey ? state.row : Math.min(state.row, 0)
  const active: CellPosition = {
    row: rows === 0 ? -1 : Math.min(row, rows - 1),
    column: Math.max(0, Math.min(state.column, columns - 1)),
  }
  const set = useCallback((position: CellPosition) => setState({ key: sourceKey, ...position }), [sourceKey])
  return { active, set, wanted }
}

/** After each render puts the focus into the active cell when a key asked for that. */
export function useFocusMover<Row>(
  focus: ReturnType<typeof useGridFocus>,
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  columns: readonly PlacedColumn<Row>[],
  shift: number,
  stickyWidth: number,
): GridFocus {
  const { active, set, wanted } = focus
  useLayoutEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    const box = scroller.current
    const cell = box?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`)
    cell?.focus({ preventScroll: true })
    if (active.row >= 0) virtualizer.scrollToIndex(active.row, { align: 'auto' })
    const placed = columns[active.column - shift]
    if (!box || !placed || placed.sticky) return
    const end = placed.start + placed.width
    if (placed.start - stickyWidth < box.scrollLeft) box.scrollLeft = placed.start - stickyWidth
    else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth
  })
  return {
    active,
    moveTo(position) {
      wanted.current = true
      set(position)
    },
    follow: set,
  }
}

/** Lets a cell that is too narrow for its text open on focus, and show it on hover. */
export function markClipped(cell: HTMLElement): void {
  const content = cell.firstElementChild
  if (
    !(content instanceof HTMLElement) ||
    cell.dataset['check'] !== undefined ||
    cell.role === 'columnheader'
  )
    return
  const clipped = cell.dataset['clipped'] !== undefined || content.scrollWidth > content.clientWidth + 1
  cell.toggleAttribute('data-clipped', clipped)
  if (clipped) cell.title = content.textContent
  else cell.removeAttribute('title')
}
