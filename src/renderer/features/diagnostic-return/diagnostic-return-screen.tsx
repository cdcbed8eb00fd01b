import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconEar } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { behindColumns } from '../returns/behind-columns.tsx'
import { ListDrawer } from '../returns/list-drawer.tsx'
import { MonthHead, MonthScreen, type MonthShown } from '../returns/month-screen.tsx'
import { childrenWords, instantWords, monthWords } from '../returns/wording.ts'
import { BandsFigure } from './bands-figure.tsx'
import { DiagnosticExport } from './diagnostic-export.tsx'
import { DiagnosticNumbers } from './diagnostic-numbers.tsx'
import classes from './diagnostic-return.module.css'
import type { DiagnosticFigure } from './figures.ts'

/** Without the bands of the other return. */
const columns = behindColumns.filter(({ id }) => id !== 'band')
const noun = { one: 'child', many: 'children' }

/** The audiology six-week list: who waits by week, and who was assessed in the month. */
export default function DiagnosticReturnScreen() {
  return (
    <MonthScreen
      title="Audiology six weeks"
      empty="The six-week list is counted from audiology referrals. Import a list or register a referral, and every month from the first received date stands here."
    >
      {(shown) => <ListOfMonth key={shown.month} shown={shown} />}
    </MonthScreen>
  )
}

function ListOfMonth({ shown: chosen }: { shown: MonthShown }) {
  const { month } = chosen
  const { person } = useWork()
  const procedures = useProcedures()
  const answer = useQuery(procedures.diagnosticReturn.get.queryOptions({ input: { month } }))
  const [opened, setOpened] = useState<DiagnosticFigure | null>(null)
  const shown = answer.data
  return (
    <>
      <MonthHead
        shown={chosen}
        description={
          <>
            Children waiting for a first audiology contact, in the weekly bands of the diagnostics return
            (DM01)
            {shown && (
              <>
                , at the end of {formatLongDate(shown.censusDate)}
                {!shown.ended && ', which is not over yet'}; as known at {instantWords(shown.computedAt)}
              </>
            )}
            . Every number opens the children behind it.
          </>
        }
        actions={
          shown && mayCall(access.diagnosticReturn.export, person.roles) && <DiagnosticExport month={month} />
        }
      />
      {answer.error ? (
        refusalOf(answer.error).kind === 'not_found' ? (
          <EmptyState title="No audiology service" icon={IconEar}>
            {refusalOf(answer.error).message}
          </EmptyState>
        ) : (
          <Problem
            refusal={refusalOf(answer.error)}
            title="The list could not be counted"
            onRetry={() => void answer.refetch()}
          />
        )
      ) : shown ? (
        <>
          <DiagnosticNumbers figures={shown} onOpen={setOpened} />
          <BandsFigure figures={shown} onOpen={setOpened} />
          <Definition figures={shown} />
        </>
      ) : (
        <Loader aria-label={`Counting ${monthWords(month)}`} />
      )}
      <ListDrawer
        title={opened && `${childrenWords(opened.count)} ${opened.words}`}
        words={`Audiology six-week list for ${monthWords(month)}`}
        onClose={() => setOpened(null)}
      >
        {opened && <ChildrenOf key={opened.cell} month={month} figure={opened} />}
      </ListDrawer>
    </>
  )
}

function ChildrenOf({ month, figure: { cell, words } }: { month: string; figure: DiagnosticFigure }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const source = usePagedRows<ReturnCellRow>({
    queryKey: ['diagnosticReturn', 'children', month, cell],
    fetchPage: (page, signal) => client.diagnosticReturn.children({ month, cell, ...page }, { signal }),
    changedBy: ['referral', 'import', 'service'],
  })
  return (
    <DataGrid
      label={`Children ${words}`}
      noun={noun}
      columns={columns}
      source={source}
      rowKey={(row) => `${row.referralId} ${row.leftOn ?? ''}`}
      rowLabel={displayName}
      onOpen={(row) => row.childId !== '' && navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
    />
  )
}

function Definition({ figures: { services } }: { figures: DiagnosticReturn }) {
  return (
    <p className={classes.note}>
      Counted: {services.join(', ')}. Weeks are full weeks from receipt, so the 42nd day is six weeks. Planned
      children count from their due date. These are working figures: submit them through the national
      collection.
    </p>
  )
}
