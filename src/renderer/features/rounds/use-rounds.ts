import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

const touched: ReadonlySet<unknown> = new Set([
  'rounds',
  'referrals',
  'children',
  'waitingList',
  'today',
  'letters',
  'tasks',
])

/** Returns how to read again whatever a round may have changed, without waiting for the change stream. */
export function useReadRounds(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(
    () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.has(queryKey[0][0]),
      }),
    [queryClient],
  )
}
