import { LineChart } from '@mantine/charts'
import { Button, Loader } from '@mantine/core'
import { IconChartLine } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { qualityRule } from '../../../shared/codes/data-quality-rules.ts'
import type { QualityFigures, ServiceQuality } from '../../../shared/contract/data-quality.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './data-quality.module.css'
import { QualityLayout } from './quality-layout.tsx'
import { useQualityFigures } from './use-quality.ts'
import { monthWords, referralCount, ruleHref, scoresTitle, scoreWords } from './words.ts'

const colours = ['var(--cw-chart-1)', 'var(--cw-chart-2)', 'var(--cw-chart-3)', 'var(--cw-chart-4)']
const dashes = [undefined, '6 3', '2 3', '8 3 2 3'] as const

/** The score of each service over the kept months, and what each rule takes from it. */
export default function ScoreScreen() {
  const figures = useQualityFigures()
  const [asTables, setAsTables] = useState(false)
  const kept = figures.data?.keptSince
  return (
    <QualityLayout
      part="score"
      title="Data quality score"
      description={
        <>
          The weighted share of what each open referral should have and has, from 0 to 100. Each signed return
          carries it.{' '}
          {kept === null
            ? 'No month is kept yet: the first is kept while it runs.'
            : kept === undefined
              ? ''
              : `Kept since ${monthWords(kept)}: a month that is over never changes.`}
        </>
      }
      actions={
        <Button variant="default" onClick={() => setAsTables(!asTables)}>
          {asTables ? 'Show charts' : 'Show all as tables'}
        </Button>
      }
    >
      {figures.error ? (
        <Problem refusal={refusalOf(figures.error)} onRetry={() => void figures.refetch()} />
      ) : figures.data === undefined ? (
        <p role="status" className={classes.counting}>
          <Loader size="sm" aria-hidden /> Looking at every open referral
        </p>
      ) : figures.data.referrals === 0 ? (
        <EmptyState title="Nothing to score" icon={IconChartLine}>
          A service has a score while it has open referrals.
        </EmptyState>
      ) : (
        <Scores key={String(asTables)} figures={figures.data} asTables={asTables} />
      )}
    </QualityLayout>
  )
}

function Scores({ figures: { services, asAt }, asTables }: { figures: QualityFigures; asTables: boolean }) {
  const months = [
    ...new Set(services.flatMap((service) => service.months.map(({ month }) => month))),
  ].toSorted()
  const keptOf = (service: ServiceQuality, month: string) =>
    service.months.find((each) => each.month === month)
  const lines = services.filter(
    ({ score, months: own }) => score !== null || own.some((each) => each.score !== null),
  )
  return (
    <>
      <Charts>
        <ChartPanel
          title={scoresTitle(services)}
          description={`Points out of 100, as counted last in each month, and now (${formatDate(asAt)})`}
          asTables={asTables || months.length === 0}
          table={{
            headers: ['Month', ...lines.map(({ serviceName }) => serviceName)],
            rows: [
              ...months.map((month) => [
                monthWords(month),
                ...lines.map((service) => {
                  const kept = keptOf(service, month)
                  return kept === undefined
                    ? 'Not kept'
                    : `${scoreWords(kept.score)} (${referralCount(kept.referrals)}, ${formatDate(kept.countedOn)})`
                }),
              ]),
              [
                'Now',
                ...lines.map(({ score, referrals }) => `${scoreWords(score)} (${referralCount(referrals)})`),
              ],
            ],
          }}
          chart={
            <LineChart
              h={280}
              data={[
                ...months.map((month) => ({
                  month: monthWords(month),
                  ...Object.fromEntries(
                    lines.map((service) => [service.serviceId, keptOf(service, month)?.score ?? null]),
                  ),
                })),
                {
                  month: 'Now',
                  ...Object.fromEntries(lines.map(({ serviceId, score }) => [serviceId, score])),
                },
              ]}
              dataKey="month"
              yAxisLabel="Points out of 100"
              withLegend
              legendProps={{ verticalAlign: 'bottom' }}
              connectNulls
              curveType="linear"
              lineChartProps={{ accessibilityLayer: false }}
              classNames={{ axisLabel: classes.axisLabel! }}
              yAxisProps={{ domain: ['dataMin - 1', 'dataMax + 1'], width: 60, allowDecimals: false }}
              valueFormatter={(value) => value.toFixed(1)}
              series={lines.map(({ serviceId, serviceName }, index) => ({
                name: serviceId,
                label: serviceName,
                color: colours[index % colours.length]!,
                ...(dashes[index % dashes.length] && { strokeDasharray: dashes[index % dashes.length] }),
              }))}
            />
          }
        />
      </Charts>
      <div className={classes.services}>
        {services.map((service) => (
          <Contributions key={service.serviceId} service={service} />
        ))}
      </div>
    </>
  )
}

/** What takes points from a service’s score, the costliest first. */
function Contributions({ service }: { service: ServiceQuality }) {
  const costly = service.rules.filter(({ failed, weight }) => failed > 0 && weight > 0)
  const id = `score-${service.serviceId}`
  return (
    <section className={classes.service} aria-labelledby={id}>
      <h2 id={id}>
        {service.serviceName}: {scoreWords(service.score)}
      </h2>
      <p className={classes.hint}>
        {service.score === null
          ? 'No open referral, so nothing to score.'
          : `${referralCount(service.referrals)} open. 100 less what these rules take, weight by gaps:`}
      </p>
      {costly.length === 0 ? (
        service.score !== null && <p className={classes.hint}>Nothing: every scored rule is met.</p>
      ) : (
        <table className={classes.table} aria-label={`What takes points from ${service.serviceName}`}>
          <thead>
            <tr>
              <th scope="col">Gap</th>
              <th scope="col" className={classes.number}>
                Gaps
              </th>
              <th scope="col" className={classes.number}>
                Weight
              </th>
              <th scope="col" className={classes.number}>
                Points
              </th>
            </tr>
          </thead>
          <tbody>
            {costly.map(({ ruleId, failed, weight, lost }) => (
              <tr key={ruleId}>
                <th scope="row">
                  <Link href={ruleHref(ruleId)}>{qualityRule(ruleId).name}</Link>
                </th>
                <td className={classes.number}>{formatCount(failed)}</td>
                <td className={classes.number}>{weight}</td>
                <td className={classes.number}>{lost === 0 ? '< 0.1' : `−${lost.toFixed(1)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
