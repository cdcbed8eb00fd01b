import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import {
  cleanNhsNumber,
  formatNhsNumber,
  nhsNumberWarningMessages,
  readNhsNumber,
} from '../../shared/format/nhs-number.ts'

export interface NhsNumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  /** Ten digits, or null while empty or not valid. */
  value: string | null
  onChange: (nhsNumber: string | null) => void
  /** Told what is wrong with what was typed, or null, for the form's summary. */
  onProblem?: (message: string | null) => void
  /** Made-up stores use the 999 range, which is not worth a remark there. */
  testRangeIsFine?: boolean
}

/** One box for an NHS number, typed or pasted with or without spaces; checked on leaving it. */
export function NhsNumberField(props: NhsNumberFieldProps) {
  const { value, onChange, onProblem, testRangeIsFine = false, error, description, ...input } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const reading = value === null ? null : readNhsNumber(value)
  const remarks =
    reading?.ok === true
      ? reading.warnings
          .filter((warning) => !(testRangeIsFine && warning === 'test_range'))
          .map((warning) => nhsNumberWarningMessages[warning])
      : []

  function settle(text: string): void {
    const read = readNhsNumber(text)
    const empty = !read.ok && read.problem === 'empty'
    const found = read.ok || (empty && !input.required) ? null : read.message
    setProblem(found)
    onProblem?.(found)
    onChange(read.ok ? read.nhsNumber : null)
    if (read.ok) setTyped(null)
  }

  return (
    <TextInput
      {...input}
      inputMode="numeric"
      autoComplete="off"
      placeholder={input.placeholder ?? '000 000 0000'}
      description={remarks.length > 0 ? remarks.join(' ') : description}
      error={problem ?? error}
      value={typed ?? (value === null ? '' : formatNhsNumber(value))}
      onChange={(event) => {
        const text = event.currentTarget.value
        const digits = cleanNhsNumber(text)
        setTyped(digits.length === 10 ? formatNhsNumber(digits) : text)
        if (problem) setProblem(null)
      }}
      onBlur={(event) => {
        if (typed !== null) settle(typed)
        input.onBlur?.(event)
      }}
    />
  )
}
