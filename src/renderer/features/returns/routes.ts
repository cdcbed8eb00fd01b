import { IconTableExport } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Returns',
  icon: IconTableExport,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  inNavigation: false,
} as const
const monthEnd = lazy(() => import('./returns-screen.tsx'))

/** The monthly return step by step, the address that opens one step of one month, and what was signed. */
export const returnsRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/returns', inNavigation: true, component: monthEnd },
  { ...screen, path: '/returns/month/:month/:step?', component: monthEnd },
  { ...screen, path: '/returns/signed', component: lazy(() => import('./signed-list-screen.tsx')) },
  { ...screen, path: '/returns/signed/:id', component: lazy(() => import('./signed-return-screen.tsx')) },
]
