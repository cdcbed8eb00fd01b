import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconReportAnalytics } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Redirect, useParams } from 'wouter'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { MonthEnd } from './month-end.tsx'
import { useLastPlace } from './month-state.ts'
import classes from './returns.module.css'
import { ReturnsTabs } from './returns-tabs.tsx'
import { stepAddress, stepOf } from './steps.ts'

/** Month end: the path from choosing a month to its signed return, at the month and step that the address names. */
export default function ReturnsScreen() {
  const procedures = useProcedures()
  const months = useQuery(procedures.returns.months.queryOptions())
  const { month, step } = useParams<{ month?: string; step?: string }>()
  const [last, remember] = useLastPlace()
  const known = months.data?.months
  const isKnown = month !== undefined && known?.includes(month) === true
  useEffect(() => {
    if (isKnown) remember({ month, step: stepOf(step) })
  }, [isKnown, month, step, remember])

  if (months.data && known) {
    const [newest] = known
    if (newest !== undefined) {
      if (isKnown) return <MonthEnd months={months.data} month={month} step={stepOf(step)} />
      const proposed = months.data.latestEnded ?? newest
      const place =
        last !== null && known.includes(last.month) ? last : { month: proposed, step: stepOf(step) }
      return <Redirect to={stepAddress(place.month, place.step)} replace />
    }
  }
  return (
    <div className={classes.screen}>
      <PageHeader title="Returns" />
      <ReturnsTabs />
      {months.error ? (
        <Problem
          refusal={refusalOf(months.error)}
          title="The months could not be read"
          onRetry={() => void months.refetch()}
        />
      ) : months.data ? (
        <EmptyState title="No referrals yet" icon={IconReportAnalytics}>
          The monthly return is counted from referrals. Import a list or register a referral, and every month
          from the first received date stands here.
        </EmptyState>
      ) : (
        <Loader aria-label="Reading the months" />
      )}
    </div>
  )
}
