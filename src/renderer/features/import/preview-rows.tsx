import { useMemo } from 'react'
import type { ImportMapping, ImportPreviewRow, ImportRowGroup } from '../../../shared/contract/imports.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { startingPrefs, useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { previewColumns, rowName } from './preview-columns.tsx'

export interface PreviewRowsProps {
  draftId: string
  group: Exclude<ImportRowGroup, 'rejected'>
  mapping: ImportMapping
  /** Changes whenever a row of the draft was fixed. */
  revision: string
}

export const rowNoun = { one: 'row', many: 'rows' }
export const rowOfKey = (row: ImportPreviewRow) => String(row.row)
export const rowLabel = (row: ImportPreviewRow) => `Row ${row.row}, ${rowName(row)}`

const words = {
  created: { label: 'New rows', empty: 'No row is new', why: 'Every good row is on the list already.' },
  updated: {
    label: 'Updated rows',
    empty: 'No row would change anything',
    why: 'What the file says of children already on the list is what is held here.',
  },
  unchanged: {
    label: 'Unchanged rows',
    empty: 'No row is unchanged',
    why: 'No row of the file says exactly what is held here.',
  },
  possible_duplicates: {
    label: 'Possible duplicates',
    empty: 'No possible duplicates',
    why: 'No new child in the file looks like another one.',
  },
} as const

/** The rows of one group, as the backend pages them. */
export function PreviewRows({ draftId, group, mapping, revision }: PreviewRowsProps) {
  const client = useClient()
  const { services } = useWork()
  const source = usePagedRows<ImportPreviewRow>({
    queryKey: ['import-rows', draftId, group, revision],
    fetchPage: (page, signal) => client.imports.previewRows({ draftId, group, ...page }, { signal }),
  })
  const columns = useMemo(
    () =>
      previewColumns(
        mapping,
        services,
        group === 'updated' ? 'changes' : group === 'possible_duplicates' ? 'may_be' : 'none',
      ),
    [mapping, services, group],
  )
  const [stored, setPrefs] = useColumnPrefs(`import-${group}`, columns)
  const wraps = group === 'updated' || group === 'possible_duplicates'
  const prefs = useMemo(
    () => ({ ...startingPrefs(columns), ...stored, wrap: wraps || stored.wrap }),
    [columns, stored, wraps],
  )
  const { label, empty, why } = words[group]
  return (
    <DataGrid
      label={label}
      noun={rowNoun}
      columns={columns}
      source={source}
      rowKey={rowOfKey}
      rowLabel={rowLabel}
      sortWords="row of the file"
      columnPrefs={prefs}
      onColumnPrefsChange={setPrefs}
      empty={<EmptyState title={empty}>{why}</EmptyState>}
    />
  )
}
