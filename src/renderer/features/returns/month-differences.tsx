import { IconTriangleFilled, IconTriangleInvertedFilled } from '@tabler/icons-react'
import type { ChsReturnView, FigureDifference, LineDifference } from '../../../shared/contract/returns.ts'
import { formatCount } from '../../components/format-count.ts'
import { lineName } from './figure.tsx'
import { isLarge, type LargeChange } from './large-change.ts'
import classes from './returns.module.css'
import { bandColumns, monthWords } from './wording.ts'

type Shown = NonNullable<ChsReturnView['differences']>

const bases: Record<Shown['basis'], string> = {
  signed: 'the figures that were signed',
  exported: 'the figures exported as a draft',
  counted: 'the month counted again today, because it was neither signed nor exported',
}

/** A change with its sign: "+12", "−4", "0". */
export function changeWords(change: number): string {
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${formatCount(Math.abs(change))}`
}

function percentWords(percent: number | null): string {
  if (percent === null) return ''
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent).toFixed(1)} %`
}

interface ChangeProps {
  figure: FigureDifference
  large: LargeChange
}

function Change({ figure, large }: ChangeProps) {
  const { before, now, change, percent } = figure
  if (change === null) {
    return (
      <>
        <span className={classes.zero}>
          <span aria-hidden>–</span>
          <span className="cw-hidden">{before === null ? 'No figure last month' : 'No figure now'}</span>
        </span>
        <div className={classes.share}>
          {before === null ? `now ${formatCount(now ?? 0)}` : `was ${formatCount(before)}`}
        </div>
      </>
    )
  }
  const isMarked = isLarge(figure, large)
  const Mark = change > 0 ? IconTriangleFilled : IconTriangleInvertedFilled
  return (
    <>
      <span className={isMarked ? classes.large : change === 0 ? classes.zero : undefined}>
        {isMarked && (
          <>
            <Mark size={10} aria-hidden /> <span className="cw-hidden">Large change: </span>
          </>
        )}
        {changeWords(change)}
      </span>
      <div className={classes.share}>
        {change === 0
          ? `still ${formatCount(now ?? 0)}`
          : `${formatCount(before ?? 0)} to ${formatCount(now ?? 0)}`}
      </div>
      {change !== 0 && <div className={classes.share}>{percentWords(percent)}</div>}
    </>
  )
}

function DifferenceRow({ difference, large }: { difference: LineDifference; large: LargeChange }) {
  return (
    <tr>
      <th scope="row">{lineName(difference.line)}</th>
      {bandColumns.map(({ id }) => (
        <td key={id}>
          <Change figure={difference.bands[id]} large={large} />
        </td>
      ))}
      <td className={classes.total}>
        <Change figure={difference.total} large={large} />
      </td>
      <td>
        <Change figure={difference.within18Weeks} large={large} />
      </td>
      <td>
        <Change figure={difference.over52Weeks} large={large} />
      </td>
    </tr>
  )
}

export interface MonthDifferencesProps {
  shown: Shown
  large: LargeChange
}

/** Line by line and band by band, how many more or fewer wait than last month, with large changes marked. */
export function MonthDifferences({ shown, large }: MonthDifferencesProps) {
  const { month, basis, lines, all } = shown
  return (
    <section className="cw-panel" aria-labelledby="return-changes">
      <h3 id="return-changes" className={classes.heading}>
        Change from {monthWords(month)}
      </h3>
      <p className={classes.verdict}>
        Compared with {bases[basis]}.
        {Number.isFinite(large.largeChangePercent) && (
          <>
            {' '}
            <span className={classes.large}>
              <IconTriangleFilled size={10} aria-hidden /> or{' '}
              <IconTriangleInvertedFilled size={10} aria-hidden />
            </span>{' '}
            marks a change of more than {large.largeChangePercent} % and more than {large.largeChangeChildren}{' '}
            children.
          </>
        )}
      </p>
      <div className={classes.scroller}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Service line
              </th>
              <th scope="colgroup" colSpan={bandColumns.length} className={classes.group}>
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
            </tr>
            <tr>
              {bandColumns.map(({ id, weeks, days }) => (
                <th key={id} scope="col" title={days} className={classes.weeks}>
                  {weeks}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <DifferenceRow key={line.line} difference={line} large={large} />
            ))}
          </tbody>
          {lines.length > 1 && (
            <tfoot>
              <DifferenceRow difference={{ ...all, line: '' }} large={large} />
            </tfoot>
          )}
        </table>
      </div>
    </section>
  )
}
