import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconReportAnalytics } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatLongDate, shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { ChecksList } from './checks-list.tsx'
import { ChildrenDrawer } from './children-drawer.tsx'
import { Differences } from './differences.tsx'
import { ExportButtons, ExportOutcome, useReturnExport } from './export-buttons.tsx'
import { type FigureAsked, OpenFigureProvider } from './figure.tsx'
import { FiguresTable } from './figures-table.tsx'
import { MonthPicker } from './month-picker.tsx'
import { useAddressedMonth, useChosenMonth } from './month-state.ts'
import { ReconciliationLedger } from './reconciliation-ledger.tsx'
import { ReturnsTabs } from './returns-tabs.tsx'
import classes from './returns.module.css'
import { instantWords, monthWords } from './wording.ts'

const title = 'Returns'

/** The monthly return: figures, checks, reconciliation, what changed since the last export, and the export. */
export default function ReturnsScreen() {
  const procedures = useProcedures()
  const months = useQuery(procedures.returns.months.queryOptions())
  const [chosen, choose] = useChosenMonth()
  useAddressedMonth(choose)

  if (months.error) {
    return (
      <div className={classes.screen}>
        <PageHeader title={title} />
        <Problem
          refusal={refusalOf(months.error)}
          title="The months could not be read"
          onRetry={() => void months.refetch()}
        />
      </div>
    )
  }
  if (!months.data) {
    return (
      <div className={classes.screen}>
        <PageHeader title={title} />
        <Loader aria-label="Reading the months" />
      </div>
    )
  }
  const [newest] = months.data.months
  if (newest === undefined) {
    return (
      <div className={classes.screen}>
        <PageHeader title={title} />
        <EmptyState title="No referrals yet" icon={IconReportAnalytics}>
          The monthly return is counted from referrals. Import a list or register a referral, and every month
          from the first received date stands here.
        </EmptyState>
      </div>
    )
  }
  const known = chosen !== null && months.data.months.includes(chosen)
  return (
    <ReturnOfMonth
      months={months.data.months}
      month={known ? chosen : (months.data.latestEnded ?? newest)}
      onChoose={choose}
    />
  )
}

interface ReturnOfMonthProps {
  months: readonly string[]
  month: string
  onChoose: (month: string) => void
}

function ReturnOfMonth({ months, month, onChoose }: ReturnOfMonthProps) {
  const { person, serviceId } = useWork()
  const procedures = useProcedures()
  const exporting = useReturnExport()
  const answer = useQuery(procedures.returns.chs.queryOptions({ input: { month } }))
  const shown = answer.data
  const mayExport = mayCall(access.returns.export, person.roles)
  return (
    <div className={classes.screen}>
      <PageHeader
        title={title}
        description={
          <>
            Community waiting list for {monthWords(month)}
            {shown && (
              <>
                : children waiting at the end of {formatLongDate(shown.censusDate)}, as known at{' '}
                {instantWords(shown.computedAt)}
              </>
            )}
            . Every number opens the children behind it.
            {serviceId !== null && ' The return covers every service, whichever is chosen at the top.'}
          </>
        }
        actions={
          <>
            <MonthPicker months={months} month={month} onChoose={onChoose} />
            {mayExport && shown && (
              <ExportButtons month={month} checks={shown.checks} exporting={exporting} />
            )}
          </>
        }
      />
      <ReturnsTabs />
      <ExportOutcome month={month} exporting={exporting} />
      {answer.error ? (
        <Problem
          refusal={refusalOf(answer.error)}
          title="The return could not be counted"
          onRetry={() => void answer.refetch()}
        />
      ) : shown ? (
        <ReturnParts answer={shown} onChooseMonth={onChoose} />
      ) : (
        <Loader aria-label={`Counting ${monthWords(month)}`} />
      )}
    </div>
  )
}

interface ReturnPartsProps {
  answer: ChsReturnView
  onChooseMonth: (month: string) => void
}

function ReturnParts({ answer, onChooseMonth }: ReturnPartsProps) {
  const [opened, setOpened] = useState<{ figure: FigureAsked; count: number } | null>(null)
  const open = useCallback((figure: FigureAsked, count: number) => setOpened({ figure, count }), [])
  const previousMonth = shiftDays(`${answer.month}-01`, -1).slice(0, 7)
  if (answer.lines.length === 0) {
    return (
      <>
        <EmptyState title="No service reports here" icon={IconReportAnalytics}>
          Every service is reported through another data set or has no service line. The settings say where
          each is reported.
        </EmptyState>
        <ChecksList checks={answer.checks} />
      </>
    )
  }
  return (
    <OpenFigureProvider value={open}>
      <FiguresTable lines={answer.lines} />
      <ChecksList checks={answer.checks} />
      <ReconciliationLedger answer={answer} previousMonth={previousMonth} onChooseMonth={onChooseMonth} />
      <Differences since={answer.sinceLastExport} />
      <ChildrenDrawer month={answer.month} opened={opened} onClose={() => setOpened(null)} />
    </OpenFigureProvider>
  )
}
