import { createContext, use } from 'react'

/** Tab stop of things inside a cell: reachable with Tab only from the cell that has the focus. */
export const CellTabIndex = createContext(0)

/** `tabIndex` for a button or link inside a grid cell; 0 outside a grid. */
export function useCellTabIndex(): number {
  return use(CellTabIndex)
}
