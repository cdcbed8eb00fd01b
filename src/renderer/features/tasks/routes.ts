import { IconChecklist } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Tasks',
  icon: IconChecklist,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./tasks-screen.tsx')),
} as const

/** The list of tasks, the addresses of its views, and the information that is awaited. */
export const tasksRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/tasks', inNavigation: true },
  {
    ...screen,
    path: '/tasks/information',
    label: 'Information awaited',
    component: lazy(() => import('./information-screen.tsx')),
    inNavigation: false,
  },
  { ...screen, path: '/tasks/:view', inNavigation: false },
]
