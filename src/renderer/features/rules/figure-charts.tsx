import { BarChart, LineChart } from '@mantine/charts'
import { useMemo } from 'react'
import type { TriageMeasures } from '../../../shared/contract/rules.ts'
import { formatCount } from '../../components/format-count.ts'
import { ChartPanel } from './chart-panel.tsx'
import classes from './charts.module.css'
import type { RuleWithDecisions } from './decisions-drawer.tsx'
import {
  decisionTitle,
  fewestForRate,
  inOrder,
  monthShort,
  overridesTitle,
  priorityName,
  ratedOverrides,
  ratedReturns,
  returnsTitle,
  waitsTitle,
} from './figure-words.ts'
import { percent } from './words.ts'

interface FigureProps {
  measures: TriageMeasures
  asTables: boolean
}

/** Colours that stay apart for colour-blind readers, in both schemes; shape and dashes tell them apart as well. */
const seriesColours = ['var(--cw-chart-1)', 'var(--cw-chart-2)', 'var(--cw-chart-3)', 'var(--cw-chart-4)']
const dashes = [undefined, '6 3', '2 3', '8 3 2 3'] as const

/** The focus belongs to the button beside the chart, which opens the same figures as a table. */
const quiet = { accessibilityLayer: false }
const axis = { axisLabel: classes.axisLabel! }
const most = 12
const barHeight = 34

/** Receipt to first contact by priority: the middle child, and nine in ten. */
export function WaitsFigure({ measures, asTables }: FigureProps) {
  const waits = inOrder(measures.achievedWaits)
  return (
    <ChartPanel
      title={waitsTitle(waits)}
      description="Days from receipt to first contact, of children first seen in the 12 months"
      asTables={asTables}
      table={{
        headers: [
          'Priority',
          'Children seen',
          'Half within (days)',
          'Nine in ten within (days)',
          'Within target',
        ],
        rows: waits.map(({ priority, count, medianDays, ninetiethDays, withinTarget }) => [
          priorityName(priority),
          formatCount(count),
          formatCount(Math.round(medianDays)),
          formatCount(Math.round(ninetiethDays)),
          percent(withinTarget, count),
        ]),
      }}
      chart={
        <BarChart
          h={Math.max(140, waits.length * 54 + 70)}
          data={waits.map(({ priority, medianDays, ninetiethDays }) => ({
            priority: priorityName(priority),
            half: Math.round(medianDays),
            nineInTen: Math.round(ninetiethDays),
          }))}
          dataKey="priority"
          orientation="vertical"
          yAxisProps={{ width: 84 }}
          xAxisLabel="Days from receipt to first contact"
          withLegend
          barChartProps={quiet}
          classNames={axis}
          series={[
            { name: 'half', label: 'Half seen within', color: seriesColours[0]! },
            { name: 'nineInTen', label: 'Nine in ten within', color: seriesColours[1]! },
          ]}
        />
      }
    />
  )
}

/** Decisions that departed from the suggestion, by rule. */
export function OverridesFigure({
  measures,
  asTables,
  onDecisions,
}: FigureProps & { onDecisions: (rule: RuleWithDecisions) => void }) {
  const rated = ratedOverrides(measures.overrides)
  return (
    <ChartPanel
      title={overridesTitle(measures.overrides)}
      description={`Share of decisions otherwise than suggested while the rule fired, 12 months, rules with ${fewestForRate} decisions or more`}
      asTables={asTables}
      table={{
        headers: ['Rule', 'Decisions', 'Otherwise', 'Share'],
        rows: measures.overrides.map(({ ruleId, name, made, otherwise }) => [
          `${ruleId} ${name}`,
          {
            text: formatCount(made),
            label: `Show the decisions with ${ruleId}: ${formatCount(made)}`,
            onOpen: () => onDecisions({ id: ruleId, name }),
          },
          {
            text: formatCount(otherwise),
            label: `Show the decisions otherwise than ${ruleId} suggests: ${formatCount(otherwise)}`,
            onOpen: () => onDecisions({ id: ruleId, name, onlyOtherwise: true }),
          },
          percent(otherwise, made),
        ]),
      }}
      chart={
        <BarChart
          h={Math.max(120, Math.min(rated.length, most) * barHeight + 60)}
          data={rated.slice(0, most).map(({ ruleId, rate }) => ({ rule: ruleId, rate }))}
          dataKey="rule"
          orientation="vertical"
          yAxisProps={{ width: 56 }}
          xAxisProps={{ domain: [0, 100] }}
          xAxisLabel="Decided otherwise, % of decisions with the rule"
          valueFormatter={(value) => `${value} %`}
          barChartProps={quiet}
          classNames={axis}
          series={[{ name: 'rate', label: 'Decided otherwise', color: seriesColours[0]! }]}
        />
      }
    />
  )
}

