import { createPortal } from 'react-dom'
import { appointmentStatusLabels, nextStepLabels } from '../../../shared/codes/appointments.ts'
import type { DayList, ListedAppointment } from '../../../shared/contract/clinics.ts'
import { formatAge } from '../../../shared/format/age.ts'
import { formatDate, formatLongDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { referenceOf } from '../waiting-list/reference.ts'
import classes from '../../components/print-sheet.module.css'

/** The day list on paper: shown only when printing, in place of the whole page. */
export function PrintSheet({ list, namesOff }: { list: DayList; namesOff: boolean }) {
  const { person, today } = useWork()
  const { clinic, on, slots, dropIns } = list
  const rows = slots.flatMap(({ at, appointments, left }) => [
    ...appointments.map((appointment) => ({ at, appointment, left: 0 })),
    ...(left > 0 ? [{ at, appointment: null, left }] : []),
  ])
  const people = rows.filter(({ appointment }) => appointment !== null).length + dropIns.length
  return createPortal(
    <div className={classes.sheet} data-print-sheet aria-hidden>
      <header>
        <h1>{clinic.name}</h1>
        <p>
          {formatLongDate(on)}. {clinic.clinician}, {clinic.place}. {clinic.serviceName}.
        </p>
        <p>
          {people} on the list. As at {formatDate(today)}, printed by {person.displayName}.{' '}
          {namesOff ? 'Names off.' : 'Official: sensitive. Names children.'}
        </p>
      </header>
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>{namesOff ? 'Reference' : 'Child'}</th>
            {!namesOff && <th>Born</th>}
            <th>Needs at the door</th>
            <th>Outcome</th>
            <th>Next step</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, appointment, left }) =>
            appointment === null ? (
              <tr key={`${at} free`}>
                <td>{at}</td>
                <td colSpan={namesOff ? 4 : 5}>
                  {left} {left === 1 ? 'place' : 'places'} free
                </td>
              </tr>
            ) : (
              <Line key={appointment.appointmentId} at={at} {...{ appointment, namesOff, on }} />
            ),
          )}
          {dropIns.map((appointment) => (
            <Line
              key={appointment.appointmentId}
              at="Drop-in"
              appointment={appointment}
              namesOff={namesOff}
              on={on}
            />
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  )
}

function Line({
  at,
  appointment,
  namesOff,
  on,
}: {
  at: string
  appointment: ListedAppointment
  namesOff: boolean
  on: string
}) {
  const needs = [
    appointment.interpreterNeeded === true
      ? `Interpreter${appointment.language ? `: ${appointment.language}` : ''}`
      : '',
    appointment.reasonableAdjustments ?? '',
  ].filter(Boolean)
  return (
    <tr>
      <td>{at}</td>
      <td>{namesOff ? referenceOf(appointment) : displayName(appointment)}</td>
      {!namesOff && (
        <td>
          {formatDate(appointment.dateOfBirth)} ({formatAge(appointment.dateOfBirth, on)})
        </td>
      )}
      <td>{needs.join('; ')}</td>
      <td>{appointment.status === 'booked' ? '' : appointmentStatusLabels[appointment.status]}</td>
      <td>{appointment.nextStep === null ? '' : nextStepLabels[appointment.nextStep]}</td>
    </tr>
  )
}
