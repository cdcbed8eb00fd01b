import type { PublishedBandId } from '../../../shared/codes/national-figures.ts'
import type { Comparison, ComparisonRow } from '../../../shared/contract/national-figures.ts'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './comparison.module.css'
import { bandsTitle, countWords, percentWords, roleName, rowName } from './words.ts'

/** Blues within 18 weeks, ambers after: lightness falls with the wait in each, so that the order reads without hue. */
const looks: Record<PublishedBandId, { fill: string; text: 'light' | 'dark' }> = {
  '0-7': { fill: 'var(--nc-1)', text: 'dark' },
  '8-14': { fill: 'var(--nc-2)', text: 'dark' },
  '15-28': { fill: 'var(--nc-3)', text: 'dark' },
  '29-84': { fill: 'var(--nc-4)', text: 'dark' },
  '85-126': { fill: 'var(--nc-5)', text: 'light' },
  '127-364': { fill: 'var(--nc-6)', text: 'dark' },
  '365-728': { fill: 'var(--nc-7)', text: 'dark' },
  '729+': { fill: 'var(--nc-8)', text: 'light' },
  '365+': { fill: 'var(--nc-7)', text: 'dark' },
}

/** A narrower segment has no room for its figure. */
const leastLabelled = 0.055

function bandedOf(row: ComparisonRow): number | null {
  let sum = 0
  for (const band of row.bands) {
    if (band === null) return null
    sum += band
  }
  return sum
}

function Bar({ row, bands }: { row: ComparisonRow; bands: Comparison['bands'] }) {
  const banded = bandedOf(row)
  const own = row.role === 'own' || undefined
  return (
    <>
      <div className={classes.barName} data-own={own}>
        {row.name}
        <small>
          {row.role === 'england' ? '' : `${roleName(row.role)}, `}
          {row.total === null ? 'no total published' : `${countWords(row.total)} waiting`}
        </small>
      </div>
      {banded === null || banded === 0 ? (
        <span className={classes.unknown}>
          {banded === 0
            ? 'Nobody is waiting'
            : row.withheld
              ? 'Bands are withheld'
              : 'Bands are not published'}
        </span>
      ) : (
        <div className={classes.bar} data-own={own}>
          {bands.map(({ id, weeks }, index) => {
            const share = (row.bands[index] ?? 0) / banded
            const look = looks[id]
            return share === 0 ? null : (
              <div
                key={id}
                className={classes.segment}
                data-boundary={id === '127-364' || undefined}
                style={{
                  flex: `${share} 1 0`,
                  background: look.fill,
                  color: look.text === 'light' ? 'var(--nc-light)' : 'var(--nc-dark)',
                }}
                title={`${weeks} weeks: ${countWords(row.bands[index] ?? null)} (${percentWords(share)})`}
              >
                {share >= leastLabelled && `${Math.round(share * 100)} %`}
              </div>
            )
          })}
        </div>
      )}
    </>
  )
}

/** How the children of each are spread over the waiting bands: one bar to an organisation, as long as 100 %. */
export function BandBars({ comparison }: { comparison: Comparison }) {
  const { rows, bands } = comparison
  return (
    <Charts>
      <ChartPanel
        title={bandsTitle(comparison)}
        description="Children waiting by weeks since their referral was received, as a share of those in bands. The gap in a bar stands at 18 weeks."
        asTables={false}
        table={{
          headers: ['Who', 'Total', ...bands.map(({ weeks }) => `${weeks} weeks`)],
          rows: rows.map((row) => [
            rowName(row),
            countWords(row.total),
            ...row.bands.map((count) => {
              const banded = bandedOf(row)
              return count === null || !banded
                ? countWords(count)
                : `${countWords(count)} (${percentWords(count / banded)})`
            }),
          ]),
        }}
        chart={
          <>
            <ul className={classes.legend}>
              {bands.map(({ id, weeks }) => (
                <li key={id}>
                  <span className={classes.swatch} style={{ background: looks[id].fill }} />
                  {weeks} weeks
                </li>
              ))}
            </ul>
            <div className={classes.bars}>
              {rows.map((row) => (
                <Bar key={rowName(row)} row={row} bands={bands} />
              ))}
              <div className={classes.scale}>
                <span>0 %</span>
                <span>50 %</span>
                <span>100 %</span>
              </div>
              <div className={classes.axisName}>Share of children waiting, shortest wait first</div>
            </div>
          </>
        }
      />
    </Charts>
  )
}
