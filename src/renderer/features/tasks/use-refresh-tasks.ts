import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

const touched: ReadonlySet<unknown> = new Set([
  'tasks',
  'referrals',
  'children',
  'waitingList',
  'today',
  'triage',
])

/** Returns how to read again whatever a task may have changed, lists of tasks included. */
export function useRefreshTasks(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(async () => {
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.has(queryKey[0][0]),
    })
  }, [queryClient])
}
