import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Client } from '../../app/client.ts'
import { useClient } from '../../app/rpc.tsx'
import { createImportJob, type ImportJob, type ImportState } from './import-job.ts'

const jobs = new WeakMap<QueryClient, ImportJob>()

function saysSignedOut(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'person' in data && data.person === null
}

function isSession(queryKey: readonly unknown[]): boolean {
  return Array.isArray(queryKey[0]) && queryKey[0][0] === 'session'
}

/** The one import of this window, made on first use and emptied the moment nobody is signed in. */
function jobOf(queryClient: QueryClient, client: Client): ImportJob {
  const existing = jobs.get(queryClient)
  if (existing) return existing
  const job = createImportJob(client)
  jobs.set(queryClient, job)
  queryClient.getQueryCache().subscribe(({ query }) => {
    if (isSession(query.queryKey) && saysSignedOut(query.state.data) && job.state().step.at !== 'choose')
      job.reset()
  })
  return job
}

/** The import under way in this window, and how to drive it. */
export function useImportJob(): [ImportState, ImportJob] {
  const job = jobOf(useQueryClient(), useClient())
  return [useSyncExternalStore(job.subscribe, job.state), job]
}
