import { Button, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconChecklist, IconFilterOff, IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useParams } from 'wouter'
import type { TaskKind } from '../../../shared/codes/task-kinds.ts'
import { taskKindLabels } from '../../../shared/codes/task-kinds.ts'
import {
  type TaskFacetName,
  taskFilter,
  type TaskFilter,
  type TaskRow,
  type TaskSelection,
  taskSort,
  taskViews,
  type TaskView,
} from '../../../shared/contract/tasks.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection, SortKey } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FilterChips, type FilterFacet } from '../../components/filter-chips.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ListExportButton } from '../list-export/index.ts'
import { TaskBulkBar } from './bulk-bar.tsx'
import { taskColumns } from './columns.tsx'
import { TaskDialog } from './task-dialog.tsx'
import { TaskViews } from './task-views.tsx'
import classes from './tasks.module.css'
import { viewWords } from './words.ts'

const noun = { one: 'task', many: 'tasks' }
const byDue: readonly SortKey[] = [{ id: 'due', direction: 'asc' }]
const facetLabels: Record<TaskFacetName, string> = {
  services: 'Service',
  kinds: 'Kind',
  roles: 'Team',
  owners: 'Who',
}

type Narrowing = Pick<TaskFilter, TaskFacetName | 'text'>

/** Every task, by whose it is: taken, given, moved and closed from the list, one or many at once. */
export function TasksScreen() {
  const { view: asked } = useParams<{ view?: string }>()
  const view: TaskView = taskViews.find((each) => each === asked) ?? 'team'
  return <TaskList key={view} view={view} />
}

