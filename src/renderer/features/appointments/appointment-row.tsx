import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowUpRight,
  IconCalendarCancel,
  IconCalendarEvent,
  IconCalendarOff,
  IconCalendarX,
  IconDoorEnter,
  IconDots,
  IconLanguage,
  IconUserCheck,
} from '@tabler/icons-react'
import { Link } from 'wouter'
import {
  type AppointmentOutcome,
  appointmentOutcomes,
  type AppointmentStatus,
  appointmentStatusLabels,
  nextStepLabels,
} from '../../../shared/codes/appointments.ts'
import type { ListedAppointment } from '../../../shared/contract/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Tone } from '../../app/tokens.ts'
import { BornText } from '../../components/date-text.tsx'
import { FlagList } from '../../components/flag-badge.tsx'
import { PriorityBadge } from '../../components/priority-badge.tsx'
import { type IconComponent, ToneBadge } from '../../components/tone-badge.tsx'
import classes from './appointments.module.css'
import { moveInList } from './arrows.ts'
import { NextStep } from './next-step.tsx'
import { usualNext, type useOutcomes } from './use-outcomes.ts'

const looks: Record<AppointmentStatus, { tone: Tone; icon: IconComponent }> = {
  booked: { tone: 'info', icon: IconCalendarEvent },
  attended: { tone: 'success', icon: IconUserCheck },
  was_not_brought: { tone: 'warning', icon: IconCalendarX },
  arrived_not_seen: { tone: 'warning', icon: IconDoorEnter },
  cancelled_by_family: { tone: 'neutral', icon: IconCalendarCancel },
  cancelled_by_service: { tone: 'neutral', icon: IconCalendarOff },
  taken_back: { tone: 'neutral', icon: IconArrowBackUp },
}

export interface AppointmentRowProps {
  appointment: ListedAppointment
  /** The name, or the reference while names are off. */
  name: string
  namesOff: boolean
  on: string
  allowed: readonly AppointmentOutcome[]
  mayRecord: boolean
  outcomes: ReturnType<typeof useOutcomes>
  onTakeBack: (appointment: ListedAppointment) => void
}

/** One child in a slot: who, what to know at the door, what happened and what comes next. */
export function AppointmentRow(props: AppointmentRowProps) {
  const { appointment, name, namesOff, on, allowed, mayRecord, outcomes } = props
  const isBooked = appointment.status === 'booked'
  const isAsked = outcomes.asking?.appointmentId === appointment.appointmentId
  const { tone, icon } = looks[appointment.status]
  // The interpreter is named above, and what is missing from the record is no matter for the door.
  const flags = appointment.flags.filter((flag) => flag !== 'interpreter_needed' && flag !== 'missing_data')
  const needsNext = !isBooked && appointment.nextStep === null
  return (
    <div className={classes.appointment} data-status={appointment.status}>
      <div className={classes.appointmentMain}>
        <Menu position="bottom-start" width={280} disabled={!mayRecord || !isBooked}>
          <Menu.Target>
            <button
              type="button"
              data-row
              data-open={isBooked || undefined}
              className={classes.who}
              aria-label={`${name}, ${appointmentStatusLabels[appointment.status].toLowerCase()}${isBooked && mayRecord ? ': record what happened' : ''}`}
              {...(isBooked ? { 'data-appointment': appointment.appointmentId } : {})}
              onKeyDown={(event) => moveInList(event, '[data-row]')}
            >
              {name}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {appointmentOutcomes.map((outcome, index) => {
              const Icon = looks[outcome].icon
              return (
                <Menu.Item
                  key={outcome}
                  leftSection={<Icon size={16} aria-hidden />}
                  rightSection={<span className={classes.keys}>Alt + {index + 1}</span>}
                  disabled={!allowed.includes(outcome)}
                  onClick={() => outcomes.record(appointment, outcome)}
                >
                  {appointmentStatusLabels[outcome]}
                </Menu.Item>
              )
            })}
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => props.onTakeBack(appointment)}
            >
              Booked by mistake: take it back
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <span className={classes.facts}>
          {!namesOff && (
            <span>
              Born <BornText dateOfBirth={appointment.dateOfBirth} on={on} />
            </span>
          )}
          <span>
            {appointment.kind === 'first'
              ? 'First contact'
              : appointment.kind === 'follow_up'
                ? 'Follow-up'
                : 'Drop-in'}
          </span>
          {appointment.interpreterNeeded === true && (
            <span className={classes.need}>
              <IconLanguage size={16} aria-hidden /> Interpreter
              {appointment.language ? `: ${appointment.language}` : ''}
            </span>
          )}
          {appointment.reasonableAdjustments && <span>{appointment.reasonableAdjustments}</span>}
          {isBooked && appointment.toldBy === null && (
            <span className={classes.need}>
              <IconAlertTriangle size={16} aria-hidden /> Family not told yet
            </span>
          )}
        </span>
        {flags.length > 0 && <FlagList flags={flags} />}
      </div>
      <div className={classes.appointmentSide}>
        {isBooked && <PriorityBadge priority={appointment.priority} />}
        <ToneBadge tone={tone} icon={icon}>
          {appointmentStatusLabels[appointment.status]}
        </ToneBadge>
        {appointment.nextStep !== null && (
          <span className={classes.quiet}>
            Next: {nextStepLabels[appointment.nextStep].toLowerCase()}
            {appointment.nextStepBy === null ? '' : ` by ${formatDate(appointment.nextStepBy)}`}
          </span>
        )}
        {needsNext && !isAsked && mayRecord && (
          <Button
            size="compact-sm"
            variant="light"
            color="orange"
            leftSection={<IconAlertTriangle size={14} aria-hidden />}
            onClick={() => outcomes.ask(appointment)}
          >
            Choose the next step
          </Button>
        )}
        {!isBooked && mayRecord && (
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <ActionIcon aria-label={`More for ${name}`}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconArrowBackUp size={16} aria-hidden />}
                onClick={() => outcomes.undo(appointment)}
              >
                Take the outcome back
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCalendarEvent size={16} aria-hidden />}
                onClick={() => outcomes.ask(appointment)}
              >
                Choose another next step
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        <Tooltip label="Open the child">
          <ActionIcon
            component={Link}
            href={`/children/${appointment.childId}/referrals/${appointment.referralId}`}
            aria-label={`Open ${name}`}
          >
            <IconArrowUpRight size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isAsked && !isBooked && (
        <NextStep
          childName={name}
          usual={usualNext(appointment.status)}
          onChoose={(step, by, note) => outcomes.choose(appointment, step, by, note)}
          onLeave={outcomes.leave}
        />
      )}
    </div>
  )
}
