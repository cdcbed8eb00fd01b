import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useLocation, useParams } from 'wouter'

const key = ['returns-month']

/**
 * The month looked at, and how to choose another. It is kept while somebody is signed in, so that coming back from a
 * child shows the same return; null until one is chosen. Not in the address: a step to the next month is not another
 * screen and must not move the focus.
 */
export function useChosenMonth(): [string | null, (month: string) => void] {
  const queryClient = useQueryClient()
  const { data } = useQuery<string | null>({
    queryKey: key,
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const choose = useCallback((month: string) => void queryClient.setQueryData(key, month), [queryClient])
  return [data ?? null, choose]
}

/** Opens the month that the address names, then leaves the plain address behind. */
export function useAddressedMonth(choose: (month: string) => void): void {
  const { month } = useParams<{ month?: string }>()
  const [, navigate] = useLocation()
  useEffect(() => {
    if (month === undefined) return
    choose(month)
    navigate('/returns', { replace: true })
  }, [month, choose, navigate])
}
