import { IconReportAnalytics } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Returns',
  icon: IconReportAnalytics,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./returns-screen.tsx')),
} as const

/** The monthly return, and the address that opens one step of one month. */
export const returnsRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/returns', inNavigation: true },
  { ...screen, path: '/returns/month/:month/:step?', inNavigation: false },
]