function TaskList({ view }: { view: TaskView }) {
  const { today, serviceId } = useWork()
  const scope = useServiceScope()
  const client = useClient()
  const [narrowing, setNarrowing] = useState<Narrowing>({})
  const [sort, setSort] = useState(byDue)
  const [shown, setShown] = useState<TaskRow | null>(null)
  const filter = useMemo<TaskFilter>(
    () => taskFilter.parse({ ...narrowing, view, ...(scope ? { services: scope } : {}) }),
    [narrowing, view, scope],
  )
  const contractSort = useMemo(
    () => taskSort.parse(sort.map(({ id, direction }) => ({ column: id, direction }))),
    [sort],
  )
  const source = usePagedRows<TaskRow>({
    queryKey: ['tasks', filter, contractSort],
    fetchPage: (page, signal) => client.tasks.page({ filter, sort: contractSort, ...page }, { signal }),
    changedBy: ['task', 'referral', 'import'],
  })
  const { refresh } = source
  // Rows kept from an earlier visit may be out of date: nobody listened for changes meanwhile.
  useEffect(() => refresh(), [refresh])
  const [chosen, setChosen] = useState({ list: '', rows: nothingSelected })
  const selection = chosen.list === source.key ? chosen.rows : nothingSelected
  const setSelection = (rows: RowSelection) => setChosen({ list: source.key, rows })
  const columns = useMemo(() => taskColumns(today, view), [today, view])
  const [prefs, setPrefs] = useColumnPrefs(view === 'closed' ? 'tasks-closed' : 'tasks', columns)

  const isNarrowed = Object.values(narrowing).some((part) => part !== undefined && part.length > 0)
  const done = () => {
    setSelection(nothingSelected)
    refresh()
  }
  const { row: rowAt, total } = source
  const rowsById = useCallback(() => {
    const rows = new Map<string, TaskRow>()
    for (let index = 0; index < (total ?? 0); index += 1) {
      const row = rowAt(index)
      if (row !== undefined) rows.set(row.id, row)
    }
    return rows
  }, [rowAt, total])

  function bulkActions(rows: RowSelection, count: number) {
    const known = rowsById()
    const named = rows.kind === 'ids' ? [...rows.ids].flatMap((id) => known.get(id) ?? []) : []
    const wanted: TaskSelection =
      rows.kind === 'ids'
        ? { kind: 'ids', tasks: named.map(({ id, version }) => ({ id, version })) }
        : { kind: 'matching', filter, except: [...rows.except] }
    return <TaskBulkBar selection={wanted} count={count} kind={oneKind(rows, named, filter)} onDone={done} />
  }

  return (
    <div className={classes.screen}>
      <PageHeader
        title="Tasks"
        description={
          <>
            <strong>{viewWords[view].label}.</strong> {viewWords[view].meaning}
          </>
        }
        actions={<ListExportButton source={{ list: 'tasks', filter, sort: contractSort }} />}
      />
      <div className={classes.listTop}>
        <TaskViews current={view} />
        <TextFilter
          value={narrowing.text ?? ''}
          onChange={(text) => setNarrowing({ ...narrowing, text: text === '' ? undefined : text })}
        />
      </div>
      <DataGrid
        label="Tasks"
        noun={noun}
        columns={columns}
        source={source}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${taskKindLabels[row.kind]}, ${displayName(row)}`}
        sort={sort}
        onSortChange={setSort}
        {...(view === 'closed' ? { sortWords: 'the day they were closed, newest first' } : {})}
        selection={selection}
        {...(view === 'closed'
          ? {}
          : { onSelectionChange: setSelection, canSelectMatching: true, bulkActions })}
        onOpen={setShown}
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        filters={
          <Filters
            filter={filter}
            narrowing={narrowing}
            hasServices={serviceId === null}
            onChange={setNarrowing}
          />
        }
        empty={
          isNarrowed ? (
            <EmptyState
              title="No task here matches the filters"
              icon={IconFilterOff}
              actions={
                <Button variant="default" onClick={() => setNarrowing({})}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState title={emptyWords[view]} icon={IconChecklist}>
              Rules, waiting thresholds, missed appointments and requests for information open tasks here by
              themselves. On a child’s page you can add one by hand.
            </EmptyState>
          )
        }
      />
      {shown && <TaskDialog task={shown} onClose={() => setShown(null)} onDone={done} />}
    </div>
  )
}

const emptyWords: Record<TaskView, string> = {
  mine: 'You have no task',
  team: 'Nothing waits for your team',
  overdue: 'Nothing of yours or your team’s is overdue',
  all: 'No task is open',
  closed: 'No task has been closed yet',
}

/** The kind that all selected tasks have; null where they differ or are not all known. */
function oneKind(rows: RowSelection, named: readonly TaskRow[], filter: TaskFilter): TaskKind | null {
  if (rows.kind === 'matching') return filter.kinds?.length === 1 ? (filter.kinds[0] ?? null) : null
  const kinds = new Set(named.map(({ kind }) => kind))
  return kinds.size === 1 && named.length === rows.ids.size ? (named[0]?.kind ?? null) : null
}

function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const change = useDebouncedCallback((text: string) => onChange(text.trim()), 250)
  return (
    <TextInput
      className={classes.find}
      size="sm"
      aria-label="Find a child in this list"
      placeholder="Find a child"
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

function Filters({
  filter,
  narrowing,
  hasServices,
  onChange,
}: {
  filter: TaskFilter
  narrowing: Narrowing
  hasServices: boolean
  onChange: (narrowing: Narrowing) => void
}) {
  const procedures = useProcedures()
  const facets = useQuery(
    procedures.tasks.facets.queryOptions({ input: { filter }, placeholderData: keepPreviousData }),
  )
  const names: TaskFacetName[] = hasServices
    ? ['services', 'kinds', 'roles', 'owners']
    : ['kinds', 'roles', 'owners']
  const shown: FilterFacet[] = names.map((name) => ({
    id: name,
    label: facetLabels[name],
    options: facets.data?.[name] ?? [],
    selected: narrowing[name] ?? [],
  }))
  return (
    <FilterChips
      facets={shown}
      onChange={(name, selected) =>
        onChange({ ...narrowing, [name]: selected.length === 0 ? undefined : selected })
      }
      onClear={() => onChange({ text: narrowing.text })}
    />
  )
}

export default TasksScreen
