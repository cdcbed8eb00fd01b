import { ActionIcon, Button, Group, Loader, Switch, Tooltip } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconCalendarOff, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { clinicModeLabels } from '../../../shared/codes/clinics.ts'
import type { ClinicDay, ClinicWeek } from '../../../shared/contract/clinics.ts'
import { formatDate, shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './appointments.module.css'
import { moveInTable } from './arrows.ts'
import { dayHref, dayWords, mondayOf, offWords } from './words.ts'

const weekKey = ['appointments-week']

/** The week last looked at, kept until somebody signs out. */
function useWeek(): [string, (monday: string) => void] {
  const { today } = useWork()
  const queryClient = useQueryClient()
  const [monday, setMonday] = useState(() => queryClient.getQueryData<string>(weekKey) ?? mondayOf(today))
  return [
    monday,
    (next) => {
      queryClient.setQueryData(weekKey, next)
      setMonday(next)
    },
  ]
}

function places(day: ClinicDay): string {
  if (day.left === 0) return 'Full'
  return `${day.left} left`
}

function Cell({ clinic, day }: { clinic: ClinicWeek; day: ClinicDay }) {
  const { today } = useWork()
  const off = offWords(day)
  const when = dayWords(day.on)
  if (day.state === 'none' && day.booked === 0) return <span className={classes.notHeld}>–</span>
  if (off !== null)
    return (
      <Link
        href={dayHref(clinic.clinicId, day.on)}
        className={classes.cell}
        onKeyDown={moveInTable}
        data-state="off"
        aria-label={`${clinic.name}, ${when}: ${off}${day.note ? `, ${day.note}` : ''}`}
      >
        <span>{off}</span>
        {day.note && <small>{day.note}</small>}
      </Link>
    )
  const isPast = day.on < today
  const isDropIn = clinic.kind === 'drop_in'
  const words = isDropIn ? 'Drop-in' : isPast ? `${day.booked} booked` : places(day)
  const share = day.capacity === 0 ? 0 : Math.min(1, day.booked / day.capacity)
  return (
    <Link
      href={dayHref(clinic.clinicId, day.on)}
      className={classes.cell}
      onKeyDown={moveInTable}
      data-state={isPast ? 'past' : !isDropIn && day.left === 0 ? 'full' : 'open'}
      aria-label={`${clinic.name}, ${when}: ${words}${isDropIn ? '' : `, ${day.booked} of ${day.capacity} booked`}${day.withoutOutcome > 0 ? `, ${day.withoutOutcome} without an outcome` : ''}`}
    >
      <strong>{words}</strong>
      {!isDropIn && (
        <>
          <span className={classes.bar} aria-hidden>
            <span style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <small>
            {day.booked} of {day.capacity}
          </small>
        </>
      )}
      {day.withoutOutcome > 0 && (
        <small className={classes.missing}>
          <IconAlertTriangle size={14} aria-hidden /> {day.withoutOutcome} without an outcome
        </small>
      )}
    </Link>
  )
}

/** A week of clinics, with the places left at a glance. */
export function WeekView() {
  const { today } = useWork()
  const services = useServiceScope()
  const procedures = useProcedures()
  const [, navigate] = useLocation()
  const [monday, setMonday] = useWeek()
  const [onlyFree, setOnlyFree] = useState(false)
  const week = useQuery(
    procedures.clinics.week.queryOptions({
      input: { from: monday, ...(services ? { services } : {}) },
      placeholderData: keepPreviousData,
    }),
  )
  const all = week.data?.clinics ?? []
  const clinics = onlyFree ? all.filter(({ left }) => left > 0) : all
  const days = Array.from({ length: 7 }, (_each, index) => index).filter(
    (index) => index < 5 || all.some((clinic) => clinic.days[index]?.state !== 'none'),
  )
  const left = clinics.reduce((sum, clinic) => sum + clinic.left, 0)
  const byService = Map.groupBy(clinics, ({ serviceName }) => serviceName)
  return (
    <div className={classes.stack}>
      <Group gap="xs" className={classes.toolbar}>
        <Tooltip label="The week before">
          <ActionIcon aria-label="The week before" onClick={() => setMonday(shiftDays(monday, -7))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="The week after">
          <ActionIcon aria-label="The week after" onClick={() => setMonday(shiftDays(monday, 7))}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Tooltip>
        <h2 className={classes.heading}>Week of {formatDate(monday)}</h2>
        {monday !== mondayOf(today) && (
          <Button variant="default" onClick={() => setMonday(mondayOf(today))}>
            This week
          </Button>
        )}
        <Button variant="default" onClick={() => setMonday(shiftDays(mondayOf(today), 21))}>
          In 3 weeks
        </Button>
        <Switch
          label="Only clinics with places left"
          checked={onlyFree}
          onChange={(event) => setOnlyFree(event.currentTarget.checked)}
        />
        <span className={classes.total} role="status">
          {week.data === undefined
            ? ''
            : `${clinics.length} ${clinics.length === 1 ? 'clinic' : 'clinics'}, ${left} ${left === 1 ? 'place' : 'places'} left`}
        </span>
      </Group>
      {week.error ? (
        <Problem refusal={refusalOf(week.error)} onRetry={() => void week.refetch()} />
      ) : week.data === undefined ? (
        <Loader aria-label="Reading the week" />
      ) : clinics.length === 0 ? (
        <EmptyState
          title={all.length === 0 ? 'No clinics yet' : 'No places left in this week'}
          icon={IconCalendarOff}
          actions={
            all.length === 0 ? (
              <Button onClick={() => navigate('/appointments/clinics')}>Add a clinic</Button>
            ) : (
              <Button variant="default" onClick={() => setOnlyFree(false)}>
                Show the full clinics
              </Button>
            )
          }
        >
          {all.length === 0
            ? 'Add the clinics of your service with the weeks they are held, then fill their slots from the waiting list.'
            : 'Look at another week, or add a session to a clinic.'}
        </EmptyState>
      ) : (
        <div className={classes.tableBox} tabIndex={-1}>
          <table className={classes.week}>
            <caption className={classes.caption}>
              Clinics and places left in the week of {formatDate(monday)}
            </caption>
            <thead>
              <tr>
                <th scope="col">Clinic</th>
                {days.map((index) => {
                  const on = shiftDays(monday, index)
                  return (
                    <th key={on} scope="col" data-today={on === today || undefined}>
                      {dayWords(on)}
                      {on === today && <small>Today</small>}
                    </th>
                  )
                })}
                <th scope="col">Left in the week</th>
              </tr>
            </thead>
            {[...byService].map(([serviceName, ofService]) => (
              <tbody key={serviceName}>
                <tr className={classes.group}>
                  <th colSpan={days.length + 2} scope="rowgroup">
                    {serviceName}
                  </th>
                </tr>
                {ofService.map((clinic) => (
                  <tr key={clinic.clinicId}>
                    <th scope="row">
                      <span>{clinic.name}</span>
                      <small>
                        {clinic.clinician}, {clinic.place}
                        {clinic.mode === 'in_person'
                          ? ''
                          : ` (${clinicModeLabels[clinic.mode].toLowerCase()})`}
                      </small>
                    </th>
                    {days.map((index) => {
                      const day = clinic.days[index]
                      return <td key={index}>{day && <Cell clinic={clinic} day={day} />}</td>
                    })}
                    <td className={classes.sum}>
                      {clinic.kind === 'drop_in' ? '–' : `${clinic.left} of ${clinic.capacity}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </div>
  )
}
