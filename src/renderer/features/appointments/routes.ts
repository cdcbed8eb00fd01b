import { IconCalendarEvent } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ScreenRoute } from '../../app/routes.tsx'

const screen = {
  label: 'Appointments',
  icon: IconCalendarEvent,
  roles: ['administrator', 'clinician', 'clinical_lead', 'manager'],
  component: lazy(() => import('./appointments-screen.tsx')),
} as const

/** Clinics week by week, one clinic's day, the clinics themselves and the out-of-turn rate. */
export const appointmentsRoutes: readonly ScreenRoute[] = [
  { ...screen, path: '/appointments', inNavigation: true },
  { ...screen, path: '/appointments/day/:clinicId/:on', inNavigation: false },
  { ...screen, path: '/appointments/:part', inNavigation: false },
]
