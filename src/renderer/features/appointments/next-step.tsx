import { Button, Group, TextInput } from '@mantine/core'
import {
  IconArrowForwardUp,
  IconCalendarPlus,
  IconCalendarRepeat,
  IconChecklist,
  IconCircleX,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type NextStep as Step, nextStepLabels, nextSteps } from '../../../shared/codes/appointments.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import type { IconComponent } from '../../components/tone-badge.tsx'
import classes from './appointments.module.css'

const icons: Record<Step, IconComponent> = {
  book_again: IconCalendarRepeat,
  follow_up: IconCalendarPlus,
  discharge: IconCircleX,
  onward: IconArrowForwardUp,
  task: IconChecklist,
}

export interface NextStepProps {
  childName: string
  usual: Step
  onChoose: (step: Step, by: string | null, note: string) => void
  onLeave: () => void
}

/** Asks what comes after an appointment. The usual step has the focus: Enter takes it, the arrows go to another. */
export function NextStep({ childName, usual, onChoose, onLeave }: NextStepProps) {
  const { today } = useWork()
  const [by, setBy] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const start = useRef<HTMLButtonElement>(null)
  useEffect(() => start.current?.focus(), [])
  const group = useRef<HTMLDivElement>(null)
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onLeave()
      return
    }
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const buttons = [...(group.current?.querySelectorAll<HTMLButtonElement>('button[data-step]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (step === 0 || at < 0) return
    event.preventDefault()
    event.stopPropagation()
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div
      ref={group}
      role="group"
      aria-label={`What comes next for ${childName}?`}
      className={classes.nextStep}
    >
      <strong>What comes next?</strong>
      <Group gap="xs">
        {nextSteps.map((step) => {
          const Icon = icons[step]
          return (
            <Button
              key={step}
              ref={step === usual ? start : undefined}
              data-step
              size="xs"
              variant={step === usual ? 'filled' : 'default'}
              leftSection={<Icon size={16} aria-hidden />}
              onKeyDown={onKeyDown}
              onClick={() => onChoose(step, by, note.trim())}
            >
              {nextStepLabels[step]}
            </Button>
          )
        })}
      </Group>
      <Group gap="sm" align="flex-end">
        <DateField
          label="By (if there is a date)"
          size="xs"
          today={today}
          value={by}
          onChange={setBy}
          min={{ date: today, message: 'That day has gone by' }}
        />
        <TextInput
          label="Note"
          size="xs"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button size="xs" variant="subtle" color="gray" onClick={onLeave}>
          Later
        </Button>
      </Group>
    </div>
  )
}
