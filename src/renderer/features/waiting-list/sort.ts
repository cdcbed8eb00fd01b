import { type ListSort, sortColumns } from '../../../shared/contract/list-query.ts'
import type { SortKey } from '../../components/data-grid/types.ts'

type SortColumn = ListSort[number]['column']

function isSortColumn(id: string): id is SortColumn {
  return (sortColumns as readonly string[]).includes(id)
}

/** The grid’s sort as the backend is asked for it; queue order where nothing else was chosen. */
export function contractSort(sort: readonly SortKey[]): ListSort {
  const keys = sort.flatMap(({ id, direction }) => (isSortColumn(id) ? [{ column: id, direction }] : []))
  return keys.length === 0 ? [{ column: 'queue_order', direction: 'asc' }] : keys
}

/** Whether the list stands in the order in which children are booked. */
export function isQueueOrder(sort: readonly SortKey[]): boolean {
  return sort.length === 1 && sort[0]?.id === 'queue_order' && sort[0].direction === 'asc'
}
