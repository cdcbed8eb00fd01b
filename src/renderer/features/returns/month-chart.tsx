import { BarChart } from '@mantine/charts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './returns.module.css'
import { changeWords } from './month-differences.tsx'
import { monthWords } from './wording.ts'

/** Fewer months than this are read in the table of changes. */
const fewest = 3
const most = 13

interface MonthTotal {
  month: string
  total: number
  how: string
}

/** The finding: how the list moved from the first month shown to the last. */
export function totalsTitle(totals: readonly MonthTotal[]): string {
  const first = totals[0]
  const last = totals.at(-1)
  if (first === undefined || last === undefined) return ''
  const change = last.total - first.total
  if (change === 0)
    return `As many children wait as in ${monthWords(first.month)}: ${formatCount(last.total)}`
  const share = first.total === 0 ? '' : ` (${Math.abs((change / first.total) * 100).toFixed(1)} %)`
  return `${formatCount(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} children wait than in ${monthWords(first.month)}${share}`
}

function monthShort(month: string): string {
  const [name = '', year = ''] = monthWords(month).split(' ')
  return `${name.slice(0, 3)} ${year.slice(2)}`
}

/** Children waiting at the end of each month: as signed before, as counted for the month shown. */
export function MonthChart({ month, total }: { month: string; total: number }) {
  const procedures = useProcedures()
  const signed = useQuery(procedures.signedReturns.list.queryOptions({ input: { offset: 0, limit: 100 } }))
  const totals = useMemo((): MonthTotal[] => {
    const before = (signed.data?.rows ?? [])
      .filter((each) => each.isLatest && each.month < month)
      .map((each) => ({ month: each.month, total: each.total, how: 'Signed' }))
      .toSorted((a, b) => a.month.localeCompare(b.month))
    return [...before, { month, total, how: 'This month' }].slice(-most)
  }, [signed.data, month, total])
  if (totals.length < fewest) return null
  return (
    <Charts>
      <ChartPanel
        title={totalsTitle(totals)}
        description="Children waiting at the end of each month, all lines: as signed, and as counted for this month"
        asTables={false}
        table={{
          headers: ['Month', 'Children waiting', 'Change', 'Figures'],
          rows: totals.map(({ month: each, total: count, how }, index) => [
            monthWords(each),
            formatCount(count),
            index === 0 ? '' : changeWords(count - totals[index - 1]!.total),
            how,
          ]),
        }}
        chart={
          <BarChart
            h={240}
            data={totals.map((each) => ({ month: monthShort(each.month), total: each.total }))}
            dataKey="month"
            yAxisLabel="Children waiting"
            yAxisProps={{ domain: [0, 'auto'], width: 64 }}
            valueFormatter={formatCount}
            barChartProps={{ accessibilityLayer: false }}
            classNames={{ axisLabel: classes.axisLabel! }}
            series={[{ name: 'total', label: 'Children waiting', color: 'var(--cw-chart-1)' }]}
          />
        }
      />
    </Charts>
  )
}
