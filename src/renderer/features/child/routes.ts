import { IconUser } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Child',
  icon: IconUser,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./child-screen.tsx')),
  inNavigation: false,
} as const

/** A child’s page, and the address that brings one referral to the top. */
export const childRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/children/:childId' },
  { ...screen, path: '/children/:childId/referrals/:referralId' },
]
