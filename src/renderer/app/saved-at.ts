import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'

function watchMutations(client: QueryClient) {
  let savedAt: number | null = null
  let saving = 0
  let failed = false
  let snapshot: SavedState = { savedAt, saving: false, failed }
  const cache = client.getMutationCache()
  return {
    subscribe(listener: () => void) {
      return cache.subscribe((event) => {
        if (event.type !== 'updated') return
        saving = cache.findAll({ status: 'pending' }).length
        if (event.action.type === 'success') {
          savedAt = Date.now()
          failed = false
        }
        if (event.action.type === 'error') failed = true
        snapshot = { savedAt, saving: saving > 0, failed }
        listener()
      })
    },
    read: () => snapshot,
  }
}

export interface SavedState {
  /** When the last command was confirmed by the backend; epoch milliseconds. */
  savedAt: number | null
  saving: boolean
  /** Whether the last command failed. */
  failed: boolean
}

/** Whether what people did is safely in the store. */
export function useSavedState(): SavedState {
  const client = useQueryClient()
  const store = useMemo(() => watchMutations(client), [client])
  return useSyncExternalStore(store.subscribe, store.read)
}

/** `14:05`, 24 hours, in the computer's own time zone. */
export function clockText(instant: number): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false })
}
