import { Button, CloseButton, Group, Popover, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { chsBands } from '../../../shared/codes/bands.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { type ListFilter, rowFlagLabels } from '../../../shared/contract/list-query.ts'
import type { Facet, FacetName } from '../../../shared/contract/waiting-list.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { FilterChips, type FilterFacet } from '../../components/filter-chips.tsx'
import classes from './waiting-list.module.css'

const facetLabels: Record<FacetName, string> = {
  services: 'Service',
  priorities: 'Priority',
  bands: 'Band',
  flags: 'Flags',
  statuses: 'Status',
  pathways: 'Pathway',
}
const facetOrder: FacetName[] = ['services', 'priorities', 'bands', 'flags', 'statuses', 'pathways']

export interface ListFiltersProps {
  filter: ListFilter
  /** The filter as the backend is asked, with the service of the top bar. */
  asked: ListFilter
  onChange: (filter: ListFilter) => void
}

const knownLabels: Partial<Record<FacetName, Readonly<Record<string, string>>>> = {
  priorities: { ...priorityLabels, none: 'Not decided' },
  bands: Object.fromEntries(chsBands.map((band) => [band.id, `${band.weeks} weeks`])),
  flags: rowFlagLabels,
  statuses: referralStatusLabels,
  pathways: pathwayLabels,
}

/** The choices of a facet; what is chosen stays among them even when it shows nobody now. */
function withChosen(name: FacetName, options: readonly Facet[], chosen: readonly string[]): Facet[] {
  const missing = chosen.filter((value) => !options.some((option) => option.value === value))
  return [
    ...options,
    ...missing.map((value) => ({ value, label: knownLabels[name]?.[value] ?? value, count: 0 })),
  ]
}

/** The filter without anything but its queue. */
export function cleared(filter: ListFilter): ListFilter {
  return { queue: filter.queue }
}

/** Whether the list is narrowed beyond its queue. */
export function isNarrowed(filter: ListFilter): boolean {
  const { queue: _, ...rest } = filter
  return Object.values(rest).some((part) => (Array.isArray(part) ? part.length > 0 : Boolean(part)))
}

function withPart<Key extends keyof ListFilter>(
  filter: ListFilter,
  key: Key,
  value: ListFilter[Key] | undefined,
): ListFilter {
  const { [key]: _, ...rest } = filter
  return (value === undefined ? rest : { ...rest, [key]: value }) as ListFilter
}

/** Finds somebody within the list, as they type. */
export function TextFilter({ filter, onChange }: Pick<ListFiltersProps, 'filter' | 'onChange'>) {
  const held = filter.text ?? ''
  const [typed, setTyped] = useState(held)
  useEffect(() => setTyped(held), [held])
  const change = useDebouncedCallback((text: string) => {
    onChange(withPart(filter, 'text', text.trim() === '' ? undefined : text.trim()))
  }, 250)
  return (
    <TextInput
      className={classes.find}
      size="sm"
      aria-label="Find in this list"
      placeholder="Find in this list"
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        change(event.currentTarget.value)
      }}
    />
  )
}

function receivedWords({ receivedFrom, receivedTo }: ListFilter): string {
  if (receivedFrom && receivedTo) return `Received ${formatDate(receivedFrom)} to ${formatDate(receivedTo)}`
  if (receivedFrom) return `Received from ${formatDate(receivedFrom)}`
  if (receivedTo) return `Received to ${formatDate(receivedTo)}`
  return 'Received'
}

function ReceivedFilter({ filter, onChange }: Pick<ListFiltersProps, 'filter' | 'onChange'>) {
  const { today } = useWork()
  const isActive = filter.receivedFrom !== undefined || filter.receivedTo !== undefined
  return (
    <span className={classes.dates} data-active={isActive || undefined}>
      <Popover position="bottom-start" width={260} trapFocus>
        <Popover.Target>
          <button type="button" className={classes.datesButton} aria-haspopup="dialog">
            {receivedWords(filter)}
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Received">
          <Stack gap="sm">
            <DateField
              label="Received from"
              today={today}
              value={filter.receivedFrom ?? null}
              onChange={(date) => onChange(withPart(filter, 'receivedFrom', date ?? undefined))}
            />
            <DateField
              label="Received to"
              today={today}
              value={filter.receivedTo ?? null}
              onChange={(date) => onChange(withPart(filter, 'receivedTo', date ?? undefined))}
            />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isActive && (
        <CloseButton
          size={24}
          iconSize={14}
          aria-label="Remove the filter received"
          onClick={() =>
            onChange(withPart(withPart(filter, 'receivedFrom', undefined), 'receivedTo', undefined))
          }
        />
      )}
    </span>
  )
}

/** Says that the list shows one import only, and takes that off again. */
function ImportFilter({ filter, onChange }: Pick<ListFiltersProps, 'filter' | 'onChange'>) {
  if (filter.importBatch === undefined) return null
  return (
    <span className={classes.dates} data-active>
      <span className={classes.chipText}>From one import</span>
      <CloseButton
        size={24}
        iconSize={14}
        aria-label="Remove the filter from one import"
        onClick={() => onChange(withPart(filter, 'importBatch', undefined))}
      />
    </span>
  )
}

/** What the list is narrowed to, each choice with how many it would show. */
export function ListFilters({ filter, asked, onChange }: ListFiltersProps) {
  const procedures = useProcedures()
  const { serviceId } = useWork()
  const facets = useQuery(
    procedures.waitingList.facets.queryOptions({
      input: { filter: asked },
      placeholderData: keepPreviousData,
    }),
  )
  const shown: FilterFacet[] = facetOrder
    .filter((name) => name !== 'services' || serviceId === null)
    .map((name) => ({
      id: name,
      label: facetLabels[name],
      options: withChosen(name, facets.data?.[name] ?? [], filter[name] ?? []),
      selected: filter[name] ?? [],
    }))
  const hasOther =
    filter.text !== undefined ||
    filter.receivedFrom !== undefined ||
    filter.receivedTo !== undefined ||
    filter.importBatch !== undefined
  const hasFacet = shown.some((facet) => facet.selected.length > 0)
  return (
    <Group gap={6}>
      <ImportFilter filter={filter} onChange={onChange} />
      <ReceivedFilter filter={filter} onChange={onChange} />
      <FilterChips
        facets={shown}
        onChange={(name, selected) =>
          onChange(
            withPart(
              filter,
              name as FacetName,
              (selected.length === 0 ? undefined : selected) as ListFilter[FacetName],
            ),
          )
        }
        onClear={() => onChange(cleared(filter))}
      />
      {hasOther && !hasFacet && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(cleared(filter))}>
          Clear all
        </Button>
      )}
    </Group>
  )
}
