import { useLocalStorage } from '@mantine/hooks'
import type { Column, ColumnPrefs, PlacedColumn, SortKey } from './types.ts'

export const minimumWidth = 56
export const maximumWidth = 720

/** The columns as their author set them. */
export function startingPrefs<Row>(columns: readonly Column<Row>[]): ColumnPrefs {
  return {
    order: columns.map((column) => column.id),
    hidden: columns.filter((column) => column.hiddenAtFirst && !column.required).map((column) => column.id),
    widths: {},
    wrap: false,
  }
}

/** Columns in the order chosen; ones the preferences do not know keep their author's place at the end. */
export function orderedColumns<Row>(columns: readonly Column<Row>[], prefs: ColumnPrefs): Column<Row>[] {
  const place = new Map(prefs.order.map((id, index) => [id, index]))
  const known = (column: Column<Row>) => place.get(column.id) ?? prefs.order.length + columns.indexOf(column)
  return columns.toSorted(
    (a, b) => Number(b.sticky ?? false) - Number(a.sticky ?? false) || known(a) - known(b),
  )
}

/** The columns on show, with widths and positions from `start` pixels on. */
export function placeColumns<Row>(
  columns: readonly Column<Row>[],
  prefs: ColumnPrefs,
  start: number,
): PlacedColumn<Row>[] {
  let edge = start
  return orderedColumns(columns, prefs)
    .filter((column) => column.required || !prefs.hidden.includes(column.id))
    .map((column) => {
      const width = clampWidth(prefs.widths[column.id] ?? column.width)
      const placed = { column, width, start: edge, sticky: column.sticky ?? false }
      edge += width
      return placed
    })
}

/** A width within what can be read and operated. */
export function clampWidth(width: number): number {
  return Math.round(Math.min(maximumWidth, Math.max(minimumWidth, width)))
}

/** The order after moving one column a step earlier (−1) or later (1) among those shown in the chooser. */
export function moveColumn<Row>(
  columns: readonly Column<Row>[],
  prefs: ColumnPrefs,
  id: string,
  step: -1 | 1,
): ColumnPrefs {
  const order = orderedColumns(columns, prefs).map((column) => column.id)
  const from = order.indexOf(id)
  const to = from + step
  const other = order[to]
  if (from < 0 || other === undefined) return prefs
  order[from] = other
  order[to] = id
  return { ...prefs, order }
}

/** The sort after choosing a column: turned round if it was chosen, alone unless `adding`. At most three keys. */
export function nextSort(sort: readonly SortKey[], id: string, adding: boolean): SortKey[] {
  const before = sort.find((key) => key.id === id)
  const key: SortKey = { id, direction: before?.direction === 'asc' ? 'desc' : 'asc' }
  if (!adding) return [key]
  return before ? sort.map((entry) => (entry.id === id ? key : entry)) : [...sort, key].slice(0, 3)
}

/** The sort as a person says it: "received (oldest first), then name (A to Z)". */
export function sortInWords<Row>(columns: readonly Column<Row>[], sort: readonly SortKey[]): string {
  return sort
    .flatMap(({ id, direction }) => {
      const column = columns.find((entry) => entry.id === id)
      if (!column) return []
      const words = column.sortWords?.[direction] ?? (direction === 'asc' ? 'A to Z' : 'Z to A')
      return words === '' ? [column.header.toLowerCase()] : [`${column.header.toLowerCase()} (${words})`]
    })
    .join(', then ')
}

/** Columns of one list as somebody set them on this computer. Never data: ids, widths and order only. */
export function useColumnPrefs<Row>(
  list: string,
  columns: readonly Column<Row>[],
): [ColumnPrefs, (prefs: ColumnPrefs) => void] {
  const [stored, store] = useLocalStorage<ColumnPrefs | null>({
    key: `cyp-waits.columns.${list}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  return [stored ?? startingPrefs(columns), store]
}
