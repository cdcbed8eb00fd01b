import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Change, ChangeNoun } from '../../shared/contract/administration.ts'
import type { Contract } from '../../shared/contract/index.ts'
import { changeBus, type ChangeListener } from './changes.ts'
import type { Client, ConnectionStatus } from './client.ts'

/** What a screen needs to talk to the backend: a client, and how the connection stands. */
export interface RpcSource {
  client: Client
  status(): ConnectionStatus
  subscribe(listener: () => void): () => void
}

interface Rpc {
  source: RpcSource
  queries: RouterUtils<Client>
  changes: ReturnType<typeof changeBus>
}

/** Which reads may answer differently once rows of a noun changed. */
const readsTouchedBy: Record<ChangeNoun, readonly (keyof Contract)[]> = {
  referral: [
    'tasks',
    'referrals',
    'waitingList',
    'today',
    'triage',
    'children',
    'search',
    'returns',
    'diagnosticReturn',
    'savedViews',
    'clinics',
    'appointments',
    'rounds',
    'reviews',
    'support',
    'signedReturns',
    'nationalFigures',
    'dataQuality',
  ],
  clinic: ['clinics', 'appointments'],
  support: ['support'],
  round: ['rounds', 'waitingList', 'today'],
  child: ['children', 'tasks', 'waitingList', 'search', 'referrals', 'triage', 'dataQuality'],
  import: [
    'imports',
    'tasks',
    'waitingList',
    'today',
    'search',
    'returns',
    'diagnosticReturn',
    'signedReturns',
    'dataQuality',
    'nationalFigures',
  ],
  account: ['accounts'],
  service: [
    'services',
    'today',
    'waitingList',
    'triage',
    'returns',
    'diagnosticReturn',
    'signedReturns',
    'dataQuality',
    'nationalFigures',
  ],
  view: ['savedViews'],
  return: ['returns', 'signedReturns', 'nationalFigures'],
  national_figures: ['nationalFigures'],
  letter: ['letters'],
  rules: ['rules', 'triage'],
  session: ['session'],
  backup: ['backups', 'session'],
  national_code: ['communityDataSet'],
  task: ['tasks'],
}

const RpcContext = createContext<Rpc | null>(null)

export interface RpcProviderProps {
  source: RpcSource
  /** Opens the backend's stream of changes; absent in tests that need none. */
  watch?: (signal: AbortSignal) => Promise<AsyncIterable<Change>>
  children: ReactNode
}

/** Gives every screen below the typed client, its query helpers and the stream of changes. */
export function RpcProvider({ source, watch, children }: RpcProviderProps) {
  const queryClient = useQueryClient()
  const [changes] = useState(() => changeBus())
  const rpc = useMemo(
    () => ({ source, queries: createTanstackQueryUtils(source.client), changes }),
    [source, changes],
  )
  useEffect(() => {
    if (!watch) return undefined
    return changes.follow(watch, (change) => {
      const touched: readonly unknown[] = readsTouchedBy[change.noun]
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.includes(queryKey[0][0]),
      })
    })
  }, [watch, changes, queryClient])
  return <RpcContext value={rpc}>{children}</RpcContext>
}

function useRpc(): Rpc {
  const rpc = use(RpcContext)
  if (!rpc) throw new Error('RpcProvider is missing above this component')
  return rpc
}

/** The typed client, for commands outside a query or mutation. */
export function useClient(): Client {
  return useRpc().source.client
}

/** Query and mutation options of every procedure: `useProcedures().waitingList.page.queryOptions({ input })`. */
export function useProcedures(): RouterUtils<Client> {
  return useRpc().queries
}

/** How the connection to the backend stands now. */
export function useConnectionStatus(): ConnectionStatus {
  const { source } = useRpc()
  return useSyncExternalStore(source.subscribe, source.status)
}

/** Calls back when the backend says rows of one of these nouns changed. */
export function useChanges(nouns: readonly ChangeNoun[], listener: ChangeListener): void {
  const rpc = use(RpcContext)
  const key = nouns.join(' ')
  useEffect(() => rpc?.changes.listen(key.split(' ') as ChangeNoun[], listener), [rpc, key, listener])
}
