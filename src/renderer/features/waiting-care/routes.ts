import { IconHeartHandshake, IconReportAnalytics } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const roles = ['administrator', 'clinician', 'clinical_lead', 'manager'] as const

/** The weekly review of those who wait, and the directory of help while waiting. */
export const waitingCareRoutes: readonly ScreenRoute[] = [
  {
    path: '/review',
    label: 'Review',
    icon: IconReportAnalytics,
    roles,
    component: lazy(() => import('./review-screen.tsx')),
    inNavigation: true,
    count: (counts) => counts.long_wait_review,
  },
  {
    path: '/support',
    label: 'Waiting well',
    icon: IconHeartHandshake,
    roles,
    component: lazy(() => import('./support-screen.tsx')),
    inNavigation: false,
  },
]
