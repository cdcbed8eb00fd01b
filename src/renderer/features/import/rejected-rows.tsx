import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ImportCounts, ImportMapping, ImportPreviewRow } from '../../../shared/contract/imports.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { startingPrefs, useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { AllCells } from './all-cells.tsx'
import { FixCells, type FixCellsProps } from './fix-cells.tsx'
import { previewColumns } from './preview-columns.tsx'
import { rowLabel, rowNoun, rowOfKey } from './preview-rows.tsx'

export interface RejectedRowsProps {
  draftId: string
  mapping: ImportMapping
  onCounts: (counts: ImportCounts) => void
}

const outcome: Record<ImportPreviewRow['group'], string> = {
  created: 'is good now: new',
  updated: 'is good now: an update',
  unchanged: 'is good now: unchanged',
  possible_duplicates: 'is good now, and may be a duplicate',
  rejected: 'still has a problem',
}

/** How far down a fixed row is looked for before the next one gets the focus. */
const rowsLookedAt = 500

function problemColumn(
  onFix: FixCellsProps['onFix'],
  onAllCells: FixCellsProps['onAllCells'],
  width: number,
): Column<ImportPreviewRow> {
  return {
    id: 'problem',
    header: 'What is wrong, and the cell to correct',
    width,
    required: true,
    text: (row) => row.problems.map(({ message }) => message).join(' '),
    cell: (row) => <FixCells key={row.row} row={row} onFix={onFix} onAllCells={onAllCells} />,
  }
}

/** Rows that cannot be imported as they are, each with its problem and the cells to correct in place. */
export function RejectedRows({ draftId, mapping, onCounts }: RejectedRowsProps) {
  const client = useClient()
  const { services } = useWork()
  const announce = useAnnounce()
  const box = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<ImportPreviewRow | null>(null)
  const [justFixed, setJustFixed] = useState<number | null>(null)
  const source = usePagedRows<ImportPreviewRow>({
    queryKey: ['import-rows', draftId, 'rejected'],
    fetchPage: (page, signal) =>
      client.imports.previewRows({ draftId, group: 'rejected', ...page }, { signal }),
  })
  const { refresh } = source

  const fix = useCallback(
    async (row: number, cells: Record<string, string>): Promise<ImportPreviewRow | null> => {
      try {
        const answer = await client.imports.fixRow({ draftId, row, cells })
        onCounts(answer.counts)
        announce(`Row ${row} ${outcome[answer.row.group]}`)
        if (answer.row.group !== 'rejected') setJustFixed(row)
        refresh()
        return answer.row
      } catch (error) {
        showProblem(refusalOf(error), `Row ${row} was not changed`)
        return null
      }
    },
    [client, draftId, onCounts, announce, refresh],
  )

  // The row that was fixed leaves the list; the next one to correct gets the focus.
  const { total, row: rowAt } = source
  useEffect(() => {
    if (justFixed === null) return
    for (let index = 0; index < (total ?? 0) && index < rowsLookedAt; index++)
      if (rowAt(index)?.row === justFixed) return
    const boxes = [...(box.current?.querySelectorAll<HTMLInputElement>('input[data-fix-row]') ?? [])]
    boxes.find((input) => Number(input.dataset['fixRow']) > justFixed)?.focus()
    setJustFixed(null)
  }, [justFixed, total, rowAt])

  const isNarrow = useMediaQuery('(max-width: 52em)', false, { getInitialValueInEffect: false })
  const columns = useMemo(
    () => previewColumns(mapping, services, 'none', [problemColumn(fix, setOpened, isNarrow ? 380 : 700)]),
    [mapping, services, fix, isNarrow],
  )
  const [stored, setPrefs] = useColumnPrefs('import-rejected', columns)
  const prefs = useMemo(() => ({ ...startingPrefs(columns), ...stored, wrap: true }), [columns, stored])

  async function download(): Promise<void> {
    const target = await window.cypWaits.chooseWhereToSave('import-rejects.csv')
    if (!target) return
    try {
      const { rows } = await client.imports.saveRejects({ draftId, file: target.token })
      showDone(`${rows} rejected ${rows === 1 ? 'row' : 'rows'} saved as ${target.name}`)
    } catch (error) {
      showProblem(refusalOf(error), 'The rejected rows were not saved')
    }
  }

  return (
    <div ref={box} style={{ display: 'contents' }}>
      <DataGrid
        label="Rejected rows"
        noun={rowNoun}
        columns={columns}
        source={source}
        rowKey={rowOfKey}
        rowLabel={rowLabel}
        sortWords="row of the file"
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        onOpen={setOpened}
        actions={
          total !== undefined &&
          total > 0 && (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void download()}
            >
              Download the rejected rows
            </Button>
          )
        }
        empty={<EmptyState title="No row is rejected">Every row of the file can be imported.</EmptyState>}
      />
      {opened && <AllCells row={opened} mapping={mapping} onFix={fix} onClose={() => setOpened(null)} />}
    </div>
  )
}
