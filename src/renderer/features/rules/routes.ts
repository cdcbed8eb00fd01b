import { IconScale } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Rules',
  icon: IconScale,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  inNavigation: false,
} as const
const clinicians = ['clinician', 'clinical_lead'] as const

const list = lazy(() => import('./rules-screen.tsx'))
const editor = lazy(() => import('./rule-editor-screen.tsx'))

/** The triage rules in words, the address that opens one of them, the editor, and what is known about the rules. */
export const rulesRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/rules', inNavigation: true, component: list },
  { ...screen, path: '/rules/edit/:ruleId', roles: ['clinical_lead'], component: editor },
  { ...screen, path: '/rules/copy/:ruleId', roles: ['clinical_lead'], component: editor },
  { ...screen, path: '/rules/new/rule', roles: ['clinical_lead'], component: editor },
  { ...screen, path: '/rules/part/versions', component: lazy(() => import('./versions-screen.tsx')) },
  {
    ...screen,
    path: '/rules/part/bench',
    roles: clinicians,
    component: lazy(() => import('./bench-screen.tsx')),
  },
  { ...screen, path: '/rules/part/examples', component: lazy(() => import('./examples-screen.tsx')) },
  { ...screen, path: '/rules/part/figures', component: lazy(() => import('./figures-screen.tsx')) },
  { ...screen, path: '/rules/:ruleId', component: list },
]
