import { Button, Loader } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconCircleCheck, IconFileZip, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { DataSetReport, DataSetSubject } from '../../../shared/contract/community-data-set.ts'
import { formatDate, formatLongDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import type { Column } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { DateText } from '../../components/date-text.tsx'
import { formatCount } from '../../components/format-count.ts'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { ListDrawer } from '../returns/list-drawer.tsx'
import { MonthHead, MonthScreen, type MonthShown } from '../returns/month-screen.tsx'
import returns from '../returns/returns.module.css'
import { instantWords, monthWords } from '../returns/wording.ts'
import { CodeTables } from './code-tables.tsx'
import classes from './community-data-set.module.css'
import { FieldsTable, type Gap } from './fields-table.tsx'
import { rowsWords } from './wording.ts'

/** The community data set of a month: what it holds, what is missing field by field, the code tables, the files. */
export default function CommunityDataSetScreen() {
  return (
    <MonthScreen
      title="Community data set"
      empty="The data set is made from referrals and contacts. Import a list or register a referral, and every month from the first received date stands here."
    >
      {(shown) => <DataSetOfMonth key={shown.month} shown={shown} />}
    </MonthScreen>
  )
}

function DataSetOfMonth({ shown: chosen }: { shown: MonthShown }) {
  const { month } = chosen
  const procedures = useProcedures()
  const client = useClient()
  const queryClient = useQueryClient()
  const options = procedures.communityDataSet.report.queryOptions({ input: { month } })
  // The last month counted is kept behind this, so coming back asks only whether something was recorded since.
  const answer = useQuery({ ...options, staleTime: 0 })
  const again = useMutation({
    mutationFn: () => client.communityDataSet.report({ month, again: true }),
    onSuccess: (report) => queryClient.setQueryData(options.queryKey, report),
  })
  const [gap, setGap] = useState<Gap | null>(null)
  const [openCodes, setOpenCodes] = useState<string[]>([])
  const report = answer.data
  const error = answer.error ?? again.error
  return (
    <>
      <MonthHead
        shown={chosen}
        description={
          <>
            The tables of the Community Services Data Set (CSDS 1.6) for {monthWords(month)}: every referral
            open in the month and its contacts, checked field by field
            {report && <>, as known at {instantWords(report.computedAt)}</>}.
          </>
        }
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={again.isPending}
              disabled={answer.isPending}
              onClick={() => again.mutate()}
            >
              Check again
            </Button>
            {report && <ExportButton report={report} />}
          </>
        }
      />
      {error && (
        <Problem
          refusal={refusalOf(error)}
          title="The data set could not be checked"
          onRetry={() => again.mutate()}
        />
      )}
      {report ? (
        <>
          {report.isOutOfDate && (
            <Notice
              tone="info"
              icon={IconRefresh}
              title="Something was recorded, or a code given, since this was checked"
            >
              <span>Check again to count it. An export always counts afresh.</span>
            </Notice>
          )}
          <Holds report={report} />
          <FieldsTable
            report={report}
            onOpen={setGap}
            onOpenCodes={(set) => {
              setOpenCodes((before) => [...new Set([...before, set])])
              focusOn(set)
            }}
          />
        </>
      ) : (
        !error && <Loader aria-label={`Checking ${monthWords(month)}`} />
      )}
      <CodeTables opened={openCodes} onOpen={setOpenCodes} />
      <ListDrawer
        title={gap && `${rowsWords(gap.count)} of ${gap.field.table} with ${gap.field.field} ${gap.problem}`}
        words={`${gap?.field.name.toLowerCase() ?? ''}, ${monthWords(month)}. Open one to put it right.`}
        onClose={() => setGap(null)}
      >
        {gap && (
          <Affected key={`${gap.field.table} ${gap.field.field} ${gap.problem}`} month={month} gap={gap} />
        )}
      </ListDrawer>
    </>
  )
}

/** Brings a code table into view and the keyboard to it. */
function focusOn(set: string): void {
  const control = document.querySelector<HTMLElement>(`#codes-${set} button`)
  control?.scrollIntoView({ block: 'start' })
  control?.focus({ preventScroll: true })
}

