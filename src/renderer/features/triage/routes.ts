import { IconStethoscope } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Triage',
  icon: IconStethoscope,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./triage-screen.tsx')),
} as const

/** Triage, how it is doing, and the address that opens it at one referral. */
export const triageRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/triage', inNavigation: true, count: (counts) => counts.not_triaged },
  {
    ...screen,
    path: '/triage/part/figures',
    inNavigation: false,
    component: lazy(() => import('./figures-screen.tsx')),
  },
  { ...screen, path: '/triage/:referralId', inNavigation: false },
]
