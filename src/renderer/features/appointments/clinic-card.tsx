import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconCalendarMinus, IconPencil, IconTrash } from '@tabler/icons-react'
import { clinicKindLabels, clinicModeLabels, exceptionKindLabels } from '../../../shared/codes/clinics.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Clinic, ClinicSuits } from '../../../shared/contract/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import classes from './appointments.module.css'
import { monthsWords, templateWords } from './words.ts'

/** Whom a clinic suits, in a sentence. */
export function suitsWords(suits: ClinicSuits): string {
  const { ageFromMonths: from, ageToMonths: to } = suits
  const age =
    from !== null && to !== null
      ? `From ${monthsWords(from)} to under ${monthsWords(to)}`
      : from !== null
        ? `From ${monthsWords(from)}`
        : to !== null
          ? `Under ${monthsWords(to)}`
          : 'Any age'
  const parts = [
    age,
    suits.pathways.length === 0 ? '' : suits.pathways.map((pathway) => pathwayLabels[pathway]).join(', '),
    suits.priorities.length === 0
      ? ''
      : `kept for ${suits.priorities.map((priority) => priorityLabels[priority].toLowerCase()).join(' and ')}`,
    suits.languages.length === 0 ? '' : `${suits.languages.join(', ')} spoken`,
    suits.interpreter ? '' : 'no interpreter',
  ]
  return `${parts.filter(Boolean).join('; ')}.`
}

export interface ClinicCardProps {
  clinic: Clinic
  onChange: () => void
  onException: () => void
  onEnd: () => void
  onRemoveException: (exceptionId: string) => void
}

/** One clinic with its weeks and the days to come that differ. */
export function ClinicCard({ clinic, onChange, onException, onEnd, onRemoveException }: ClinicCardProps) {
  const { today } = useWork()
  const upcoming = clinic.exceptions.filter(({ to }) => to >= today)
  return (
    <article className={classes.card} aria-label={clinic.name}>
      <div className={classes.cardTop}>
        <div>
          <h3 className={classes.cardTitle}>{clinic.name}</h3>
          <p className={classes.quiet}>
            {clinic.serviceName}. {clinic.clinician}, {clinic.place}. {clinicModeLabels[clinic.mode]}.{' '}
            {clinicKindLabels[clinic.kind]}.
          </p>
        </div>
        {clinic.ended ? (
          <strong>Ended</strong>
        ) : (
          <Group gap="xs" wrap="nowrap">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              aria-label={`Change ${clinic.name}`}
              onClick={onChange}
            >
              Change
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCalendarMinus size={16} aria-hidden />}
              aria-label={`Day off or extra session of ${clinic.name}`}
              onClick={onException}
            >
              Day off or extra
            </Button>
            <Button size="xs" variant="subtle" color="gray" aria-label={`End ${clinic.name}`} onClick={onEnd}>
              End
            </Button>
          </Group>
        )}
      </div>
      <p>{suitsWords(clinic.suits)}</p>
      <ul className={classes.lines}>
        {clinic.templates.map((template, index) => (
          <li key={index}>{templateWords(template)}</li>
        ))}
        {clinic.templates.length === 0 && <li>No repeating weeks: only extra sessions.</li>}
      </ul>
      {upcoming.length > 0 && (
        <ul className={classes.exceptions} aria-label="Days that differ">
          {upcoming.map((exception) => (
            <li key={exception.id}>
              <span>
                <strong>{exceptionKindLabels[exception.kind]}</strong>: {formatDate(exception.from)}
                {exception.to === exception.from ? '' : ` to ${formatDate(exception.to)}`}
                {exception.note && `, ${exception.note}`}
              </span>
              {!clinic.ended && (
                <Tooltip label="Take this out: the usual weeks hold again">
                  <ActionIcon
                    aria-label={`Take out ${exceptionKindLabels[exception.kind].toLowerCase()} ${formatDate(exception.from)}`}
                    onClick={() => onRemoveException(exception.id)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
