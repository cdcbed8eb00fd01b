import { IconEar } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

/** The audiology six-week list, a part of Returns. */
export const diagnosticReturnRoutes: readonly ScreenRoute[] = [
  {
    path: '/returns/six-weeks',
    label: 'Audiology six weeks',
    icon: IconEar,
    roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
    component: lazy(() => import('./diagnostic-return-screen.tsx')),
    inNavigation: false,
  },
]
