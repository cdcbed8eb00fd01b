import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleOperator, RuleValue } from '../../../shared/triage/rules.ts'
import classes from './editor.module.css'
import { takesList } from './operators.ts'

export interface TestValueProps {
  id: string
  /** For screen readers. */
  label: string
  field: TriageField
  op: RuleOperator
  value: RuleValue | undefined
  onChange: (value: RuleValue | undefined) => void
  error?: ReactNode
}

/** The codes of a field, and any local one that is in use. */
function codeOptions(field: TriageField, inUse: readonly unknown[]): { value: string; label: string }[] {
  const codes = field.codes ?? {}
  const local = inUse.filter(
    (code): code is string => typeof code === 'string' && !Object.hasOwn(codes, code),
  )
  return [
    ...Object.entries(codes).map(([value, label]) => ({ value, label })),
    ...local.map((code) => ({ value: code, label: `${code} (local code)` })),
  ]
}

function listOf(value: RuleValue | undefined): readonly (string | number)[] {
  return Array.isArray(value) ? value : []
}

/** The answer a test compares with, by the kind of the field: yes or no, a number with its unit, codes by their names. */
export function TestValue({ id, label, field, op, value, onChange, error }: TestValueProps) {
  const common = {
    id,
    'aria-label': label,
    error,
    className: takesList(op) ? classes.values! : classes.value!,
  }
  if (field.type === 'boolean')
    return (
      <Select
        {...common}
        allowDeselect={false}
        data={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        value={value === undefined ? null : value === true ? 'yes' : 'no'}
        onChange={(next) => next !== null && onChange(next === 'yes')}
      />
    )
  if (field.type === 'number' && takesList(op))
    return (
      <TagsInput
        {...common}
        placeholder={listOf(value).length === 0 ? 'Type a number, then Enter' : undefined}
        value={listOf(value).map(String)}
        onChange={(next) =>
          onChange(
            [...new Set(next.map(Number).filter((each) => Number.isFinite(each)))].toSorted((a, b) => a - b),
          )
        }
        acceptValueOnBlur
      />
    )
  if (field.type === 'number')
    return (
      <NumberInput
        {...common}
        allowDecimal={false}
        suffix={field.unit ? ` ${field.unit}` : ''}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      />
    )
  if (field.codes && takesList(op))
    return (
      <MultiSelect
        {...common}
        searchable
        placeholder={listOf(value).length === 0 ? 'Choose one or more' : undefined}
        nothingFoundMessage="Nothing by that name"
        data={codeOptions(field, listOf(value))}
        value={listOf(value).map(String)}
        onChange={(next) => onChange(next)}
      />
    )
  if (field.codes)
    return (
      <Select
        {...common}
        searchable
        placeholder="Choose one"
        nothingFoundMessage="Nothing by that name"
        allowDeselect={false}
        data={codeOptions(field, [value])}
        value={typeof value === 'string' ? value : null}
        onChange={(next) => next !== null && onChange(next)}
      />
    )
  if (takesList(op))
    return (
      <TagsInput
        {...common}
        value={listOf(value).map(String)}
        onChange={(next) => onChange(next)}
        acceptValueOnBlur
      />
    )
  return (
    <TextInput
      {...common}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  )
}
