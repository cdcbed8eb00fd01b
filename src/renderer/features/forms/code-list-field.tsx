import { Checkbox, MultiSelect } from '@mantine/core'
import type { Option } from './options.ts'

export interface CodeListFieldProps {
  id?: string
  label: string
  description?: string
  options: readonly Option[]
  /** Null means not asked; an empty list means asked and none. */
  value: string[] | null
  onChange: (value: string[] | null) => void
  /** The words for "asked and none". */
  noneLabel: string
}

/** Several codes of a list, chosen by typing; "asked and none" is told apart from "not asked". */
export function CodeListField(props: CodeListFieldProps) {
  const { id, label, description, options, value, onChange, noneLabel } = props
  const known = new Set(options.map((option) => option.value))
  const others = (value ?? []).filter((code) => !known.has(code))
  return (
    <div>
      <MultiSelect
        id={id}
        label={label}
        description={description}
        data={[...options, ...others.map((code) => ({ value: code, label: code }))]}
        value={value ?? []}
        onChange={(next) => onChange(next.length === 0 ? null : next)}
        placeholder={value === null ? 'Not asked' : value.length === 0 ? noneLabel : undefined}
        searchable
        clearable
        hidePickedOptions
        clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
        nothingFoundMessage="Nothing by that name"
      />
      {(value === null || value.length === 0) && (
        <Checkbox
          mt={4}
          label={noneLabel}
          checked={value !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? [] : null)}
        />
      )}
    </div>
  )
}
