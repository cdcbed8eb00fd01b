import { IconZoomCheck } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Data quality',
  icon: IconZoomCheck,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./rules-screen.tsx')),
} as const

/** What to fix, rule by rule, the score of each service, and two extracts side by side. */
export const dataQualityRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/data-quality', inNavigation: true, count: (counts) => counts.missing_data },
  {
    ...screen,
    path: '/data-quality/score',
    label: 'Data quality score',
    component: lazy(() => import('./score-screen.tsx')),
    inNavigation: false,
  },
  {
    ...screen,
    path: '/data-quality/extracts/:laterId?',
    label: 'Extracts compared',
    component: lazy(() => import('./extracts-screen.tsx')),
    inNavigation: false,
  },
  {
    ...screen,
    path: '/data-quality/rule/:ruleId',
    component: lazy(() => import('./rule-screen.tsx')),
    inNavigation: false,
  },
]
