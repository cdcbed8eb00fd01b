import { createPortal } from 'react-dom'
import type { ChsReturnView, Reconciliation, ReturnCheckFound } from '../../../shared/contract/returns.ts'
import { formatDate, formatLongDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { lineName } from './figure.tsx'
import type { FiguresShown } from './figures-table.tsx'
import classes from './return-print.module.css'
import { allLines, bandColumns, instantWords, monthBefore, monthWords, removalWords } from './wording.ts'

const levelWords = { error: 'Error', warning: 'Warning', info: 'For information' }

/** A return on paper, as it stands today or as it was signed. */
export interface PrintedReturn extends FiguresShown, Pick<ChsReturnView, 'month' | 'censusDate'> {
  provider: string
  reconciliation: Readonly<Record<string, Reconciliation>>
  checks: readonly ReturnCheckFound[]
}

export interface ReturnPrintProps {
  shown: PrintedReturn
  /** "Draft, not signed off", or by whom and when it was signed, with the hash. */
  mark: string
}

/** The return on paper: shown only when printing, in place of the whole page. It names no child. */
export function ReturnPrint({ shown, mark }: ReturnPrintProps) {
  const { person, today } = useWork()
  const { month, lines, checks, reportedElsewhere } = shown
  const rows = [...lines, ...(lines.length > 1 ? [{ line: '', meanDays: null, ...allLines(lines) }] : [])]
  return createPortal(
    <div className={classes.print} data-print-sheet aria-hidden>
      <header>
        <h1>Community waiting list, {monthWords(month)}</h1>
        <p className={classes.mark}>{mark}</p>
        <p>
          {shown.provider === '' ? 'Provider not set' : shown.provider}. Children waiting at the end of{' '}
          {formatLongDate(shown.censusDate)}. All services that report here; no other filter. Printed by{' '}
          {person.displayName} on {formatDate(today)}. Aggregate figures, no names.
        </p>
      </header>
      <h2>Children waiting by service line and weeks waited</h2>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th>Service line</th>
            {bandColumns.map(({ id, weeks }) => (
              <th key={id}>{weeks}</th>
            ))}
            <th>Total</th>
            <th>Within 18 weeks</th>
            <th>Over 52 weeks</th>
            <th>Mean days</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, total, bands, within18Weeks, over52Weeks, meanDays }) => (
            <tr key={line}>
              <th>
                {lineName(line)}
                {shown.localLines.includes(line) && ' (local line)'}
              </th>
              {bandColumns.map(({ id }) => (
                <td key={id}>{formatCount(bands[id])}</td>
              ))}
              <td>{formatCount(total)}</td>
              <td>{formatCount(within18Weeks)}</td>
              <td>{formatCount(over52Weeks)}</td>
              <td>{meanDays === null ? '–' : meanDays.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reportedElsewhere.length > 0 && (
        <ul>
          {reportedElsewhere.map(({ serviceId, service, waiting, dataSetName }) => (
            <li key={serviceId}>
              Left out: {service}, {formatCount(waiting)} waiting, counted in: {dataSetName}
            </li>
          ))}
        </ul>
      )}
      <h2>Reconciliation</h2>
      <Ledger shown={shown} />
      <h2>Checks</h2>
      {checks.length === 0 ? (
        <p>The checks found nothing.</p>
      ) : (
        <ul>
          {checks.map(({ code, line, subject, level, message, override }) => (
            <li key={`${code} ${line} ${subject ?? ''} ${message}`}>
              {levelWords[level]}: {message}
              {override &&
                ` Signed off in spite of it by ${override.madeBy}, ${instantWords(override.madeAt)}: “${override.reason}”`}
            </li>
          ))}
        </ul>
      )}
    </div>,
    document.body,
  )
}

function Ledger({ shown: { month, lines, reconciliation } }: { shown: PrintedReturn }) {
  return (
    <table className={classes.numbers}>
      <thead>
        <tr>
          <th>Service line</th>
          <th>End of {monthWords(monthBefore(month))}</th>
          <th>Received</th>
          <th>Transferred in</th>
          <th>Re-opened or due</th>
          <th>First contacts</th>
          <th>Removed</th>
          <th>Late corrections</th>
          <th>End of {monthWords(month)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.flatMap(({ line }) => {
          const ledger = reconciliation[line]
          if (ledger === undefined) return []
          return [
            <tr key={line}>
              <th>{line}</th>
              <td>{formatCount(ledger.opening)}</td>
              <td>+{formatCount(ledger.received)}</td>
              <td>+{formatCount(ledger.transferredIn)}</td>
              <td>+{formatCount(ledger.reopened)}</td>
              <td>−{formatCount(ledger.firstContacts)}</td>
              <td>
                {Object.entries(ledger.removals)
                  .filter(([, count]) => count > 0)
                  .map(([reason, count]) => (
                    <div key={reason}>
                      {removalWords(reason)} −{formatCount(count)}
                    </div>
                  ))}
              </td>
              <td>{formatCount(ledger.corrections)}</td>
              <td>{formatCount(ledger.closing)}</td>
            </tr>,
          ]
        })}
      </tbody>
    </table>
  )
}
