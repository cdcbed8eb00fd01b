import { IconMessageQuestion } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  icon: IconMessageQuestion,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  inNavigation: false,
} as const

/** Rounds of asking families, a new one, one of them, and the removals that wait for a second decision. */
export const roundsRoutes: readonly ScreenRoute[] = [
  {
    ...screen,
    path: '/rounds',
    label: 'Rounds',
    component: lazy(() => import('./rounds-screen.tsx')),
    inNavigation: true,
  },
  {
    ...screen,
    path: '/rounds/new/:from?',
    label: 'New round',
    component: lazy(() => import('./new-round-screen.tsx')),
  },
  {
    ...screen,
    path: '/rounds/removals/:which?',
    label: 'Decisions to remove',
    component: lazy(() => import('./removals-screen.tsx')),
  },
  {
    ...screen,
    path: '/rounds/:roundId',
    label: 'Round',
    component: lazy(() => import('./round-screen.tsx')),
  },
]
