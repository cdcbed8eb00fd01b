import { ActionIcon, Button, Group, Loader, Switch, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCalendarOff,
  IconChevronLeft,
  IconChevronRight,
} from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { appointmentOutcomes, appointmentStatusLabels } from '../../../shared/codes/appointments.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ListedAppointment } from '../../../shared/contract/clinics.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { referenceOf } from '../waiting-list/reference.ts'
import { AppointmentRow } from './appointment-row.tsx'
import classes from './appointments.module.css'
import { moveInList } from './arrows.ts'
import { DayMenu } from './day-menu.tsx'
import { DropInPanel } from './drop-in-panel.tsx'
import { FillPanel } from './fill-panel.tsx'
import { PrintSheet } from './print-sheet.tsx'
import { useRefreshBooking } from './use-booking.ts'
import { useOutcomeKeys } from './use-outcome-keys.ts'
import { useOutcomes } from './use-outcomes.ts'
import { dayHref, dayWords, offWords } from './words.ts'

/** One clinic's day: fill its slots, print its list, record what happened and what comes next. */
export function DayView({ clinicId, on }: { clinicId: string; on: string }) {
  const { person, today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefreshBooking()
  const [, navigate] = useLocation()
  const [namesOff, setNamesOff] = useState(false)
  const [filling, setFilling] = useState<string | null>(null)
  const [takingBack, setTakingBack] = useState<ListedAppointment | null>(null)
  const rows = useRef<HTMLDivElement>(null)
  const day = useQuery(procedures.clinics.day.queryOptions({ input: { clinicId, on } }))
  const mayRecord = mayCall(access.appointments.recordOutcome, person.roles)
  const nameOf = useCallback(
    (appointment: ListedAppointment) => (namesOff ? referenceOf(appointment) : displayName(appointment)),
    [namesOff],
  )
  const focusNext = useCallback((first: 'open' | 'free') => {
    const order = first === 'open' ? (['open', 'free'] as const) : (['free', 'open'] as const)
    // The rows are drawn anew after what was saved; the focus goes to the next one when they are there.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const found = order.map((kind) =>
          rows.current?.querySelector<HTMLElement>(`[data-row][data-${kind}]`),
        )
        found.find((row) => row)?.focus()
      }),
    )
  }, [])
  const outcomes = useOutcomes(
    nameOf,
    useCallback(() => focusNext('open'), [focusNext]),
  )
  const listed = [
    ...(day.data?.slots.flatMap(({ appointments }) => appointments) ?? []),
    ...(day.data?.dropIns ?? []),
  ]
  const isToRecord = listed.some(({ status }) => status === 'booked') || outcomes.asking !== null
  useOutcomeKeys(mayRecord && isToRecord, (appointmentId, outcome) => {
    const appointment = listed.find((each) => each.appointmentId === appointmentId)
    if (appointment && !outcomes.isBusy && day.data?.outcomes.includes(outcome))
      outcomes.record(appointment, outcome)
  })
  const isRead = day.data !== undefined
  const isOpen = isRead && on <= today
  useEffect(() => {
    if (isRead) focusNext(isOpen ? 'open' : 'free')
  }, [isRead, isOpen, focusNext])

  if (day.error) return <Problem refusal={refusalOf(day.error)} onRetry={() => void day.refetch()} />
  if (day.data === undefined) return <Loader aria-label="Reading the day" />
  const list = day.data
  const { clinic } = list
  const off = offWords(list.day)
  const all = listed
  // The one being asked about has the question before its eyes.
  const withoutNext = all.filter(
    ({ appointmentId, status, nextStep }) =>
      status !== 'booked' && nextStep === null && outcomes.asking?.appointmentId !== appointmentId,
  ).length
  const withoutOutcome = on <= today ? all.filter(({ status }) => status === 'booked').length : 0
  const isDropIn = clinic.kind === 'drop_in'
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Day list"
        description={
          <>
            <strong>{clinic.name}</strong>, {dayWords(on)}. {clinic.clinician}, {clinic.place}.
          </>
        }
        actions={
          <>
            <Button
              component={Link}
              href="/appointments"
              variant="subtle"
              color="gray"
              leftSection={<IconArrowLeft size={16} aria-hidden />}
            >
              The week
            </Button>
            <DayMenu list={list} namesOff={namesOff} />
          </>
        }
      />
      <Group className={classes.toolbar}>
        <Tooltip label="The session before">
          <ActionIcon
            aria-label="The session before"
            disabled={list.previous === null}
            onClick={() => navigate(dayHref(clinicId, list.previous ?? on))}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="The session after">
          <ActionIcon
            aria-label="The session after"
            disabled={list.next === null}
            onClick={() => navigate(dayHref(clinicId, list.next ?? on))}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Tooltip>
        <Switch
          label="Names off"
          checked={namesOff}
          onChange={(event) => setNamesOff(event.currentTarget.checked)}
        />
        <span className={classes.total} role="status">
          {isDropIn
            ? `${list.dropIns.length} seen at the drop-in`
            : `${list.day.booked} of ${list.day.capacity} booked, ${list.day.left} left`}
          {withoutOutcome > 0 && `, ${withoutOutcome} without an outcome`}
        </span>
      </Group>
      {withoutNext > 0 && (
        <Notice
          tone="warning"
          icon={IconAlertTriangle}
          title={`${withoutNext} ${withoutNext === 1 ? 'child has' : 'children have'} no next step yet`}
          role="status"
        >
          Choose one for each, so that nobody leaves the clinic without it.
        </Notice>
      )}
      <div className={classes.day} data-beside={filling !== null || isDropIn || undefined}>
        <div ref={rows} className={classes.dayList}>
          {off !== null && (
            <EmptyState
              title={off}
              icon={IconCalendarOff}
              actions={
                <Button variant="default" onClick={() => navigate('/appointments/clinics')}>
                  Open the clinics
                </Button>
              }
            >
              {list.day.note || 'Nobody can be booked on this day.'}
            </EmptyState>
          )}
          {mayRecord && !isDropIn && all.some(({ status }) => status === 'booked') && (
            <p className={classes.keysLine}>
              {appointmentOutcomes
                .filter((outcome) => list.outcomes.includes(outcome))
                .map((outcome) => (
                  <span key={outcome}>
                    <kbd>Alt + {appointmentOutcomes.indexOf(outcome) + 1}</kbd>{' '}
                    {appointmentStatusLabels[outcome]}
                  </span>
                ))}
              <span>
                <kbd>Enter</kbd> takes the usual next step
              </span>
            </p>
          )}
          <ol className={classes.slots} aria-label={isDropIn ? 'Seen at the drop-in' : 'Slots of the day'}>
            {!isDropIn &&
              list.slots.map((slot) => (
                <li key={slot.at} className={classes.slot}>
                  <span className={classes.time}>
                    {slot.at}
                    <small>{slot.minutes} min</small>
                  </span>
                  <div className={classes.inSlot}>
                    {slot.appointments.map((appointment) => (
                      <AppointmentRow
                        key={appointment.appointmentId}
                        appointment={appointment}
                        name={nameOf(appointment)}
                        namesOff={namesOff}
                        on={on}
                        allowed={list.outcomes}
                        mayRecord={mayRecord}
                        outcomes={outcomes}
                        onTakeBack={setTakingBack}
                      />
                    ))}
                    {slot.left > 0 && (
                      <button
                        type="button"
                        data-row
                        data-free
                        className={classes.free}
                        aria-pressed={filling === slot.at}
                        onKeyDown={(event) => moveInList(event, '[data-row]')}
                        onClick={() => setFilling(slot.at)}
                      >
                        <strong>{slot.left === 1 ? 'Free' : `${slot.left} places free`}</strong>
                        <span>
                          {mayRecord ? 'Fill it: see who fits' : 'See who fits'}
                          {slot.offered > 0 &&
                            `; offered to ${slot.offered} ${slot.offered === 1 ? 'family' : 'families'}`}
                        </span>
                      </button>
                    )}
                    {slot.left === 0 && slot.appointments.length === 0 && (
                      <Text className={classes.quiet}>Nobody was booked</Text>
                    )}
                  </div>
                </li>
              ))}
            {list.dropIns.map((appointment) => (
              <li key={appointment.appointmentId} className={classes.slot}>
                <span className={classes.time}>Drop-in</span>
                <div className={classes.inSlot}>
                  <AppointmentRow
                    appointment={appointment}
                    name={nameOf(appointment)}
                    namesOff={namesOff}
                    on={on}
                    allowed={list.outcomes}
                    mayRecord={mayRecord}
                    outcomes={outcomes}
                    onTakeBack={setTakingBack}
                  />
                </div>
              </li>
            ))}
          </ol>
          {isDropIn && list.dropIns.length === 0 && off === null && (
            <EmptyState title="Nobody recorded yet">
              {on > today ? 'The day has not come yet.' : 'Find each child who came and was seen.'}
            </EmptyState>
          )}
        </div>
        {isDropIn && on <= today && off === null && mayRecord && <DropInPanel list={list} />}
        {filling !== null && !isDropIn && (
          <FillPanel
            key={filling}
            clinic={clinic}
            slot={{ clinicId, on, at: filling }}
            namesOff={namesOff}
            mayRecord={mayRecord}
            onBooked={() => {
              setFilling(null)
              focusNext('free')
            }}
            onClose={() => {
              setFilling(null)
              focusNext('free')
            }}
          />
        )}
      </div>
      <PrintSheet list={list} namesOff={namesOff} />
      <Confirm
        opened={takingBack !== null}
        title="Take this booking back?"
        action="Take it back"
        cancel="Keep the booking"
        onConfirm={async () => {
          if (takingBack === null) return
          try {
            await client.appointments.takeBack({
              appointmentId: takingBack.appointmentId,
              version: takingBack.version,
              reason: 'Booked by mistake',
            })
            showDone(`Taken back: ${nameOf(takingBack)}`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
        }}
        onClose={() => setTakingBack(null)}
      >
        It counts as never booked and the place is free again. If the family or the service cancelled, record
        that instead: it is counted.
      </Confirm>
    </div>
  )
}
