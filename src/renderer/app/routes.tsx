import type { ComponentType, LazyExoticComponent } from 'react'
import type { QueueId } from '../../shared/codes/queues.ts'
import type { Role } from '../../shared/codes/roles.ts'
import type { SessionState } from '../../shared/contract/session.ts'
import { appointmentsRoutes } from '../features/appointments/routes.ts'
import { childRoutes } from '../features/child/routes.ts'
import { dataQualityRoutes } from '../features/data-quality/routes.ts'
import { communityDataSetRoutes } from '../features/community-data-set/routes.ts'
import { diagnosticReturnRoutes } from '../features/diagnostic-return/routes.ts'
import { duplicatesRoutes } from '../features/duplicates/routes.ts'
import { lettersRoutes } from '../features/letters/routes.ts'
import { referralsRoutes } from '../features/referrals/routes.ts'
import { nationalComparisonRoutes } from '../features/national-comparison/routes.ts'
import { returnsRoutes } from '../features/returns/routes.ts'
import { roundsRoutes } from '../features/rounds/routes.ts'
import { SessionGate } from '../features/session/session-gate.tsx'
import { rulesRoutes } from '../features/rules/routes.ts'
import { settingsRoutes } from '../features/settings/routes.ts'
import { tasksRoutes } from '../features/tasks/routes.ts'
import { todayRoutes } from '../features/today/routes.ts'
import { triageRoutes } from '../features/triage/routes.ts'
import { waitingCareRoutes } from '../features/waiting-care/routes.ts'
import { waitingListRoutes } from '../features/waiting-list/routes.ts'

/** Who was signed in last in this window, so that a lock can be taken off where it was put on. */
export interface LeftBy {
  personId: string
  userName: string
  store: 'live' | 'demo'
}

export interface GateProps {
  state: SessionState
  left: LeftBy | null
  /** Keeps the gate on screen although somebody is signed in: the recovery key is shown only once. */
  hold: (held: boolean) => void
}

/** How many rows each queue holds, as the backend counts them, and how many letters are to be sent. */
export type QueueCounts = Readonly<Partial<Record<QueueId | 'letters', number>>>

/**
 * One screen. A feature adds its screens to `routes` below, in the order they stand in the navigation.
 * Paths carry ids only, never anything about a child.
 */
export interface ScreenRoute {
  /** `/waiting-list`, `/children/:childId`. */
  path: string
  label: string
  icon: ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>
  /** Who may open it; the backend checks again on every call. */
  roles: readonly Role[]
  component: LazyExoticComponent<ComponentType>
  /** Whether it stands in the navigation; a child's page does not. */
  inNavigation: boolean
  /** The number beside the entry. */
  count?: (counts: QueueCounts) => number | undefined
}

/** Every screen there is. An entry exists only when its feature does. */
export const routes: readonly ScreenRoute[] = [
  ...todayRoutes,
  ...tasksRoutes,
  ...referralsRoutes,
  ...triageRoutes,
  ...waitingListRoutes,
  ...appointmentsRoutes,
  ...roundsRoutes,
  ...waitingCareRoutes,
  ...childRoutes,
  ...duplicatesRoutes,
  ...lettersRoutes,
  ...communityDataSetRoutes,
  ...diagnosticReturnRoutes,
  ...returnsRoutes,
  ...nationalComparisonRoutes,
  ...dataQualityRoutes,
  ...rulesRoutes,
  ...settingsRoutes,
]

/** What is shown while nobody is signed in. */
export const gate: ComponentType<GateProps> = SessionGate

/** Screens these roles may open. */
export function routesFor(all: readonly ScreenRoute[], roles: readonly Role[]): ScreenRoute[] {
  return all.filter((route) => route.roles.some((role) => roles.includes(role)))
}
