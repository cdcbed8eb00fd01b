import { IconEqual } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { ImportHeader } from '../../../shared/codes/import-columns.ts'
import type { ExtractChange, ExtractChangeKind } from '../../../shared/contract/data-quality.ts'
import { formatDate, isIsoDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { bornText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { columnName } from '../import/index.ts'
import classes from './data-quality.module.css'

export interface ExtractChangesProps {
  pair: { earlierId: string; laterId: string }
  kind: ExtractChangeKind
  column?: ImportHeader
}

const titles: Record<ExtractChangeKind, string> = {
  new: 'New in the later file',
  gone: 'Gone from the later file, to check',
  changed: 'Changed from the earlier file to the later',
}

/** The referrals behind a number of a comparison, with the cells before and after. */
export function ExtractChanges({ pair, kind, column }: ExtractChangesProps) {
  const client = useClient()
  const { today } = useWork()
  const [, navigate] = useLocation()
  const asked = { ...pair, kind, ...(column === undefined ? {} : { column }) }
  const source = usePagedRows<ExtractChange>({
    queryKey: ['extract-changes', asked],
    fetchPage: (page, signal) => client.dataQuality.extractChanges({ ...asked, ...page }, { signal }),
  })
  const columns = useMemo(() => columnsOf(kind, column, today), [kind, column, today])
  const [prefs, setPrefs] = useColumnPrefs(`extract-${kind}`, columns)
  const label = column === undefined ? titles[kind] : `${columnName(column)} changed`
  return (
    <div className={classes.list}>
      <DataGrid
        label={label}
        noun={{ one: 'referral', many: 'referrals' }}
        columns={columns}
        source={source}
        rowKey={(row) => row.referralId}
        rowLabel={(row) => `${displayName(row)}, ${row.serviceName}`}
        sortWords="place in the file"
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        onOpen={(row) => navigate(`/children/${row.childId}`)}
        empty={
          <EmptyState title="Nobody" icon={IconEqual}>
            {kind === 'new' && 'The later file has no referral that the earlier one had not.'}
            {kind === 'gone' && 'Every referral of the earlier file is in the later one too.'}
            {kind === 'changed' && 'The cells of every referral in both files are the same.'}
          </EmptyState>
        }
      />
    </div>
  )
}

function cellWords(text: string): string {
  if (text === '') return 'blank'
  return isIsoDate(text) ? formatDate(text) : text
}

function columnsOf(
  kind: ExtractChangeKind,
  only: ImportHeader | undefined,
  today: string,
): Column<ExtractChange>[] {
  const changes: Column<ExtractChange> = {
    id: 'changes',
    header: 'Before → after',
    width: 520,
    required: true,
    text: ({ cells }) =>
      cells
        .filter(({ column }) => only === undefined || column === only)
        .map(
          ({ column, before, after }) => `${columnName(column)}: ${cellWords(before)} → ${cellWords(after)}`,
        )
        .join('; '),
  }
  return [
    {
      id: 'child',
      header: 'Child',
      width: 216,
      sticky: true,
      rowHeader: true,
      required: true,
      opens: true,
      text: displayName,
    },
    ...(kind === 'changed' ? [changes] : []),
    { id: 'born', header: 'Born', width: 184, text: (row) => bornText(row.dateOfBirth, today) },
    { id: 'service', header: 'Service', width: 224, text: (row) => row.serviceName },
    {
      id: 'stands',
      header: 'On our list',
      width: 140,
      text: (row) => (row.isOpen ? 'Open' : 'Closed'),
    },
  ]
}
