import { Button, Group } from '@mantine/core'
import { IconArrowBackUp, IconArrowsDiff, IconFileImport, IconListDetails } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ImportBatch } from '../../../shared/contract/imports.ts'
import { useClient } from '../../app/rpc.tsx'
import { useCellTabIndex } from '../../components/data-grid/cell-focus.ts'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { instantText } from '../child/instant.ts'
import { comparisonHref, UndoImport, useComparable } from '../import/index.ts'
import { usePresetWaitingList } from '../waiting-list/index.ts'
import classes from './referrals.module.css'

const rowKey = (batch: ImportBatch) => batch.batchId
const rowLabel = (batch: ImportBatch) => `${batch.fileName}, ${instantText(batch.importedAt)}`

function stateWords({ undone }: ImportBatch): string {
  return undone ? `Undone ${instantText(undone.at)} by ${undone.by}: ${undone.reason}` : 'On the list'
}

function count(
  id: string,
  header: string,
  width: number,
  of: (batch: ImportBatch) => number,
): Column<ImportBatch> {
  return { id, header, width, align: 'end', text: (batch) => formatCount(of(batch)) }
}

interface RowActionsProps {
  batch: ImportBatch
  canUndo: boolean
  /** Whether there is an earlier import from its source. */
  canCompare: boolean
  onShow: (batch: ImportBatch) => void
  onUndo: (batch: ImportBatch) => void
}

function RowActions({ batch, canUndo, canCompare, onShow, onUndo }: RowActionsProps) {
  const tabIndex = useCellTabIndex()
  if (batch.undone) return null
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        size="compact-sm"
        variant="subtle"
        tabIndex={tabIndex}
        leftSection={<IconListDetails size={14} aria-hidden />}
        onClick={() => onShow(batch)}
      >
        Show
      </Button>
      {canCompare && (
        <Button
          component={Link}
          href={comparisonHref(batch.batchId)}
          size="compact-sm"
          variant="subtle"
          tabIndex={tabIndex}
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
        >
          Compare
        </Button>
      )}
      {canUndo && batch.canUndo && (
        <Button
          size="compact-sm"
          variant="subtle"
          tabIndex={tabIndex}
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          onClick={() => onUndo(batch)}
        >
          Undo…
        </Button>
      )}
    </Group>
  )
}

function actionsColumn(
  canUndo: boolean,
  comparable: ReadonlySet<string>,
  onShow: RowActionsProps['onShow'],
  onUndo: RowActionsProps['onUndo'],
): Column<ImportBatch> {
  return {
    id: 'actions',
    header: 'Do',
    width: 270,
    required: true,
    text: () => '',
    cell: (batch) => (
      <RowActions canCompare={comparable.has(batch.batchId)} {...{ batch, canUndo, onShow, onUndo }} />
    ),
  }
}

/** Every file imported so far, the latest first, each with what it did and the way back. */
export function PastImports({ canUndo }: { canUndo: boolean }) {
  const client = useClient()
  const preset = usePresetWaitingList()
  const [, navigate] = useLocation()
  const comparable = useComparable()
  const [undoing, setUndoing] = useState<ImportBatch | null>(null)
  const source = usePagedRows<ImportBatch>({
    queryKey: ['import-batches'],
    fetchPage: (page, signal) => client.imports.batches(page, { signal }),
    changedBy: ['import'],
  })
  // Rows read on an earlier visit are older than an import that ended meanwhile.
  const { refresh } = source
  useEffect(refresh, [refresh])
  const show = useCallback(
    (batch: ImportBatch) => {
      preset({ queue: 'all_open', importBatch: batch.batchId })
      navigate('/waiting-list')
    },
    [preset, navigate],
  )
  const columns = useMemo<Column<ImportBatch>[]>(
    () => [
      {
        id: 'when',
        header: 'Imported',
        width: 168,
        sticky: true,
        rowHeader: true,
        required: true,
        text: (batch) => instantText(batch.importedAt),
      },
      { id: 'file', header: 'File', width: 180, required: true, text: (batch) => batch.fileName },
      { id: 'source', header: 'From', width: 120, text: (batch) => batch.source },
      { id: 'by', header: 'By', width: 140, text: (batch) => batch.importedBy },
      count('new', 'New', 64, (batch) => batch.counts.created),
      count('updated', 'Updated', 76, (batch) => batch.counts.updated),
      count('unchanged', 'Unchanged', 92, (batch) => batch.counts.unchanged),
      count('rejected', 'Rejected', 80, (batch) => batch.counts.rejected),
      actionsColumn(canUndo, comparable, show, setUndoing),
      { id: 'state', header: 'Stands', width: 240, text: stateWords },
    ],
    [canUndo, comparable, show],
  )
  const [prefs, setPrefs] = useColumnPrefs('past-imports', columns)
  return (
    <div className={classes.past}>
      <h2>Past imports</h2>
      <DataGrid
        label="Past imports"
        noun={{ one: 'import', many: 'imports' }}
        columns={columns}
        source={source}
        rowKey={rowKey}
        rowLabel={rowLabel}
        sortWords="latest first"
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        onOpen={(batch) => !batch.undone && show(batch)}
        empty={
          <EmptyState icon={IconFileImport} title="Nothing has been imported yet">
            Each import will stand here with what it did, and can be undone.
          </EmptyState>
        }
      />
      {undoing && <UndoImport batch={undoing} onUndone={source.refresh} onClose={() => setUndoing(null)} />}
    </div>
  )
}
