import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { dateProblemMessages, formatDate, formatLongDate, readTypedDate } from '../../shared/format/dates.ts'

export interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'min' | 'max'> {
  /** `YYYY-MM-DD`, or null while empty or not readable. */
  value: string | null
  onChange: (date: string | null) => void
  /** The day that `t`, `+7` and the like count from, `YYYY-MM-DD`. */
  today: string
  /** Earliest and latest day accepted, with the words said otherwise. */
  min?: { date: string; message: string }
  max?: { date: string; message: string }
  /** Told what is wrong with what was typed, or null, for the form's summary. */
  onProblem?: (message: string | null) => void
}

/**
 * A box in which a date is typed in any UK form: 4/3/2021, 04-Mar-2021, 4 March 2021, 04032021, t, +7. It is read on
 * leaving the box, shown as 04-Mar-2021, and what cannot be read stays as typed with the reason beside it.
 */
export function DateField({ value, onChange, today, min, max, onProblem, error, ...input }: DateFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  function settle(text: string): void {
    const reading = readTypedDate(text, today)
    let found: string | null = null
    if (!reading.ok)
      found =
        reading.problem === 'empty' ? (input.required ? dateProblemMessages.empty : null) : reading.message
    else if (min && reading.date < min.date) found = min.message
    else if (max && reading.date > max.date) found = max.message
    setProblem(found)
    onProblem?.(found)
    onChange(reading.ok && found === null ? reading.date : null)
    if (reading.ok && found === null) setTyped(null)
  }

  return (
    <TextInput
      {...input}
      inputMode="text"
      autoComplete="off"
      placeholder={input.placeholder ?? 'DD/MM/YYYY'}
      value={typed ?? (value === null ? '' : formatDate(value))}
      error={problem ?? error}
      aria-description={value !== null && typed === null ? formatLongDate(value) : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        if (problem) setProblem(null)
      }}
      onBlur={(event) => {
        if (typed !== null) settle(typed)
        input.onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && typed !== null) settle(typed)
        input.onKeyDown?.(event)
      }}
    />
  )
}
