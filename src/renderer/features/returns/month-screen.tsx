import { Loader } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconReportAnalytics } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { MonthPicker } from './month-picker.tsx'
import { ReturnsTabs } from './returns-tabs.tsx'
import classes from './returns.module.css'

export interface MonthShown {
  title: string
  /** Newest first. */
  months: readonly string[]
  month: string
  onChoose: (month: string) => void
}

export interface MonthHeadProps {
  shown: MonthShown
  description: ReactNode
  /** Buttons after the month. */
  actions?: ReactNode
}

/** The head of a screen about one month: its title, the month to choose, and the parts of Returns. */
export function MonthHead({ shown: { title, ...choice }, description, actions }: MonthHeadProps) {
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={
          <>
            <MonthPicker {...choice} />
            {actions}
          </>
        }
      />
      <ReturnsTabs />
    </>
  )
}

export interface MonthScreenProps {
  title: string
  /** What nobody has while there is no referral. */
  empty: string
  children: (shown: MonthShown) => ReactNode
}

const chosenKey = ['returns-other-month']

/**
 * A part of Returns about one month at a time: the last that has ended, until another is chosen. The choice is kept
 * while somebody is signed in and shared by these parts.
 */
export function MonthScreen({ title, empty, children }: MonthScreenProps) {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const months = useQuery(procedures.returns.months.queryOptions())
  const { data: chosen } = useQuery<string | null>({
    queryKey: chosenKey,
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const [newest] = months.data?.months ?? []
  if (months.data === undefined || newest === undefined) {
    return (
      <div className={classes.screen}>
        <PageHeader title={title} />
        <ReturnsTabs />
        {months.error ? (
          <Problem
            refusal={refusalOf(months.error)}
            title="The months could not be read"
            onRetry={() => void months.refetch()}
          />
        ) : months.data ? (
          <EmptyState title="No referrals yet" icon={IconReportAnalytics}>
            {empty}
          </EmptyState>
        ) : (
          <Loader aria-label="Reading the months" />
        )}
      </div>
    )
  }
  const known = chosen !== null && chosen !== undefined && months.data.months.includes(chosen)
  const month = known ? chosen : (months.data.latestEnded ?? newest)
  return (
    <div className={classes.screen}>
      {children({
        title,
        months: months.data.months,
        month,
        onChoose: (next) => void queryClient.setQueryData(chosenKey, next),
      })}
    </div>
  )
}
