import { BarChart } from '@mantine/charts'
import { harmKindLabels, harmKinds, harmLevelLabels, harmLevels } from '../../../shared/codes/waiting-care.ts'
import type { ReviewsSummary } from '../../../shared/contract/reviews.ts'
import { formatCount } from '../../components/format-count.ts'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './waiting-care.module.css'
import { kindTitle, levelTitle } from './words.ts'

interface Bar {
  label: string
  count: number
}

/** The first words of a label, where the whole is too long for an axis. */
function short(label: string): string {
  return label.split(/[:,]/)[0] ?? label
}

function Bars({ bars, width }: { bars: readonly Bar[]; width: number }) {
  return (
    <BarChart
      h={bars.length * 34 + 60}
      data={bars.map(({ label, count }) => ({ label: short(label), count }))}
      dataKey="label"
      orientation="vertical"
      yAxisProps={{ width }}
      xAxisProps={{ allowDecimals: false }}
      xAxisLabel="Reviews"
      barChartProps={{ accessibilityLayer: false }}
      classNames={{ axisLabel: classes.axisLabel! }}
      series={[{ name: 'count', label: 'Reviews', color: 'var(--cw-chart-1)' }]}
    />
  )
}

/** What the long-wait reviews found: how far harm went, and of which kind. */
export function FindingCharts({ summary, asTables }: { summary: ReviewsSummary; asTables: boolean }) {
  const levels = harmLevels.map((level) => ({ label: harmLevelLabels[level], count: summary.byLevel[level] }))
  const kinds = harmKinds.map((kind) => ({ label: harmKindLabels[kind], count: summary.byKind[kind] }))
  const table = (first: string, bars: readonly Bar[]) => ({
    headers: [first, 'Reviews'],
    rows: bars.map(({ label, count }) => [label, formatCount(count)] as const),
  })
  return (
    <Charts key={String(asTables)}>
      <ChartPanel
        title={levelTitle(summary)}
        description="Long-wait reviews of the last 12 months by the level of harm found"
        asTables={asTables}
        table={table('Level of harm', levels)}
        chart={<Bars bars={levels} width={110} />}
      />
      <ChartPanel
        title={kindTitle(summary)}
        description="Long-wait reviews of the last 12 months by kind of harm; one review can name several"
        asTables={asTables}
        table={table('Kind of harm', kinds)}
        chart={<Bars bars={kinds} width={170} />}
      />
    </Charts>
  )
}
