import { SegmentedControl } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { useState } from 'react'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatCount } from '../../components/format-count.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { Figure, lineName } from './figure.tsx'
import classes from './returns.module.css'
import {
  allLines,
  bandColumns,
  childrenWords,
  legacyBandColumns,
  type LineFigures,
  shareWords,
} from './wording.ts'

/** What the table needs, of a return as it stands today or as it was signed. */
export interface FiguresShown extends Pick<
  ChsReturnView,
  'lines' | 'localLines' | 'legacyBands' | 'dataQuality'
> {
  reportedElsewhere: readonly { serviceId: string; service: string; waiting: number; dataSetName: string }[]
}

type View = 'now' | 'legacy'

const views: { value: View; label: string }[] = [
  { value: 'now', label: '8 bands' },
  { value: 'legacy', label: '7 bands, as before the split at 104 weeks' },
]

interface BandFigure {
  id: string
  cell: string
  weeks: string
  count: number
}

interface RowProps {
  line: string
  isLocal: boolean
  figures: LineFigures
  bands: readonly BandFigure[]
  meanDays: number | null | undefined
  /** Absent when the table has no such column. */
  quality?: number | null | undefined
  hasQuality: boolean
}

function FiguresRow({ line, isLocal, figures, bands, meanDays, quality, hasQuality }: RowProps) {
  const { total, within18Weeks, over52Weeks } = figures
  return (
    <tr>
      <th scope="row">
        {lineName(line)}
        {isLocal && (
          <>
            {' '}
            <ToneBadge tone="neutral" icon={IconMapPin}>
              Local line
            </ToneBadge>
          </>
        )}
      </th>
      {bands.map(({ id, cell, weeks, count }) => (
        <td key={id}>
          <Figure count={count} figure={{ line, cell, words: `waiting ${weeks} weeks` }} />
        </td>
      ))}
      <td className={classes.total}>
        <Figure count={total} figure={{ line, cell: 'total', words: 'waiting' }} />
      </td>
      <td>
        <Figure
          count={within18Weeks}
          figure={{ line, cell: 'within_18_weeks', words: 'waiting 18 weeks or less' }}
        />
        <div className={classes.share}>{shareWords(within18Weeks, total)}</div>
      </td>
      <td>
        <Figure
          count={over52Weeks}
          figure={{ line, cell: 'over_52_weeks', words: 'waiting over 52 weeks' }}
        />
        <div className={classes.share}>{shareWords(over52Weeks, total)}</div>
      </td>
      <td className={classes.mean}>{meanWords(meanDays)}</td>
      {hasQuality && <td className={classes.mean}>{qualityWords(quality)}</td>}
    </tr>
  )
}

function Absent({ why }: { why: string }) {
  return (
    <span className={classes.zero}>
      <span aria-hidden>–</span>
      <span className="cw-hidden">{why}</span>
    </span>
  )
}

function meanWords(meanDays: number | null | undefined) {
  if (typeof meanDays === 'number') return `${meanDays.toFixed(1)} days`
  return <Absent why={meanDays === null ? 'No one waits' : 'Given by line only'} />
}

function qualityWords(quality: number | null | undefined) {
  if (typeof quality === 'number') return `${Math.round(quality)} of 100`
  return <Absent why={quality === null ? 'No score kept' : 'Given by line only'} />
}

/** The figures as they are published: lines down, bands across. Every number opens the children behind it. */
export function FiguresTable({ shown }: { shown: FiguresShown }) {
  const { lines, localLines, legacyBands, dataQuality, reportedElsewhere } = shown
  const [view, setView] = useState<View>('now')
  const columns =
    view === 'now' ? bandColumns.map((band) => ({ ...band, cell: band.id as string })) : legacyBandColumns
  const hasQuality = Object.values(dataQuality).some((score) => score !== null)
  const all = allLines(lines)
  const countOf = (line: string, id: string): number => {
    const figures: Record<string, number> | undefined =
      view === 'now' ? lines.find((each) => each.line === line)?.bands : legacyBands[line]
    return figures?.[id] ?? 0
  }
  const bandsOf = (line: string) =>
    columns.map(({ id, cell, weeks }) => ({
      id,
      cell,
      weeks,
      count: line === '' ? lines.reduce((sum, each) => sum + countOf(each.line, id), 0) : countOf(line, id),
    }))
  return (
    <section className="cw-panel" aria-labelledby="return-figures">
      <div className={classes.panelHead}>
        <h3 id="return-figures" className={classes.heading}>
          Children waiting by service line and weeks waited
        </h3>
        <SegmentedControl
          size="xs"
          aria-label="Waiting bands"
          data={views}
          value={view}
          onChange={(chosen) => setView(chosen as View)}
        />
      </div>
      <div className={classes.scroller}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Service line
              </th>
              <th scope="colgroup" colSpan={columns.length} className={classes.group}>
                Weeks waited
              </th>
              <th scope="col" rowSpan={2}>
                Total
              </th>
              <th scope="col" rowSpan={2}>
                Within 18 weeks
              </th>
              <th scope="col" rowSpan={2}>
                Over 52 weeks
              </th>
              <th scope="col" rowSpan={2}>
                Mean wait
              </th>
              {hasQuality && (
                <th scope="col" rowSpan={2}>
                  Data quality
                </th>
              )}
            </tr>
            <tr>
              {columns.map(({ id, weeks, days }) => (
                <th key={id} scope="col" title={days} className={classes.weeks}>
                  {weeks}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, meanDays, ...figures }) => (
              <FiguresRow
                key={line}
                line={line}
                isLocal={localLines.includes(line)}
                figures={figures}
                bands={bandsOf(line)}
                meanDays={meanDays}
                quality={dataQuality[line] ?? null}
                hasQuality={hasQuality}
              />
            ))}
          </tbody>
          {lines.length > 1 && (
            <tfoot>
              <FiguresRow
                line=""
                isLocal={false}
                figures={all}
                bands={bandsOf('')}
                meanDays={undefined}
                hasQuality={hasQuality}
              />
            </tfoot>
          )}
        </table>
      </div>
      <LeftOut services={reportedElsewhere} />
    </section>
  )
}

/** Services whose children are counted in another data set, and how many wait there. */
export function LeftOut({ services }: { services: FiguresShown['reportedElsewhere'] }) {
  if (services.length === 0) return null
  const total = services.reduce((sum, { waiting }) => sum + waiting, 0)
  return (
    <div className={classes.leftOut}>
      <h4>Left out: {childrenWords(total)} counted in another data set</h4>
      <ul>
        {services.map(({ serviceId, service, waiting, dataSetName }) => (
          <li key={serviceId}>
            <strong>{service}</strong>: {formatCount(waiting)} waiting, counted in: {dataSetName}
          </li>
        ))}
      </ul>
    </div>
  )
}
