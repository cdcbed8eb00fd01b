import { BarChart } from '@mantine/charts'
import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import { formatCount } from '../../components/format-count.ts'
import returns from '../returns/returns.module.css'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './diagnostic-return.module.css'
import { type DiagnosticFigure, finding, percentWords } from './figures.ts'
import { OpeningNumber } from './opening-number.tsx'

const sixWeeks = 'w6'
const isLate = (fromDays: number) => fromDays >= 42

interface BandsProps {
  figures: DiagnosticReturn
  onOpen: (figure: DiagnosticFigure) => void
}

/** Who waits by full weeks: numbers that open their children, and the same as a chart. */
export function BandsFigure({ figures, onOpen }: BandsProps) {
  const { bands, total } = figures
  return (
    <>
      <section className="cw-panel" aria-labelledby="six-weeks-bands">
        <h2 id="six-weeks-bands" className={returns.heading}>
          Children waiting by full weeks
        </h2>
        <div className={returns.scroller}>
          <table className={`${returns.table} ${classes.weeks}`}>
            <thead>
              <tr>
                <th scope="col">Weeks waited</th>
                {bands.map((band) => (
                  <th key={band.id} scope="col" {...(band.id === sixWeeks && { className: classes.late })}>
                    {band.label}
                  </th>
                ))}
                <th scope="col">Total</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">Children</th>
                {bands.map((band) => (
                  <td key={band.id} {...(band.id === sixWeeks && { className: classes.late })}>
                    <OpeningNumber
                      figure={{ cell: band.id, count: band.count, words: `waiting ${band.label} weeks` }}
                      onOpen={onOpen}
                    />
                  </td>
                ))}
                <td className={returns.total}>
                  <OpeningNumber figure={{ cell: 'total', count: total, words: 'waiting' }} onOpen={onOpen} />
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      </section>
      {total > 0 && (
        <Charts>
          <ChartPanel
            title={finding(figures)}
            description="Children waiting for a first audiology contact, by full weeks since receipt"
            asTables={false}
            table={{
              headers: ['Weeks waited', 'Children', 'Share'],
              rows: bands.map(({ label, count }) => [label, formatCount(count), percentWords(count, total)]),
            }}
            chart={
              <BarChart
                h={280}
                data={bands.map(({ label, fromDays, count }) => ({
                  weeks: label.replace('13 or more', '13+').replace(/ to <.*/, ''),
                  under: isLate(fromDays) ? 0 : count,
                  late: isLate(fromDays) ? count : 0,
                }))}
                dataKey="weeks"
                type="stacked"
                xAxisLabel="Full weeks waited"
                yAxisLabel="Children"
                withLegend
                valueFormatter={formatCount}
                barChartProps={{ accessibilityLayer: false }}
                classNames={{ axisLabel: classes.axisLabel! }}
                series={[
                  { name: 'under', label: 'Under six weeks', color: 'var(--cw-chart-1)' },
                  { name: 'late', label: 'Six weeks or more', color: 'var(--cw-chart-2)' },
                ]}
              />
            }
          />
        </Charts>
      )}
    </>
  )
}
