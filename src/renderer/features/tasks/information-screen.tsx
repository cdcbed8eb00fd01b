import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChecklist,
  IconFileCheck,
  IconPhoneCall,
  IconRefresh,
} from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { chaseChannelLabels } from '../../../shared/codes/chase-channels.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { AwaitedRow } from '../../../shared/contract/tasks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { BornText, bornText, DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import { ArrivedDialog, AskAgainDialog, ChaseDialog } from './information-dialogs.tsx'
import { TaskViews } from './task-views.tsx'
import classes from './tasks.module.css'

const noun = { one: 'referral', many: 'referrals' }
type Step = 'chase' | 'arrived' | 'again'

/** "12-Mar-2026 by letter". */
export function nextChaseWords(row: Pick<AwaitedRow, 'nextChannel' | 'chaseOn' | 'chases'>): string {
  if (row.chases >= 3) return `${formatDate(row.chaseOn)} a clinician decides`
  return `${formatDate(row.chaseOn)} ${chaseChannelLabels[row.nextChannel]}`
}

function columnsFor(
  today: string,
  act: ((row: AwaitedRow, step: Step) => void) | null,
): Column<AwaitedRow>[] {
  const actions: Column<AwaitedRow> = {
    id: 'actions',
    header: 'Record',
    width: 264,
    required: true,
    text: () => '',
    cell: (row) => (
      <span className={classes.rowActions}>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconFileCheck size={14} aria-hidden />}
          onClick={() => act?.(row, 'arrived')}
        >
          It came<span className="cw-hidden"> for {displayName(row)}</span>
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPhoneCall size={14} aria-hidden />}
          onClick={() => act?.(row, 'chase')}
        >
          Chased<span className="cw-hidden"> for {displayName(row)}</span>
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => act?.(row, 'again')}
        >
          Ask anew<span className="cw-hidden"> for {displayName(row)}</span>
        </Button>
      </span>
    ),
  }
  return [
    {
      id: 'child',
      header: 'Child',
      width: 172,
      sticky: true,
      rowHeader: true,
      required: true,
      opens: true,
      text: displayName,
    },
    {
      id: 'awaited',
      header: 'Awaited for',
      width: 172,
      text: (row) => waitText(row.daysAwaited),
      cell: (row) => <WaitText days={row.daysAwaited} />,
    },
    { id: 'missing', header: 'Still missing', width: 280, text: (row) => row.missing.join(', ') },
    {
      id: 'next',
      header: 'Chase next',
      width: 288,
      text: (row) => `${nextChaseWords(row)}${row.chaseOn < today ? ', overdue' : ''}`,
      cell: (row) => (
        <span className={classes.due}>
          {row.chaseOn < today && (
            <ToneBadge tone="danger" icon={IconAlertTriangle}>
              Overdue
            </ToneBadge>
          )}
          {nextChaseWords(row)}
        </span>
      ),
    },
    ...(act === null ? [] : [actions]),
    {
      id: 'last',
      header: 'Last chase',
      width: 216,
      text: (row) =>
        row.lastChase === null
          ? 'Not yet'
          : `${formatDate(row.lastChase.on)} ${chaseChannelLabels[row.lastChase.channel]} (${row.chases})`,
    },
    { id: 'arrived', header: 'Came already', width: 216, text: (row) => row.arrived.join(', ') },
    {
      id: 'asked',
      header: 'First asked',
      width: 116,
      text: (row) => formatDate(row.askedOn),
      cell: (row) => <DateText date={row.askedOn} />,
    },
    { id: 'service', header: 'Service', width: 216, text: (row) => row.serviceName },
    {
      id: 'waited',
      header: 'Waited',
      width: 172,
      text: (row) => waitText(row.daysWaited),
      cell: (row) => <WaitText days={row.daysWaited} />,
    },
    {
      id: 'born',
      header: 'Born',
      width: 184,
      text: (row) => bornText(row.dateOfBirth, today),
      cell: (row) => <BornText dateOfBirth={row.dateOfBirth} on={today} />,
    },
  ]
}

/** Referrals that wait for information, the oldest request first: what is missing, when it was chased, what came. */
export function InformationScreen() {
  const { today, person } = useWork()
  const services = useServiceScope()
  const client = useClient()
  const [, navigate] = useLocation()
  const mayRecord = mayCall(access.tasks.chase, person.roles)
  const [doing, setDoing] = useState<{ row: AwaitedRow; step: Step } | null>(null)
  const source = usePagedRows<AwaitedRow>({
    queryKey: ['tasks-awaited', services ?? null],
    fetchPage: (page, signal) =>
      client.tasks.awaited({ ...page, ...(services ? { services } : {}) }, { signal }),
    changedBy: ['referral', 'import'],
  })
  const { refresh } = source
  useEffect(() => refresh(), [refresh])
  const columns = useMemo(
    () => columnsFor(today, mayRecord ? (row, step) => setDoing({ row, step }) : null),
    [today, mayRecord],
  )
  const [prefs, setPrefs] = useColumnPrefs('tasks-awaited', columns)
  const dialog = doing && {
    row: doing.row,
    onClose: () => setDoing(null),
    onDone: refresh,
  }
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Information awaited"
        description="More was asked for before a triage decision. The clock keeps running: chase by telephone, then by letter, then through the referrer."
      />
      <TaskViews current="information" />
      <DataGrid
        label="Information awaited"
        noun={noun}
        columns={columns}
        source={source}
        rowKey={(row) => row.referralId}
        rowLabel={displayName}
        sortWords="the first request, oldest first"
        onOpen={(row) => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        empty={
          <EmptyState title="No information is awaited" icon={IconChecklist}>
            Referrals appear here when somebody asks for more before deciding at triage.
          </EmptyState>
        }
      />
      {dialog && doing.step === 'chase' && <ChaseDialog {...dialog} />}
      {dialog && doing.step === 'arrived' && <ArrivedDialog {...dialog} />}
      {dialog && doing.step === 'again' && <AskAgainDialog {...dialog} />}
    </div>
  )
}

export default InformationScreen
