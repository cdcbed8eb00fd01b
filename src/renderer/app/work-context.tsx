import { createContext, type ReactNode, use } from 'react'
import type { SessionState } from '../../shared/contract/session.ts'
import type { QueueCounts } from './routes.tsx'

/** What a screen may know about the work in hand: who is signed in, which services are looked at, what day it is. */
export interface Work {
  person: NonNullable<SessionState['person']>
  store: NonNullable<SessionState['store']>
  /** `YYYY-MM-DD`, the backend's day. */
  today: string
  services: readonly { id: string; name: string }[]
  /** The service chosen in the top bar; null is all of them. */
  serviceId: string | null
  chooseService: (serviceId: string | null) => void
  counts: QueueCounts
  lock: () => void
}

const WorkContext = createContext<Work | null>(null)

/** Gives the screens below what everybody signed in shares. */
export function WorkProvider({ work, children }: { work: Work; children: ReactNode }) {
  return <WorkContext value={work}>{children}</WorkContext>
}

/** The work in hand. Only for screens, which exist only while somebody is signed in. */
export function useWork(): Work {
  const work = use(WorkContext)
  if (!work) throw new Error('WorkProvider is missing above this component')
  return work
}

/** The `services` part of a list filter for the service chosen in the top bar. */
export function useServiceScope(): string[] | undefined {
  const { serviceId } = useWork()
  return serviceId === null ? undefined : [serviceId]
}
