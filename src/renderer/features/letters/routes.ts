import { IconMail } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const office = ['administrator', 'clinician', 'clinical_lead', 'manager'] as const

/** Letters to send and their templates. */
export const lettersRoutes: readonly ScreenRoute[] = [
  {
    path: '/letters',
    label: 'Letters',
    icon: IconMail,
    roles: office,
    component: lazy(() => import('./letters-screen.tsx')),
    inNavigation: true,
    count: (counts) => counts.letters,
  },
  {
    path: '/letters/batch/:batchId',
    label: 'Letters of a batch',
    icon: IconMail,
    roles: office,
    component: lazy(() => import('./letters-screen.tsx')),
    inNavigation: false,
  },
  {
    path: '/letters/templates',
    label: 'Letter templates',
    icon: IconMail,
    roles: office,
    component: lazy(() => import('./templates-screen.tsx')),
    inNavigation: false,
  },
]
