import { IconDatabaseExport } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

/** The community data set, a part of Returns. */
export const communityDataSetRoutes: readonly ScreenRoute[] = [
  {
    path: '/returns/community-data-set',
    label: 'Community data set',
    icon: IconDatabaseExport,
    roles: ['administrator', 'clinical_lead', 'manager'],
    component: lazy(() => import('./community-data-set-screen.tsx')),
    inNavigation: false,
  },
]
