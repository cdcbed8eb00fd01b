import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { RuleBenchSummary } from '../../../shared/contract/rule-bench.ts'
import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import type { Refusal } from '../../../shared/result.ts'
import type { Client } from '../../app/client.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'

export interface BenchAsked {
  of: RuleSetRef
  lastYear: boolean
  /** Null is every service. */
  serviceId: string | null
}

export type BenchState =
  | { at: 'idle'; refusal: Refusal | null }
  | { at: 'running'; asked: BenchAsked; done: number; total: number | null }
  | { at: 'done'; asked: BenchAsked; summary: RuleBenchSummary }

export interface BenchJob {
  state(): BenchState
  subscribe(listener: () => void): () => void
  run(asked: BenchAsked): Promise<void>
  /** Stops the run, or forgets its result. */
  forget(): void
}

const idle: BenchState = { at: 'idle', refusal: null }

/** One run of rules over the list, which goes on while other screens are looked at. It changes nothing. */
export function createBenchJob(client: Client): BenchJob {
  let state: BenchState = idle
  let running: AbortController | null = null
  const listeners = new Set<() => void>()
  function set(next: BenchState): void {
    state = next
    for (const listener of listeners) listener()
  }
  function stop(): void {
    running?.abort()
    running = null
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async run(asked) {
      stop()
      const turn = new AbortController()
      running = turn
      set({ at: 'running', asked, done: 0, total: null })
      try {
        const { of, lastYear, serviceId } = asked
        const stream = await client.rules.bench(
          { of, lastYear, ...(serviceId !== null && { services: [serviceId] }) },
          { signal: turn.signal },
        )
        for await (const news of stream) {
          if (turn.signal.aborted) return
          if (news.kind === 'done') set({ at: 'done', asked, summary: news.summary })
          else set({ at: 'running', asked, done: news.done, total: news.total })
        }
      } catch (error) {
        if (!turn.signal.aborted) set({ at: 'idle', refusal: refusalOf(error) })
      }
    },
    forget() {
      stop()
      set(idle)
    },
  }
}

const jobs = new WeakMap<QueryClient, BenchJob>()

function saysSignedOut(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'person' in data && data.person === null
}

/** The one run of this window, made on first use and forgotten the moment nobody is signed in. */
function jobOf(queryClient: QueryClient, client: Client): BenchJob {
  const existing = jobs.get(queryClient)
  if (existing) return existing
  const job = createBenchJob(client)
  jobs.set(queryClient, job)
  queryClient.getQueryCache().subscribe(({ query }) => {
    const [path] = query.queryKey
    if (
      Array.isArray(path) &&
      path[0] === 'session' &&
      saysSignedOut(query.state.data) &&
      job.state() !== idle
    )
      job.forget()
  })
  return job
}

/** The run of rules over the list in this window, and how to drive it. */
export function useBenchJob(): [BenchState, BenchJob] {
  const job = jobOf(useQueryClient(), useClient())
  return [useSyncExternalStore(job.subscribe, job.state), job]
}
