import { ActionIcon, Button, Group, Switch, Tooltip } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconChecklist,
  IconFilterOff,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSortAscending,
} from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type QueueId, queueDescriptions, queueIds, queueLabels } from '../../../shared/codes/queues.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ListFilter, Selection } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useDensity } from '../../app/preferences.ts'
import { useClient } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { orderedColumns, useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SavedViewsBar } from '../../components/saved-views-bar.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { waitingListColumns } from './columns.tsx'
import { cleared, isNarrowed, ListFilters, TextFilter } from './list-filters.tsx'
import { ListMenu } from './list-menu.tsx'
import { type ListState, queueOrder, useListState } from './list-state.ts'
import { QueuePicker } from './queue-picker.tsx'
import { referenceOf, shortReference } from './reference.ts'
import { contractSort, isQueueOrder } from './sort.ts'
import { useSavedViews } from './use-saved-views.ts'
import classes from './waiting-list.module.css'

const noun = { one: 'referral', many: 'referrals' }

/** Opens the queue that the address names, then leaves the plain address behind. */
function useAddressedQueue(changeList: (part: Partial<ListState>) => void): void {
  const { queue } = useParams<{ queue?: string }>()
  const [, navigate] = useLocation()
  useEffect(() => {
    if (queue === undefined) return
    if ((queueIds as readonly string[]).includes(queue))
      changeList({ filter: { queue: queue as QueueId }, sort: queueOrder })
    navigate('/waiting-list', { replace: true })
  }, [queue, navigate, changeList])
}

