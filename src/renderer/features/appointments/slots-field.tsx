import { ActionIcon, Button, Group, NumberInput, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { SlotShape } from '../../../shared/contract/clinics.ts'
import classes from './appointments.module.css'

/** `9`, `930`, `9:30` or `09.30` as `09:30`; null when it is no time of day. */
export function readTime(text: string): string | null {
  const match = /^\s*(\d{1,2})\s*[:.h]?\s*(\d{2})?\s*$/.exec(text)
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? '0')]
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** The times of a session from a start to an end, one after another; an appointment that would run over is left out. */
export function sessionSlots(from: string, to: string, minutes: number, capacity: number): SlotShape[] {
  const slots: SlotShape[] = []
  for (let at = minuteOf(from); at + minutes <= minuteOf(to) && slots.length < 60; at += minutes)
    slots.push({
      at: `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
      minutes,
      capacity,
    })
  return slots
}

function TimeField(props: {
  label: string
  value: string
  onChange: (time: string) => void
  isBare?: boolean
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setIsWrong] = useState(false)
  return (
    <TextInput
      {...(props.isBare ? { 'aria-label': props.label } : { label: props.label })}
      w={90}
      value={typed ?? props.value}
      error={isWrong ? 'A time such as 09:30' : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed === null) return
        const time = readTime(typed)
        setIsWrong(time === null)
        if (time !== null) {
          setTyped(null)
          props.onChange(time)
        }
      }}
    />
  )
}

export interface SlotsFieldProps {
  slots: readonly SlotShape[]
  onChange: (slots: SlotShape[]) => void
  error?: string | undefined
}

/** The times of a session: made from a start and an end, then changed one by one. */
export function SlotsField({ slots, onChange, error }: SlotsFieldProps) {
  const [make, setMake] = useState({ from: '09:00', to: '12:00', minutes: 45, capacity: 1 })
  const change = (index: number, part: Partial<SlotShape>) =>
    onChange(slots.map((slot, at) => (at === index ? { ...slot, ...part } : slot)))
  return (
    <fieldset className={classes.slotsField}>
      <legend>Times</legend>
      <Group gap="xs" align="flex-end">
        <TimeField label="From" value={make.from} onChange={(from) => setMake({ ...make, from })} />
        <TimeField label="To" value={make.to} onChange={(to) => setMake({ ...make, to })} />
        <NumberInput
          label="Minutes each"
          w={110}
          min={5}
          max={480}
          value={make.minutes}
          onChange={(minutes) => setMake({ ...make, minutes: Number(minutes) || 30 })}
        />
        <NumberInput
          label="Places each"
          w={110}
          min={1}
          max={100}
          value={make.capacity}
          onChange={(capacity) => setMake({ ...make, capacity: Number(capacity) || 1 })}
        />
        <Button
          variant="default"
          onClick={() => onChange(sessionSlots(make.from, make.to, make.minutes, make.capacity))}
        >
          Make these times
        </Button>
      </Group>
      {error && (
        <p className={classes.fieldError} role="alert">
          {error}
        </p>
      )}
      <ul className={classes.slotRows} aria-label="Times of the session">
        {slots.map((slot, index) => (
          <li key={`${index} of ${slots.length}`}>
            <TimeField
              isBare
              label={`Time ${index + 1}`}
              value={slot.at}
              onChange={(at) => change(index, { at })}
            />
            <NumberInput
              aria-label={`Minutes at ${slot.at}`}
              w={110}
              min={5}
              max={480}
              suffix=" min"
              value={slot.minutes}
              onChange={(minutes) => change(index, { minutes: Number(minutes) || slot.minutes })}
            />
            <NumberInput
              aria-label={`Places at ${slot.at}`}
              w={130}
              min={1}
              max={100}
              suffix={slot.capacity === 1 ? ' place' : ' places'}
              value={slot.capacity}
              onChange={(capacity) => change(index, { capacity: Number(capacity) || slot.capacity })}
            />
            <Tooltip label="Take this time out">
              <ActionIcon
                aria-label={`Take ${slot.at} out`}
                onClick={() => onChange(slots.filter((_each, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => {
          const last = slots.at(-1)
          const [next] = last ? sessionSlots(last.at, '23:59', last.minutes, last.capacity).slice(1) : []
          onChange([...slots, next ?? { at: '09:00', minutes: 45, capacity: 1 }])
        }}
      >
        Add a time
      </Button>
    </fieldset>
  )
}
