import { LineChart } from '@mantine/charts'
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { QualityRuleFigure } from '../../../shared/contract/data-quality.ts'
import { sourceOfReferralWords } from '../../../shared/format/source-of-referral.ts'
import { formatCount } from '../../components/format-count.ts'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './data-quality.module.css'
import { monthWords, shareWords, trendTitle } from './words.ts'

export interface RuleFiguresProps {
  figure: QualityRuleFigure
  asAt: string
  keptSince: string | null
  /** The source that the list is narrowed to; absent for all. */
  source: string | null | undefined
  onSource: (source: string | null | undefined) => void
}

/** How the gaps of one rule move, and which sources of referral they come from. */
export function RuleFigures({ figure, asAt, keptSince, source, onSource }: RuleFiguresProps) {
  const points = [
    ...figure.months.map((each) => ({ label: monthWords(each.month), ...each })),
    { label: 'Now', failed: figure.failed, applicable: figure.applicable, month: asAt.slice(0, 7) },
  ]
  const percent = ({ failed, applicable }: { failed: number; applicable: number }) =>
    applicable === 0 ? null : Math.round((1000 * failed) / applicable) / 10
  return (
    <Charts>
      <ChartPanel
        title={trendTitle(figure)}
        description={
          keptSince === null
            ? 'Share of open referrals with this gap. No month is kept yet: the first is kept while it runs.'
            : `Share of open referrals with this gap, as counted last in each month. Kept since ${monthWords(keptSince)}.`
        }
        asTables={figure.months.length === 0}
        table={{
          headers: ['Month', 'To fix', 'Of', 'Share'],
          rows: points.map((each) => [
            each.label,
            formatCount(each.failed),
            formatCount(each.applicable),
            shareWords(each.failed, each.applicable),
          ]),
        }}
        chart={
          <LineChart
            h={190}
            data={points.map((each) => ({ month: each.label, share: percent(each) }))}
            dataKey="month"
            yAxisLabel="% with this gap"
            curveType="linear"
            lineChartProps={{ accessibilityLayer: false }}
            classNames={{ axisLabel: classes.axisLabel! }}
            yAxisProps={{ domain: [0, 'auto'], width: 56 }}
            valueFormatter={(value) => `${value} %`}
            series={[{ name: 'share', label: 'Share with this gap', color: 'var(--cw-chart-1)' }]}
          />
        }
      />
      <Sources figure={figure} source={source} onSource={onSource} />
    </Charts>
  )
}

function Sources({ figure, source, onSource }: Pick<RuleFiguresProps, 'figure' | 'source' | 'onSource'>) {
  const failing = figure.sources.filter(({ failed }) => failed > 0)
  const rest = figure.sources.length - failing.length
  const [worst] = failing
  const title =
    worst === undefined
      ? 'No source of referral has this gap'
      : `Most come from ${sourceOfReferralWords(worst.source).toLocaleLowerCase('en-GB')}: ${formatCount(worst.failed)} of ${formatCount(figure.failed)}`
  return (
    <section className={classes.sources} aria-labelledby="sources-title">
      <div className={classes.sourcesHead}>
        <div>
          <h2 id="sources-title">{title}</h2>
          <p className={classes.hint}>
            By source of referral, as it is recorded. A number opens its list below.
          </p>
        </div>
        {source !== undefined && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={() => onSource(undefined)}
          >
            All sources
          </Button>
        )}
      </div>
      {failing.length > 0 && (
        <div className={classes.sourcesBox}>
          <table className={classes.table} aria-label="Gaps by source of referral">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col" className={classes.number}>
                  To fix
                </th>
                <th scope="col" className={classes.number}>
                  Of
                </th>
                <th scope="col" className={classes.number}>
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {failing.map((each) => (
                <tr key={each.source ?? ''} aria-current={each.source === source ? 'true' : undefined}>
                  <th scope="row">{sourceOfReferralWords(each.source)}</th>
                  <td className={classes.number}>
                    <button
                      type="button"
                      className={classes.plainLink}
                      aria-label={`List ${formatCount(each.failed)} from ${sourceOfReferralWords(each.source)}`}
                      onClick={() => onSource(each.source)}
                    >
                      {formatCount(each.failed)}
                    </button>
                  </td>
                  <td className={classes.number}>{formatCount(each.applicable)}</td>
                  <td className={classes.number}>{shareWords(each.failed, each.applicable)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest > 0 && (
        <p className={classes.hint}>
          {formatCount(rest)} {failing.length > 0 ? 'other ' : ''}
          {rest === 1 ? 'source has' : 'sources have'} none.
        </p>
      )}
      {figure.sourcesLeftOut > 0 && (
        <p className={classes.hint}>
          {formatCount(figure.sourcesLeftOut)} more sources with fewer gaps are not listed.
        </p>
      )}
    </section>
  )
}
