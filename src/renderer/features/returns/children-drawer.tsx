import { Drawer } from '@mantine/core'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { useClient } from '../../app/rpc.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import { type FigureAsked, lineName } from './figure.tsx'
import classes from './returns.module.css'
import { bandColumns, childrenWords, leftByWords, monthWords } from './wording.ts'

const noun = { one: 'child', many: 'children' }

function bandWords(band: string | null): string {
  const found = bandColumns.find((each) => each.id === band)
  return found === undefined ? '' : `${found.weeks} weeks`
}

function leftWords({ leftOn, leftBy }: ReturnCellRow): string {
  return leftOn === null ? '' : `${leftByWords(leftBy)}, ${formatDate(leftOn)}`
}

const columns: Column<ReturnCellRow>[] = [
  {
    id: 'child',
    header: 'Child',
    width: 256,
    sticky: true,
    rowHeader: true,
    required: true,
    opens: true,
    text: (row) => (row.childId === '' ? row.familyName : displayName(row)),
  },
  {
    id: 'nhs_number',
    header: 'NHS number',
    width: 124,
    text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
    cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
  },
  {
    id: 'born',
    header: 'Born',
    width: 124,
    text: (row) => formatDate(row.dateOfBirth),
    cell: (row) => <DateText date={row.dateOfBirth === '' ? null : row.dateOfBirth} />,
  },
  {
    id: 'received',
    header: 'Received',
    width: 124,
    text: (row) => formatDate(row.receivedDate),
    cell: (row) => <DateText date={row.receivedDate} />,
  },
  {
    id: 'days',
    header: 'Waited',
    width: 156,
    description: 'Up to the day the figure speaks of, or to the day of leaving before it',
    text: (row) => waitText(row.days),
    cell: (row) => <WaitText days={row.days} />,
  },
  { id: 'band', header: 'Band', width: 124, text: (row) => bandWords(row.band) },
  {
    id: 'left',
    header: 'Left the list',
    width: 248,
    description: 'How and when this wait ended, as known today; empty while it runs',
    text: leftWords,
  },
]

interface BehindProps {
  month: string
  figure: FigureAsked
}

function ChildrenBehind({ month, figure }: BehindProps) {
  const client = useClient()
  const [, navigate] = useLocation()
  const asked = useMemo(
    () => ({ month, line: figure.line, cell: figure.cell, reason: figure.reason ?? null }),
    [month, figure],
  )
  const source = usePagedRows<ReturnCellRow>({
    queryKey: ['returns', 'cell', asked],
    fetchPage: (page, signal) => client.returns.cell({ ...asked, ...page }, { signal }),
    changedBy: ['referral', 'import', 'service'],
  })
  return (
    <DataGrid
      label={`Children ${figure.words}`}
      noun={noun}
      columns={columns}
      source={source}
      rowKey={(row) => `${row.referralId} ${row.leftOn ?? ''} ${row.days}`}
      rowLabel={displayName}
      sortWords="longest wait first"
      onOpen={(row) => row.childId !== '' && navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
    />
  )
}

export interface ChildrenDrawerProps {
  month: string
  /** The figure and what it says; null when none is open. */
  opened: { figure: FigureAsked; count: number } | null
  onClose: () => void
}

/** The children behind a figure, beside the return: as many as the figure says. */
export function ChildrenDrawer({ month, opened, onClose }: ChildrenDrawerProps) {
  return (
    <Drawer
      opened={opened !== null}
      onClose={onClose}
      position="right"
      size="min(72rem, 92vw)"
      title={
        opened && (
          <>
            {childrenWords(opened.count)} {opened.figure.words}
          </>
        )
      }
      closeButtonProps={{ 'aria-label': 'Close the list' }}
      classNames={{ content: classes.drawer!, body: classes.drawerBody!, title: classes.drawerTitle! }}
    >
      {opened && (
        <>
          <p className={classes.drawerWords}>
            {lineName(opened.figure.line)}, return for {monthWords(month)}
          </p>
          <ChildrenBehind
            key={`${opened.figure.line} ${opened.figure.cell} ${opened.figure.reason ?? ''}`}
            month={month}
            figure={opened.figure}
          />
        </>
      )}
    </Drawer>
  )
}
