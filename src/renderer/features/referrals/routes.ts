import { IconFileImport, IconInbox, IconUserPlus } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const office = ['administrator', 'clinician', 'clinical_lead', 'manager'] as const
const recorders = ['administrator', 'clinician', 'clinical_lead'] as const

const register = {
  label: 'Register a referral',
  icon: IconUserPlus,
  roles: recorders,
  component: lazy(() => import('../register/register-screen.tsx')),
  inNavigation: false,
} as const

/** Where referrals come in: by hand, from a spreadsheet. */
export const referralsRoutes: readonly ScreenRoute[] = [
  {
    path: '/referrals',
    label: 'Referrals',
    icon: IconInbox,
    roles: office,
    component: lazy(() => import('./referrals-screen.tsx')),
    inNavigation: true,
  },
  { ...register, path: '/register' },
  { ...register, path: '/register/:childId' },
  {
    path: '/import',
    label: 'Import a spreadsheet',
    icon: IconFileImport,
    roles: recorders,
    component: lazy(() => import('../import/import-screen.tsx')),
    inNavigation: false,
  },
]
