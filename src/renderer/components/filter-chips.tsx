import { Button, Checkbox, CloseButton, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconChevronDown, IconFilterOff } from '@tabler/icons-react'
import { useState } from 'react'
import { foldForSearch } from '../../shared/format/names.ts'
import classes from './filter-chips.module.css'
import { formatCount } from './format-count.ts'

export interface FacetOption {
  value: string
  label: string
  /** How many rows this choice would show. */
  count: number
}

export interface FilterFacet {
  id: string
  /** "Priority". */
  label: string
  options: readonly FacetOption[]
  selected: readonly string[]
}

export interface FilterChipsProps {
  facets: readonly FilterFacet[]
  onChange: (facetId: string, selected: string[]) => void
  onClear: () => void
}

/** From this many options on, the menu of a facet has a search box. */
const searchFrom = 8

function words(facet: FilterFacet): string {
  const chosen = facet.options.filter((option) => facet.selected.includes(option.value))
  if (chosen.length === 0) return facet.label
  if (chosen.length <= 2) return `${facet.label}: ${chosen.map((option) => option.label).join(' or ')}`
  return `${facet.label}: ${chosen.length} chosen`
}

function FacetMenu({ facet, onChange }: { facet: FilterFacet; onChange: FilterChipsProps['onChange'] }) {
  const [query, setQuery] = useState('')
  const folded = foldForSearch(query)
  const options = facet.options.filter((option) => foldForSearch(option.label).includes(folded))
  return (
    <Stack gap="sm">
      {facet.options.length >= searchFrom && (
        <TextInput
          size="sm"
          aria-label={`Search in ${facet.label.toLowerCase()}`}
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <ScrollArea.Autosize mah="50vh" offsetScrollbars>
        <Checkbox.Group
          aria-label={facet.label}
          value={[...facet.selected]}
          onChange={(selected) => onChange(facet.id, selected)}
        >
          <Stack gap={2}>
            {options.map((option) => (
              <label key={option.value} className={classes.option}>
                <Checkbox value={option.value} aria-label={`${option.label}, ${formatCount(option.count)}`} />
                <span className={classes.optionLabel}>{option.label}</span>
                <span className={classes.optionCount} aria-hidden>
                  {formatCount(option.count)}
                </span>
              </label>
            ))}
            {options.length === 0 && <Text c="dimmed">Nothing by that name</Text>}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </Stack>
  )
}

/** What a list is narrowed to: one chip for each facet, each opening its choices with live counts. */
export function FilterChips({ facets, onChange, onClear }: FilterChipsProps) {
  const any = facets.some((facet) => facet.selected.length > 0)
  return (
    <div className={classes.chips} role="group" aria-label="Filters">
      {facets.map((facet) => {
        const active = facet.selected.length > 0
        return (
          <span key={facet.id} className={classes.chip} data-active={active || undefined}>
            <Popover position="bottom-start" width={300} trapFocus>
              <Popover.Target>
                <button type="button" className={classes.chipButton} aria-haspopup="dialog">
                  {words(facet)}
                  <IconChevronDown size={14} aria-hidden />
                </button>
              </Popover.Target>
              <Popover.Dropdown aria-label={facet.label}>
                <FacetMenu facet={facet} onChange={onChange} />
              </Popover.Dropdown>
            </Popover>
            {active && (
              <CloseButton
                size={24}
                iconSize={14}
                aria-label={`Remove the filter ${facet.label}`}
                onClick={() => onChange(facet.id, [])}
              />
            )}
          </span>
        )
      })}
      {any && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFilterOff size={14} aria-hidden />}
          onClick={onClear}
        >
          Clear all
        </Button>
      )}
    </div>
  )
}
