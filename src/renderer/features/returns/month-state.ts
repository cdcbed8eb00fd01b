import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { StepId } from './steps.ts'

const key = ['returns-place']

export interface Place {
  month: string
  step: StepId
}

/**
 * The month and step looked at last, and how to remember another. Kept while somebody is signed in, so that coming
 * back from a child shows the same step of the same return; null until one was looked at.
 */
export function useLastPlace(): [Place | null, (place: Place) => void] {
  const queryClient = useQueryClient()
  const { data } = useQuery<Place | null>({
    queryKey: key,
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const remember = useCallback((place: Place) => void queryClient.setQueryData(key, place), [queryClient])
  return [data ?? null, remember]
}
