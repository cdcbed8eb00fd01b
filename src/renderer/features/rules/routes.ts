import { IconScale } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Rules',
  icon: IconScale,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./rules-screen.tsx')),
} as const

/** The triage rules in words, and the address that opens one of them. */
export const rulesRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/rules', inNavigation: true },
  { ...screen, path: '/rules/:ruleId', inNavigation: false },
]