function Holds({ report }: { report: DataSetReport }) {
  return (
    <section className="cw-panel" aria-labelledby="data-set-holds">
      <h2 id="data-set-holds" className={returns.heading}>
        Rows from {formatLongDate(report.firstDay)} to {formatLongDate(report.lastDay)}
      </h2>
      <dl className={classes.counts}>
        {report.tables.map(({ table, name, rows }) => (
          <div key={table}>
            <dt>
              {table} {name}
            </dt>
            <dd>{formatCount(rows)}</dd>
          </div>
        ))}
      </dl>
      {(report.withoutOutcome > 0 || report.leftOut.length > 0) && (
        <p className={returns.verdict}>
          {report.withoutOutcome > 0 &&
            `${report.withoutOutcome === 1 ? '1 appointment has' : `${formatCount(report.withoutOutcome)} appointments have`} no outcome yet and ${report.withoutOutcome === 1 ? 'is' : 'are'} in no table. `}
          {report.leftOut.length > 0 &&
            `Left out because they are reported through another data set: ${report.leftOut.join(', ')}.`}
        </p>
      )}
    </section>
  )
}

function ExportButton({ report }: { report: DataSetReport }) {
  const { person } = useWork()
  const client = useClient()
  const announce = useAnnounce()
  const [isAsking, setIsAsking] = useState(false)
  const exporting = useMutation({
    async mutationFn() {
      const target = await window.cypWaits.chooseWhereToSave(`community-data-set-${report.month}.zip`)
      if (target === null) return null
      return {
        name: target.name,
        ...(await client.communityDataSet.export({ month: report.month, file: target.token })),
      }
    },
    onSuccess: (saved) => {
      if (saved) announce(`Saved ${saved.name}.`)
    },
  })
  if (!mayCall(access.communityDataSet.export, person.roles)) return null
  const { data: saved, error } = exporting
  return (
    <>
      <Button
        leftSection={<IconFileZip size={16} aria-hidden />}
        loading={exporting.isPending}
        onClick={() => setIsAsking(true)}
      >
        Export ZIP
      </Button>
      <Confirm
        opened={isAsking}
        title={`Export the data set of ${monthWords(report.month)}?`}
        action="Choose where to save"
        cancel="Cancel"
        onConfirm={() => exporting.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {report.verdict} The files identify children: NHS numbers, dates of birth and postcodes. Save them
        only where such data may be. They are no submission: the national service takes the intermediate
        database or XML.
      </Confirm>
      {error && <span role="alert">{refusalOf(error).message}</span>}
      {saved && (
        <Notice tone="success" icon={IconCircleCheck} title={`Saved ${saved.name}`} role="status">
          <span>
            {rowsWords(saved.rows)}. SHA-256 <code className={returns.hash}>{saved.sha256}</code>
          </span>
        </Notice>
      )}
    </>
  )
}

const noun = { one: 'row', many: 'rows' }

const affectedColumns: Column<DataSetSubject>[] = [
  {
    id: 'child',
    header: 'Child',
    width: 256,
    sticky: true,
    rowHeader: true,
    required: true,
    opens: true,
    text: displayName,
  },
  {
    id: 'nhs_number',
    header: 'NHS number',
    width: 132,
    text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
    cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
  },
  {
    id: 'born',
    header: 'Born',
    width: 124,
    text: (row) => formatDate(row.dateOfBirth),
    cell: (row) => <DateText date={row.dateOfBirth} />,
  },
  { id: 'service', header: 'Service', width: 240, text: (row) => row.serviceName },
  {
    id: 'received',
    header: 'Received',
    width: 124,
    text: (row) => formatDate(row.receivedDate),
    cell: (row) => <DateText date={row.receivedDate} />,
  },
]

function Affected({ month, gap: { field, problem } }: { month: string; gap: Gap }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const { table, field: name } = field
  const source = usePagedRows<DataSetSubject>({
    queryKey: ['communityDataSet', 'affected', month, table, name, problem],
    fetchPage: (page, signal) =>
      client.communityDataSet.affected({ month, table, field: name, problem, ...page }, { signal }),
  })
  return (
    <DataGrid
      label={`Rows of ${table} with ${name} ${problem}`}
      noun={noun}
      columns={affectedColumns}
      source={source}
      rowKey={(row) => `${row.place}`}
      rowLabel={displayName}
      onOpen={(row) => navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
    />
  )
}
