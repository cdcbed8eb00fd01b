import { Loader, Text } from '@mantine/core'
import { Spotlight, type SpotlightStore } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { IconSearch, IconUser } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SearchHit } from '../../shared/contract/search.ts'
import { formatDate } from '../../shared/format/dates.ts'
import { displayName, foldForSearch } from '../../shared/format/names.ts'
import { formatNhsNumber } from '../../shared/format/nhs-number.ts'
import type { IconComponent } from '../components/tone-badge.tsx'
import classes from './global-search.module.css'
import { refusalOf } from './refusal-of.ts'

/** Something that can be done or opened from anywhere. */
export interface Command {
  id: string
  label: string
  description?: string
  icon: IconComponent
  /** Keys that do the same, for the hint. */
  keys?: string
  run: () => void
}

export interface GlobalSearchProps {
  store: SpotlightStore
  commands: readonly Command[]
  /** Finds children; absent for roles that may not look them up. */
  search?: (text: string, signal: AbortSignal) => Promise<{ hits: readonly SearchHit[]; more: boolean }>
  onOpenChild: (childId: string) => void
}

/** Shortest text worth searching for. */
const shortest = 2

function details(hit: SearchHit): string {
  return [
    `Born ${formatDate(hit.dateOfBirth)}`,
    hit.nhsNumber === null ? 'NHS No. not known' : `NHS No. ${formatNhsNumber(hit.nhsNumber)}`,
    ...(hit.localPatientId === null ? [] : [`Local id ${hit.localPatientId}`]),
  ].join(' · ')
}

function useHits(search: GlobalSearchProps['search'], text: string) {
  const wanted = search !== undefined && text.length >= shortest
  return useQuery({
    queryKey: [['search', 'find'], text],
    queryFn: ({ signal }) => search?.(text, signal) ?? { hits: [], more: false },
    enabled: wanted,
    staleTime: 10_000,
    gcTime: 30_000,
    placeholderData: (before) => (wanted ? before : undefined),
  })
}

/** Puts the mark on the first thing found, as the spotlight does by itself only for what is there while typing. */
function selectFirst(store: SpotlightStore): void {
  const list = document.getElementById(store.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}

/** Search over everything: children by any mark they carry, and every action by its name. */
export function GlobalSearch({ store, commands, search, onOpenChild }: GlobalSearchProps) {
  const [query, setQuery] = useState('')
  const text = query.trim()
  const found = useHits(search, text)
  const folded = foldForSearch(text)
  const fitting = commands.filter((command) => foldForSearch(command.label).includes(folded))
  const hits = text.length >= shortest ? (found.data?.hits ?? []) : []
  // Hits of the letters before are shown until the next ones come; Enter must not open one of them.
  const isStale = found.isPlaceholderData
  const firstHit = isStale ? undefined : hits[0]?.childId
  useEffect(() => {
    if (firstHit !== undefined) selectFirst(store)
  }, [firstHit, store])
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      attributes={{ content: { 'aria-label': 'Search' } }}
      size="lg"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
    >
      <Spotlight.Search
        aria-label="Search for a child or an action"
        placeholder="Name, NHS number, date of birth, local id, or an action"
        leftSection={
          found.isFetching ? (
            <Loader size={18} aria-label="Searching" />
          ) : (
            <IconSearch size={18} aria-hidden />
          )
        }
      />
      <Spotlight.ActionsList aria-label="Found">
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label="Children">
            {hits.map((hit) => (
              <Spotlight.Action
                key={hit.childId}
                closeSpotlightOnTrigger={!isStale}
                onClick={() => !isStale && onOpenChild(hit.childId)}
              >
                <IconUser size={18} stroke={1.6} className={classes.icon} aria-hidden />
                <span className={classes.body}>
                  <span className={classes.name}>{displayName(hit)}</span>
                  <span className={classes.details}>{details(hit)}</span>
                  {hit.referrals.map((referral) => (
                    <span key={referral} className={classes.details}>
                      {referral}
                    </span>
                  ))}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {fitting.length > 0 && (
          <Spotlight.ActionsGroup label="Actions">
            {fitting.map((command) => (
              <Spotlight.Action key={command.id} onClick={command.run}>
                <command.icon size={18} stroke={1.6} aria-hidden />
                <span className={classes.body}>
                  <span>{command.label}</span>
                  {command.description && <span className={classes.details}>{command.description}</span>}
                </span>
                {command.keys && <span className={classes.details}>{command.keys}</span>}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.error && text.length >= shortest && (
          <Spotlight.Empty role="alert">{refusalOf(found.error).message}</Spotlight.Empty>
        )}
        {hits.length === 0 && fitting.length === 0 && !found.error && (
          <Spotlight.Empty>
            {found.isFetching
              ? 'Searching…'
              : 'Nothing found. Try fewer letters, the date of birth or the NHS number.'}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <div className={classes.foot} role="status">
        {text.length < shortest ? (
          <Text size="sm" c="dimmed">
            Names in any order, with or without accents; dates in any form.
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            {hits.length === 1 ? '1 child' : `${hits.length} children`}
            {found.data?.more ? ' shown of more; type more to narrow' : ''}
          </Text>
        )}
      </div>
    </Spotlight.Root>
  )
}
