import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { QueueId } from '../../../shared/codes/queues.ts'
import { listFilter, type ListFilter } from '../../../shared/contract/list-query.ts'
import type { SortKey } from '../../components/data-grid/types.ts'

/** How the waiting list is looked at: kept while somebody is signed in, so that coming back shows the same list. */
export interface ListState {
  filter: ListFilter
  sort: readonly SortKey[]
  /** The saved view it came from; null once changed by hand. */
  viewId: string | null
  namesOff: boolean
}

/** The order in which children are booked. */
export const queueOrder: readonly SortKey[] = [{ id: 'queue_order', direction: 'asc' }]

const start: ListState = {
  filter: listFilter.parse({ queue: 'all_waiting' }),
  sort: queueOrder,
  viewId: null,
  namesOff: false,
}

const key = ['waiting-list-state']

function keep(queryClient: QueryClient, part: Partial<ListState>): ListState {
  const before = queryClient.getQueryData<ListState>(key) ?? start
  const next = { ...before, viewId: null, ...part }
  queryClient.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
  queryClient.setQueryData(key, next)
  return next
}

/**
 * How the list is looked at, and how to change it. It is kept in the cache between visits, which is emptied at
 * sign-out: a filter may hold a child’s name. A filter changed by hand is no longer a saved view.
 */
export function useListState(): [ListState, (part: Partial<ListState>) => void] {
  const queryClient = useQueryClient()
  const [state, setState] = useState(() => queryClient.getQueryData<ListState>(key) ?? start)
  const change = useCallback((part: Partial<ListState>) => setState(keep(queryClient, part)), [queryClient])
  return [state, change]
}

/** Returns how to set what the waiting list shows when it is opened next, for links from other screens. */
export function usePresetWaitingList(): (filter: Partial<ListFilter>) => void {
  const queryClient = useQueryClient()
  return useCallback(
    (filter) => void keep(queryClient, { filter: listFilter.parse(filter), sort: queueOrder }),
    [queryClient],
  )
}

/** Address of the waiting list showing one queue. */
export function waitingListHref(queue: QueueId): string {
  return `/waiting-list/${queue}`
}
