import { QueryClient } from '@tanstack/react-query'
import { refusalOf } from './refusal-of.ts'

/**
 * Cache of what the backend answered. Data is kept fresh by the backend's change stream rather than by time, and is
 * dropped five minutes after no screen uses it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && refusalOf(error).kind === 'unavailable',
        retryDelay: (attempt) => 300 * (attempt + 1),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
