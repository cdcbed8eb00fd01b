import { IconListDetails } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Waiting list',
  icon: IconListDetails,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./waiting-list-screen.tsx')),
} as const

/** The waiting list, and the address that opens one of its queues. */
export const waitingListRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/waiting-list', inNavigation: true, count: (counts) => counts.all_waiting },
  { ...screen, path: '/waiting-list/:queue', inNavigation: false },
]
