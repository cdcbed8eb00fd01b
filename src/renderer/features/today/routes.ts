import { IconCalendarEvent } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

/** What needs doing now. */
export const todayRoutes: readonly ScreenRoute[] = [
  {
    path: '/',
    label: 'Today',
    icon: IconCalendarEvent,
    roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
    component: lazy(() => import('./today-screen.tsx')),
    inNavigation: true,
  },
]
