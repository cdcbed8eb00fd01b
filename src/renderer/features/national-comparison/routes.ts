import { IconReportAnalytics } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

/** Our return beside NHS England's published figures. */
export const nationalComparisonRoutes: readonly ScreenRoute[] = [
  {
    path: '/returns/comparison',
    label: 'National comparison',
    icon: IconReportAnalytics,
    roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
    inNavigation: false,
    component: lazy(() => import('./comparison-screen.tsx')),
  },
]
