import type { ChsLine } from '../../../shared/contract/returns.ts'
import { Figure, lineName } from './figure.tsx'
import classes from './returns.module.css'
import { allLines, bandColumns, type LineFigures, shareWords } from './wording.ts'

interface RowProps {
  line: string
  figures: LineFigures
  meanDays: number | null | undefined
}

function FiguresRow({ line, figures, meanDays }: RowProps) {
  const { total, bands, within18Weeks, over52Weeks } = figures
  return (
    <tr>
      <th scope="row">{lineName(line)}</th>
      {bandColumns.map(({ id, weeks }) => (
        <td key={id}>
          <Figure count={bands[id]} figure={{ line, cell: id, words: `waiting ${weeks} weeks` }} />
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
    </tr>
  )
}

function meanWords(meanDays: number | null | undefined) {
  if (typeof meanDays === 'number') return `${meanDays.toFixed(1)} days`
  return (
    <span className={classes.zero}>
      <span aria-hidden>–</span>
      <span className="cw-hidden">{meanDays === null ? 'No one waits' : 'Given by line only'}</span>
    </span>
  )
}

/** The figures as they are published: lines down, bands across. Every number opens the children behind it. */
export function FiguresTable({ lines }: { lines: readonly ChsLine[] }) {
  return (
    <section className="cw-panel" aria-labelledby="return-figures">
      <h2 id="return-figures" className={classes.heading}>
        Children waiting by service line and weeks waited
      </h2>
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
              <th scope="col" rowSpan={2}>
                Mean wait
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
            {lines.map(({ line, meanDays, ...figures }) => (
              <FiguresRow key={line} line={line} figures={figures} meanDays={meanDays} />
            ))}
          </tbody>
          {lines.length > 1 && (
            <tfoot>
              <FiguresRow line="" figures={allLines(lines)} meanDays={undefined} />
            </tfoot>
          )}
        </table>
      </div>
    </section>
  )
}
