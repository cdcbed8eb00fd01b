import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import {
  IconChevronDown,
  IconClipboard,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  IconShare2,
} from '@tabler/icons-react'
import type { ListFilter, ListSort } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { copyText, rowsAsText } from '../../components/data-grid/copy.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { mostRowsCopied } from '../../components/data-grid/use-grid-copy.ts'
import type { RowSource } from '../../components/data-grid/use-paged-rows.ts'
import { showDone, showProblem } from '../../components/undo-toast.tsx'

export interface ListMenuProps {
  filter: ListFilter
  sort: ListSort
  source: RowSource<WaitingListRow>
  /** The columns on show, in their order. */
  columns: readonly Column<WaitingListRow>[]
  namesOff: boolean
}

/** Takes the list elsewhere: to a spreadsheet, a CSV file or the clipboard. */
export function ListMenu({ filter, sort, source, columns, namesOff }: ListMenuProps) {
  const client = useClient()
  const { today } = useWork()
  const exporting = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      const target = await window.cypWaits.chooseWhereToSave(`waiting-list-${today}.${format}`)
      if (target === null) return null
      const done = await client.waitingList.export({ filter, sort, format, file: target.token })
      return { ...done, name: target.name }
    },
    onSuccess: (done) => {
      if (done) showDone(`${done.rows.toLocaleString('en-GB')} rows saved in ${done.name}`)
    },
    onError: (error) => showProblem(refusalOf(error), 'The list was not saved'),
  })
  async function copy(): Promise<void> {
    const rows = await source.load(0, mostRowsCopied)
    const done = await copyText(rowsAsText(columns, rows))
    if (done) showDone(`${rows.length.toLocaleString('en-GB')} rows copied: paste them into Excel`)
    else
      showProblem({
        kind: 'unavailable',
        message: 'The clipboard is not available. Save the list as a file.',
      })
  }
  const tooMany = (source.total ?? 0) > mostRowsCopied
  return (
    <Menu position="bottom-end" width={320} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          loading={exporting.isPending}
          leftSection={<IconShare2 size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {namesOff && (
          <Menu.Label>Names are off. A file names children: turn names on to save one.</Menu.Label>
        )}
        <Menu.Item
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          disabled={namesOff}
          onClick={() => exporting.mutate('xlsx')}
        >
          Save as an Excel workbook
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          disabled={namesOff}
          onClick={() => exporting.mutate('csv')}
        >
          Save as CSV
        </Menu.Item>
        <Menu.Item
          leftSection={<IconClipboard size={16} aria-hidden />}
          disabled={tooMany}
          onClick={() => void copy()}
        >
          {tooMany
            ? `Copy: narrow the list to ${mostRowsCopied.toLocaleString('en-GB')} rows first`
            : 'Copy the list as cells for Excel'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