/** The waiting list: every queue, in the order in which children are booked, filtered, explained and acted on. */
export function WaitingListScreen() {
  const [state, changeList] = useListState()
  useAddressedQueue(changeList)
  const { person, today, counts, serviceId } = useWork()
  const scope = useServiceScope()
  const client = useClient()
  const [, navigate] = useLocation()
  const [density, setDensity] = useDensity()
  const [isQueueListHidden, setIsQueueListHidden] = useLocalStorage({
    key: 'cyp-waits.queues-hidden',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const isSmall = useMediaQuery('(max-width: 72em)', false, { getInitialValueInEffect: false }) ?? false
  const isNarrow = isSmall || isQueueListHidden
  const { filter, sort, namesOff } = state
  const asked = useMemo<ListFilter>(() => (scope ? { ...filter, services: scope } : filter), [filter, scope])
  const askedSort = useMemo(() => contractSort(sort), [sort])

  const source = usePagedRows<WaitingListRow>({
    queryKey: ['waitingList', asked, askedSort],
    fetchPage: (page, signal) =>
      client.waitingList.page({ filter: asked, sort: askedSort, ...page }, { signal }),
    changedBy: ['referral', 'child', 'import', 'service'],
  })
  const { refresh } = source
  // Rows kept from an earlier visit may be out of date: nobody listened for changes meanwhile.
  useEffect(() => refresh(), [refresh])

  // What was chosen belongs to one list; another list starts with nothing chosen.
  const [chosen, setChosen] = useState({ list: '', rows: nothingSelected })
  const selection = chosen.list === source.key ? chosen.rows : nothingSelected
  const setSelection = (rows: RowSelection) => setChosen({ list: source.key, rows })

  const columns = useMemo(() => waitingListColumns(today, namesOff), [today, namesOff])
  const [prefs, setPrefs] = useColumnPrefs(namesOff ? 'waiting-list-names-off' : 'waiting-list', columns)
  const shownColumns = useMemo(
    () =>
      orderedColumns(columns, prefs).filter((column) => column.required || !prefs.hidden.includes(column.id)),
    [columns, prefs],
  )
  const views = useSavedViews({
    state,
    changeList,
    columns: shownColumns.map((column) => column.id),
    onColumns: (order) =>
      setPrefs({
        ...prefs,
        order,
        hidden: columns.filter((column) => !order.includes(column.id)).map((column) => column.id),
      }),
  })

  const rowName = useCallback(
    (row: WaitingListRow) => (namesOff ? referenceOf(row) : displayName(row)),
    [namesOff],
  )
  const { row: rowAt, total } = source
  const nameOf = useCallback(
    (referralId: string) => {
      for (let index = 0; index < (total ?? 0); index++) {
        const row = rowAt(index)
        if (row?.referralId === referralId) return referenceOf(row)
      }
      return shortReference(referralId)
    },
    [rowAt, total],
  )
  function bulkActions(rows: RowSelection, count: number) {
    const wanted: Selection =
      rows.kind === 'ids'
        ? { kind: 'ids', ids: [...rows.ids] }
        : { kind: 'matching', filter: asked, except: [...rows.except] }
    return (
      <BulkBar
        selection={wanted}
        count={count}
        {...(namesOff ? { nameOf } : {})}
        onDone={() => {
          setSelection(nothingSelected)
          refresh()
        }}
      />
    )
  }

  const mayRecord = mayCall(access.referrals.bulkApply, person.roles)
  const isFiltered = isNarrowed(filter)
  const outOf = counts[filter.queue]
  return (
    <div className={classes.screen} data-narrow={isNarrow || undefined}>
      <PageHeader
        title="Waiting list"
        description={
          <>
            <strong>{queueLabels[filter.queue]}.</strong> {queueDescriptions[filter.queue]}
          </>
        }
        actions={
          <Group gap="md">
            <Switch
              label="Names off for meetings"
              checked={namesOff}
              onChange={(event) =>
                changeList({ viewId: state.viewId, namesOff: event.currentTarget.checked })
              }
            />
            {!isSmall && (
              <Tooltip label={isQueueListHidden ? 'Show the list of queues' : 'Hide the list of queues'}>
                <ActionIcon
                  aria-label={isQueueListHidden ? 'Show the list of queues' : 'Hide the list of queues'}
                  onClick={() => setIsQueueListHidden(!isQueueListHidden)}
                >
                  {isQueueListHidden ? (
                    <IconLayoutSidebarLeftExpand size={18} />
                  ) : (
                    <IconLayoutSidebarLeftCollapse size={18} />
                  )}
                </ActionIcon>
              </Tooltip>
            )}
            <Tooltip label={density === 'compact' ? 'Roomier rows' : 'Denser rows'}>
              <ActionIcon
                aria-label={density === 'compact' ? 'Roomier rows' : 'Denser rows'}
                onClick={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
              >
                {density === 'compact' ? (
                  <IconBaselineDensityMedium size={18} />
                ) : (
                  <IconBaselineDensitySmall size={18} />
                )}
              </ActionIcon>
            </Tooltip>
          </Group>
        }
      />
      <div className={classes.body}>
        <QueuePicker
          queue={filter.queue}
          counts={counts}
          isNarrow={isNarrow}
          onChoose={(queue) => changeList({ filter: { ...filter, queue } })}
        />
        <div className={classes.list}>
          <div className={classes.listTop}>
            <TextFilter filter={filter} onChange={(next) => changeList({ filter: next })} />
            <SavedViewsBar
              views={views.views}
              activeId={state.viewId}
              onChoose={views.choose}
              onSave={views.save}
              onRemove={views.remove}
            />
            <div className={classes.listActions}>
              {!isQueueOrder(sort) && (
                <Button
                  variant="subtle"
                  color="gray"
                  leftSection={<IconSortAscending size={16} aria-hidden />}
                  onClick={() => changeList({ sort: queueOrder })}
                >
                  Queue order
                </Button>
              )}
              <ListMenu
                filter={asked}
                sort={askedSort}
                source={source}
                columns={shownColumns}
                namesOff={namesOff}
              />
            </div>
          </div>
          <DataGrid
            label="Waiting list"
            noun={noun}
            columns={columns}
            source={source}
            rowKey={(row) => row.referralId}
            rowLabel={rowName}
            sort={sort}
            onSortChange={(next) => changeList({ sort: next })}
            {...(isQueueOrder(sort)
              ? {
                  sortWords:
                    'queue order (same day, urgent and soon by due date, then routine by wait start)',
                }
              : {})}
            selection={selection}
            {...(mayRecord ? { onSelectionChange: setSelection, canSelectMatching: true } : {})}
            bulkActions={bulkActions}
            onOpen={(row) => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
            columnPrefs={prefs}
            onColumnPrefsChange={setPrefs}
            {...(outOf === undefined || !isFiltered ? {} : { outOf })}
            filters={
              <ListFilters filter={filter} asked={asked} onChange={(next) => changeList({ filter: next })} />
            }
            empty={
              isFiltered ? (
                <EmptyState
                  title="No referral here matches the filters"
                  icon={IconFilterOff}
                  actions={
                    <Button variant="default" onClick={() => changeList({ filter: cleared(filter) })}>
                      Clear the filters
                    </Button>
                  }
                >
                  {outOf === undefined ? '' : `${outOf.toLocaleString('en-GB')} are in this queue.`}
                </EmptyState>
              ) : (
                <EmptyState title="Nothing in this queue" icon={IconChecklist}>
                  {filter.queue === 'no_queue'
                    ? 'That is as it must be: every open referral is in a queue.'
                    : serviceId === null
                      ? queueDescriptions[filter.queue]
                      : 'Only one service is shown: choose all services at the top to see the others.'}
                </EmptyState>
              )
            }
          />
        </div>
      </div>
    </div>
  )
}

export default WaitingListScreen
