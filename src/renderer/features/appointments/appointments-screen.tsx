import { Tabs } from '@mantine/core'
import { IconCalendarWeek, IconChartBar, IconClock } from '@tabler/icons-react'
import { useLocation, useParams } from 'wouter'
import { PageHeader } from '../../components/page-header.tsx'
import classes from './appointments.module.css'
import { ClinicsView } from './clinics-view.tsx'
import { DayView } from './day-view.tsx'
import { OutOfTurnView } from './out-of-turn-view.tsx'
import { WeekView } from './week-view.tsx'

const parts = [
  { id: 'week', label: 'Week', icon: IconCalendarWeek, path: '/appointments' },
  { id: 'clinics', label: 'Clinics', icon: IconClock, path: '/appointments/clinics' },
  { id: 'out-of-turn', label: 'Out of turn', icon: IconChartBar, path: '/appointments/out-of-turn' },
] as const

/** Clinics with the places left in them, one clinic's day, the clinics themselves and the out-of-turn rate. */
export function AppointmentsScreen() {
  const { part, clinicId, on } = useParams<{ part?: string; clinicId?: string; on?: string }>()
  const [, navigate] = useLocation()
  if (clinicId !== undefined && on !== undefined)
    return <DayView key={`${clinicId} ${on}`} clinicId={clinicId} on={on} />
  const shown = parts.find(({ id }) => id === part) ?? parts[0]
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Appointments"
        description="Places left in each clinic. Choose a day to fill it, print its list or record what happened."
      />
      <Tabs
        value={shown.id}
        onChange={(value) => navigate(parts.find(({ id }) => id === value)?.path ?? '/appointments')}
      >
        <Tabs.List aria-label="Appointments">
          {parts.map(({ id, label, icon: Icon }) => (
            <Tabs.Tab key={id} value={id} leftSection={<Icon size={16} aria-hidden />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown.id} className={classes.panel}>
          {shown.id === 'week' && <WeekView />}
          {shown.id === 'clinics' && <ClinicsView />}
          {shown.id === 'out-of-turn' && <OutOfTurnView />}
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

export default AppointmentsScreen
