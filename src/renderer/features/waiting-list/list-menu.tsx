import { ActionIcon, Tooltip } from '@mantine/core'
import { IconClipboard } from '@tabler/icons-react'
import type { ListFilter, ListSort } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { copyText, rowsAsText } from '../../components/data-grid/copy.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { mostRowsCopied } from '../../components/data-grid/use-grid-copy.ts'
import type { RowSource } from '../../components/data-grid/use-paged-rows.ts'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { ListExportButton } from '../list-export/index.ts'

export interface ListMenuProps {
  filter: ListFilter
  sort: ListSort
  source: RowSource<WaitingListRow>
  /** The columns on show, in their order. */
  columns: readonly Column<WaitingListRow>[]
  namesOff: boolean
}

/** The columns of a file for each column of the screen. */
const exportedAs: Readonly<Record<string, readonly string[]>> = {
  family_name: ['family_name', 'given_name', 'preferred_name'],
  date_of_birth: ['born'],
  age: ['age_years'],
  received_date: ['received'],
  was_not_brought_count: ['not_brought'],
  queue_order: [],
  reference: [],
}

/** Takes the list elsewhere: to a file, to paper or to the clipboard. */
export function ListMenu({ filter, sort, source, columns, namesOff }: ListMenuProps) {
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
  const copyWords = tooMany
    ? `Copy: narrow the list to ${mostRowsCopied.toLocaleString('en-GB')} rows first`
    : 'Copy the list as cells for Excel'
  return (
    <>
      <Tooltip label={copyWords}>
        <ActionIcon
          aria-label={copyWords}
          aria-disabled={tooMany || undefined}
          onClick={() => !tooMany && void copy()}
        >
          <IconClipboard size={18} />
        </ActionIcon>
      </Tooltip>
      <ListExportButton
        source={{ list: 'waiting_list', filter, sort }}
        columns={columns.flatMap(({ id }) => exportedAs[id] ?? [id])}
        namesOff={namesOff}
      />
    </>
  )
}
