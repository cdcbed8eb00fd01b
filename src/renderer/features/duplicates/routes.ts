import { IconCopy } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  icon: IconCopy,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  inNavigation: false,
} as const

/** Records that may be one child, and any two beside each other. */
export const duplicatesRoutes: readonly ScreenRoute[] = [
  {
    ...screen,
    path: '/duplicates',
    label: 'Possible duplicates',
    component: lazy(() => import('./duplicates-screen.tsx')),
  },
  {
    ...screen,
    path: '/duplicates/:leftId/:rightId',
    label: 'Two records side by side',
    component: lazy(() => import('./compare-screen.tsx')),
  },
]