/** Receipt to decision, month by month: all services together and each alone. */
export function DecisionFigure({
  measures,
  asTables,
  services,
}: FigureProps & { services: readonly { id: string; name: string }[] }) {
  const { lines, data, rows } = useMemo(() => {
    const months = [...new Set(measures.timeToDecision.map(({ month }) => month))].toSorted()
    const ids = [...new Set(measures.timeToDecision.map(({ serviceId }) => serviceId))]
    const nameOf = (id: string | null) =>
      id === null ? 'All services' : (services.find((service) => service.id === id)?.name ?? id)
    const found = [...ids.filter((id) => id === null), ...ids.filter((id) => id !== null)].map(
      (id, index) => ({
        id,
        key: id ?? 'all',
        name: nameOf(id),
        index,
      }),
    )
    const at = (month: string, id: string | null) =>
      measures.timeToDecision.find((each) => each.month === month && each.serviceId === id)
    return {
      lines: found,
      data: months.map((month) => ({
        month: monthShort(month),
        ...Object.fromEntries(found.map(({ key, id }) => [key, at(month, id)?.medianDays ?? null])),
      })),
      rows: months.map((month) => [
        monthShort(month),
        ...found.map(({ id }) => {
          const each = at(month, id)
          return each === undefined
            ? '—'
            : `${Math.round(each.medianDays)} (${formatCount(each.count)} decisions)`
        }),
      ]),
    }
  }, [measures.timeToDecision, services])
  return (
    <ChartPanel
      title={decisionTitle(measures.timeToDecision)}
      description="Days from receipt to triage decision, the middle decision of each month"
      asTables={asTables}
      table={{ headers: ['Month', ...lines.map(({ name }) => name)], rows }}
      chart={
        <LineChart
          h={260}
          data={data}
          dataKey="month"
          yAxisLabel="Days (median)"
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          connectNulls
          curveType="linear"
          lineChartProps={quiet}
          classNames={axis}
          yAxisProps={{ domain: [0, 'auto'] }}
          series={lines.map(({ key, name, index }) => ({
            name: key,
            label: name,
            color: seriesColours[index % seriesColours.length]!,
            ...(dashes[index % dashes.length] && { strokeDasharray: dashes[index % dashes.length] }),
          }))}
        />
      }
    />
  )
}

/** Referrals not accepted, redirected or sent back with a question, by who referred. */
export function ReturnsFigure({ measures, asTables }: FigureProps) {
  const rated = ratedReturns(measures.returnRates)
  return (
    <ChartPanel
      title={returnsTitle(measures.returnRates)}
      description={`Share of referrals not accepted, redirected or sent back with a question, 12 months, referrers with ${fewestForRate} decisions or more`}
      asTables={asTables}
      table={{
        headers: ['Referrer', 'Decided', 'Returned', 'Share'],
        rows: measures.returnRates.map(({ label, decided, returned }) => [
          label,
          formatCount(decided),
          formatCount(returned),
          percent(returned, decided),
        ]),
      }}
      chart={
        <BarChart
          h={Math.max(120, Math.min(rated.length, most) * barHeight + 60)}
          data={rated.slice(0, most).map(({ label, rate }) => ({ referrer: label, rate }))}
          dataKey="referrer"
          orientation="vertical"
          yAxisProps={{ width: 170 }}
          xAxisProps={{ domain: [0, 100] }}
          xAxisLabel="Returned, % of referrals decided"
          valueFormatter={(value) => `${value} %`}
          barChartProps={quiet}
          classNames={axis}
          series={[{ name: 'rate', label: 'Returned', color: seriesColours[0]! }]}
        />
      }
    />
  )
}
