import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
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

/**
 * How the list is looked at, and how to change it. It lives in the cache, which is emptied at sign-out: a filter may
 * hold a child’s name. A filter changed by hand is no longer a saved view.
 */
export function useListState(): [ListState, (part: Partial<ListState>) => void] {
  const queryClient = useQueryClient()
  const { data } = useQuery<ListState>({
    queryKey: key,
    queryFn: skipToken,
    initialData: start,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const change = useCallback(
    (part: Partial<ListState>) => {
      queryClient.setQueryData<ListState>(key, (before = start) => ({ ...before, viewId: null, ...part }))
    },
    [queryClient],
  )
  return [data ?? start, change]
}

/** Returns how to set what the waiting list shows when it is opened next, for links from other screens. */
export function usePresetWaitingList(): (filter: Partial<ListFilter>) => void {
  const [, change] = useListState()
  return useCallback((filter) => change({ filter: listFilter.parse(filter), sort: queueOrder }), [change])
}

/** Address of the waiting list showing one queue. */
export function waitingListHref(queue: QueueId): string {
  return `/waiting-list/${queue}`
}
