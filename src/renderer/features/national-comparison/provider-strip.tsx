import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import {
  type ComparedMeasure,
  comparedMeasures,
  type Comparison,
  type Distribution,
} from '../../../shared/contract/national-figures.ts'
import { ordinal } from '../../../shared/format/spoken-numbers.ts'
import { formatCount } from '../../components/format-count.ts'
import { ChartPanel, Charts } from '../rules/index.ts'
import classes from './comparison.module.css'
import { distributionTitle, measureWords, valueWords } from './words.ts'

/** The top of the scale: 100 % for shares within 18 weeks, else a round figure above the largest. */
function topOf({ measure, providers }: Distribution): number {
  if (measure === 'within18') return 1
  const largest = Math.max(0, ...providers.map(({ value }) => value))
  if (measure !== 'total') return Math.min(1, Math.max(0.1, Math.ceil(largest * 10) / 10))
  const step = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(largest, 1))))
  return Math.max(step, Math.ceil(largest / step) * step)
}

const quartileNames = ['Lower quartile', 'Median', 'Upper quartile'] as const

/** Labels of lines that would lie on one another are left out; the table and the title have them all. */
function shownQuartiles(quartiles: readonly number[], top: number): { name: string; value: number }[] {
  const all = quartiles.map((value, index) => ({ name: quartileNames[index]!, value }))
  const median = all[1]!
  return all.filter((each) => each === median || Math.abs(each.value - median.value) / top >= 0.08)
}

function Strip({ distribution }: { distribution: Distribution }) {
  const { measure, providers, rank, quartiles } = distribution
  const top = topOf(distribution)
  const place = providers.findIndex(({ role }) => role === 'own')
  const at = (place + 0.5) / providers.length
  return (
    <>
      <p className={classes.yName}>{measureWords[measure].axis}</p>
      <div className={classes.strip}>
        <div className={classes.yAxis}>
          {[0, 0.5, 1].map((share) => (
            <span key={share} style={{ bottom: `${share * 100}%` }}>
              {measure === 'total' ? formatCount(top * share) : `${Math.round(top * share * 100)} %`}
            </span>
          ))}
        </div>
        <div className={classes.plot}>
          {providers.map(({ code, name, value, role }) => (
            <div
              key={`${role} ${code} ${name}`}
              className={classes.column}
              data-role={role}
              style={{ maxWidth: 'none' }}
              title={`${name}: ${valueWords(measure, value)}`}
            >
              <i style={{ height: `${Math.min(1, value / top) * 100}%` }} />
            </div>
          ))}
          {quartiles !== null &&
            shownQuartiles(quartiles, top).map(({ name, value }) => (
              <div
                key={name}
                className={classes.quartile}
                data-below={value / top > 0.85 || undefined}
                style={{ bottom: `${Math.min(1, value / top) * 100}%` }}
              >
                <span>
                  {name} {valueWords(measure, value)}
                </span>
              </div>
            ))}
          {place >= 0 && rank !== null && (
            <>
              <div className={classes.stem} style={{ insetInlineStart: `${at * 100}%` }} />
              <div
                className={classes.marker}
                data-side={at > 0.5 ? 'end' : 'start'}
                style={{ left: `${at * 100}%` }}
              >
                Us: {rank.tied ? 'joint ' : ''}
                {ordinal(rank.place)}, {valueWords(measure, distribution.own ?? 0)}
              </div>
            </>
          )}
        </div>
        <div className={classes.xName}>
          {formatCount(providers.length)} providers with children waiting, {measureWords[measure].order}
        </div>
      </div>
      <ul className={classes.legend} style={{ marginBlock: '8px 0' }}>
        {place >= 0 && (
          <li>
            <span className={classes.swatch} style={{ background: 'var(--nc-own)' }} />
            Us
          </li>
        )}
        {providers.some(({ role }) => role === 'peer') && (
          <li>
            <span
              className={classes.swatch}
              style={{
                background:
                  'repeating-linear-gradient(45deg, var(--nc-peer) 0 3px, color-mix(in srgb, var(--nc-peer) 55%, var(--cw-panel)) 3px 5px)',
              }}
            />
            Peers (striped)
          </li>
        )}
        <li>
          <span className={classes.swatch} style={{ background: 'var(--nc-other)' }} />
          Other providers
        </li>
      </ul>
    </>
  )
}

/** Every provider with children waiting on the line, in order, with ours marked. */
export function ProviderStrip({ comparison }: { comparison: Comparison }) {
  const known = comparison.distributions.filter(({ providers }) => providers.length > 0)
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false })
  const [asked, ask] = useState<ComparedMeasure>('within18')
  const distribution = known.find(({ measure }) => measure === asked) ?? known[0]
  if (!distribution) return null
  const { measure, providers, unknown } = distribution
  return (
    <div className={classes.stack}>
      {known.length > 1 && (
        <SegmentedControl
          aria-label="What providers are ordered by"
          orientation={narrow ? 'vertical' : 'horizontal'}
          style={{ alignSelf: narrow ? 'stretch' : 'flex-start' }}
          value={measure}
          onChange={(value) => ask(value as ComparedMeasure)}
          data={comparedMeasures
            .filter((each) => known.some((other) => other.measure === each))
            .map((each) => ({ value: each, label: measureWords[each].label }))}
        />
      )}
      <Charts>
        <ChartPanel
          key={measure}
          title={distributionTitle(distribution)}
          description={`Each bar is a provider${unknown > 0 ? `; ${unknown} without a full set of bands are left out` : ''}. Ours stands in place of the figure published for us.`}
          asTables={false}
          table={{
            headers: ['Provider', 'Place', measureWords[measure].label, 'Who'],
            rows: providers.map(({ code, name, value, role }) => [
              `${name}${role === 'own' ? ' (our figures)' : code ? ` (${code})` : ''}`,
              String(providers.findIndex((each) => each.value === value) + 1),
              valueWords(measure, value),
              role === 'own' ? 'Us' : role === 'peer' ? 'Peer' : '',
            ]),
          }}
          chart={<Strip distribution={distribution} />}
        />
      </Charts>
    </div>
  )
}
