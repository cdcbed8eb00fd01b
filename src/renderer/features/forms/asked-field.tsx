import { SegmentedControl, Text } from '@mantine/core'
import { useId } from 'react'
import classes from './forms.module.css'

export interface AskedFieldProps {
  id?: string
  label: string
  description?: string
  /** Null means not asked, which is not the same as no. */
  value: boolean | null
  onChange: (value: boolean | null) => void
  disabled?: boolean
}

/** A question with three answers: yes, no, not asked. */
export function AskedField({ id, label, description, value, onChange, disabled }: AskedFieldProps) {
  const labelId = useId()
  return (
    <div className={classes.asked} id={id} tabIndex={id === undefined ? undefined : -1}>
      <div>
        <span id={labelId}>{label}</span>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      <SegmentedControl
        size="xs"
        aria-labelledby={labelId}
        disabled={disabled}
        data={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
          { value: 'unknown', label: 'Not asked' },
        ]}
        value={value === null ? 'unknown' : value ? 'yes' : 'no'}
        onChange={(next) => onChange(next === 'unknown' ? null : next === 'yes')}
      />
    </div>
  )
}

/** The answer to such a question in words. */
export function askedWords(value: boolean | null): string {
  return value === null ? 'Not asked' : value ? 'Yes' : 'No'
}
