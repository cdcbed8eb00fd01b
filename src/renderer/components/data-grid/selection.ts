import type { RowSelection } from './types.ts'

export const nothingSelected: RowSelection = { kind: 'ids', ids: new Set() }

/** Whether the row is chosen. */
export function isSelected(selection: RowSelection, id: string): boolean {
  return selection.kind === 'ids' ? selection.ids.has(id) : !selection.except.has(id)
}

/** How many rows are chosen in a list of `total`. */
export function selectedCount(selection: RowSelection, total: number): number {
  return selection.kind === 'ids' ? selection.ids.size : Math.max(0, total - selection.except.size)
}

/** The selection with one row chosen or left out. */
export function withRow(selection: RowSelection, id: string, chosen: boolean): RowSelection {
  return withRows(selection, [id], chosen)
}

/** The selection with these rows chosen or left out. */
export function withRows(selection: RowSelection, ids: readonly string[], chosen: boolean): RowSelection {
  const set = new Set(selection.kind === 'ids' ? selection.ids : selection.except)
  const adding = selection.kind === 'ids' ? chosen : !chosen
  for (const id of ids) {
    if (adding) set.add(id)
    else set.delete(id)
  }
  return selection.kind === 'ids' ? { kind: 'ids', ids: set } : { kind: 'matching', except: set }
}

/** The selection with one row turned round. */
export function toggled(selection: RowSelection, id: string): RowSelection {
  return withRow(selection, id, !isSelected(selection, id))
}
