import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

const touched: ReadonlySet<unknown> = new Set([
  'referrals',
  'children',
  'waitingList',
  'clocks',
  'today',
  'triage',
  'savedViews',
  'tasks',
  'reviews',
  'support',
])

/** Returns how to read again whatever a recorded fact may have changed, without waiting for the change stream. */
export function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(
    () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.has(queryKey[0][0]),
      }),
    [queryClient],
  )
}
