import { IconSettings } from '@tabler/icons-react'
import { lazy } from 'react'
import { roles } from '../../../shared/codes/roles.ts'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Settings',
  icon: IconSettings,
  roles,
  component: lazy(() => import('./settings-screen.tsx')),
} as const

/** How the store, its people and this screen are set up. */
export const settingsRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/settings', inNavigation: true },
  { ...screen, path: '/settings/:section', inNavigation: false },
]
