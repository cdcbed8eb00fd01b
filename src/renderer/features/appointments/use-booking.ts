import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ToldBy } from '../../../shared/codes/appointments.ts'

const touched: ReadonlySet<unknown> = new Set([
  'clinics',
  'appointments',
  'referrals',
  'children',
  'waitingList',
  'today',
])

/** Returns how to read again whatever a booking or an outcome may have changed. */
export function useRefreshBooking(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(
    () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.has(queryKey[0][0]),
      }),
    [queryClient],
  )
}

const toldKey = ['appointments-told-by']

/** How the family was told last time, offered again next time; `null` is not told yet. */
export function useLastToldBy(): [() => ToldBy | null, (toldBy: ToldBy | null) => void] {
  const queryClient = useQueryClient()
  return [
    () => queryClient.getQueryData<{ toldBy: ToldBy | null }>(toldKey)?.toldBy ?? 'phone',
    (toldBy) => void queryClient.setQueryData(toldKey, { toldBy }),
  ]
}
