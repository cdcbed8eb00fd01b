import { IconCircleCheck, IconXboxX } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import type { ChsLine, Reconciliation } from '../../../shared/contract/returns.ts'
import { formatCount } from '../../components/format-count.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { Figure, type FigureAsked, lineName } from './figure.tsx'
import classes from './returns.module.css'
import { inListedOrder, monthBefore, monthWords, removalWords } from './wording.ts'

interface LedgerRow {
  sign: '' | '+' | '−' | '±' | '='
  label: string
  figure: (line: Reconciliation) => number
  cell: FigureAsked['cell']
  reason?: string
  /** The figure in words, after "12 children". */
  words: string
}

const coming: LedgerRow[] = [
  {
    sign: '+',
    label: 'Received',
    figure: (line) => line.received,
    cell: 'received',
    words: 'received',
  },
  {
    sign: '+',
    label: 'Transferred in',
    figure: (line) => line.transferredIn,
    cell: 'transferred_in',
    words: 'transferred in',
  },
  {
    sign: '+',
    label: 'Re-opened or fallen due',
    figure: (line) => line.reopened,
    cell: 'reopened',
    words: 're-opened or fallen due',
  },
  {
    sign: '−',
    label: 'First contacts',
    figure: (line) => line.firstContacts,
    cell: 'first_contacts',
    words: 'with a first contact',
  },
]

/** The rows of the ledger: every removal reason that happened on any line has one. */
function ledgerRows(lines: readonly Reconciliation[], previousMonth: string): LedgerRow[] {
  const reasons = inListedOrder([...new Set(lines.flatMap((line) => Object.keys(line.removals)))])
  return [
    {
      sign: '',
      label: `Waiting at the end of ${monthWords(previousMonth)}`,
      figure: (line) => line.opening,
      cell: 'opening',
      words: `waiting at the end of ${monthWords(previousMonth)}`,
    },
    ...coming,
    ...reasons.map((reason): LedgerRow => ({
      sign: '−',
      label: removalWords(reason),
      figure: (line) => line.removals[reason] ?? 0,
      cell: 'removals',
      reason,
      words: `removed: ${removalWords(reason).toLowerCase()}`,
    })),
  ]
}

function sumOf(all: readonly Reconciliation[], figure: LedgerRow['figure']): number {
  return all.reduce((sum, line) => sum + figure(line), 0)
}

function LedgerLabel({ sign, children }: { sign: LedgerRow['sign']; children: ReactNode }) {
  return (
    <th scope="row">
      <span className={classes.sign} aria-hidden>
        {sign}
      </span>
      {sign === '−' && <span className="cw-hidden">Less </span>}
      {sign === '+' && <span className="cw-hidden">Plus </span>}
      {children}
    </th>
  )
}

/** Id of the list of late corrections, which stands under the ledger. */
export const correctionsId = 'return-corrections'

interface CorrectionsProps {
  count: number
  previousMonth: string
  line: string
  canOpen: boolean
}

function Corrections({ count, previousMonth, line, canOpen }: CorrectionsProps) {
  if (count === 0) return <span className={classes.zero}>0</span>
  const signed = `${count > 0 ? '+' : '−'}${formatCount(Math.abs(count))}`
  if (!canOpen) return <span>{signed}</span>
  return (
    <button
      type="button"
      className={classes.figure}
      aria-label={`Corrections ${signed}, ${lineName(line)}: see what changed in ${monthWords(previousMonth)}`}
      onClick={() => {
        const list = document.getElementById(correctionsId)
        list?.scrollIntoView({ block: 'nearest' })
        list?.focus({ preventScroll: true })
      }}
    >
      {signed}
    </button>
  )
}

function Balances({ balances }: { balances: boolean }) {
  return balances ? (
    <ToneBadge tone="success" icon={IconCircleCheck}>
      Balances
    </ToneBadge>
  ) : (
    <ToneBadge tone="danger" icon={IconXboxX}>
      Does not balance
    </ToneBadge>
  )
}

export interface ReconciliationLedgerProps {
  month: string
  lines: readonly ChsLine[]
  reconciliation: Readonly<Record<string, Reconciliation>>
  /** Whether the list of late corrections stands under it. */
  hasCorrections: boolean
}

/** From last month's figure to this one, line by line, each step a number that opens its children. */
export function ReconciliationLedger({
  month,
  lines,
  reconciliation,
  hasCorrections,
}: ReconciliationLedgerProps) {
  const previousMonth = monthBefore(month)
  const columns = lines.flatMap(({ line }) => {
    const figures = reconciliation[line]
    return figures === undefined ? [] : [{ line, all: [figures] }]
  })
  const every = columns.flatMap((column) => column.all)
  if (columns.length > 1) columns.push({ line: '', all: every })
  return (
    <section className="cw-panel" aria-labelledby="return-reconciliation">
      <h3 id="return-reconciliation" className={classes.heading}>
        From {monthWords(previousMonth)} to {monthWords(month)}
      </h3>
      <div className={classes.scroller}>
        <table
          className={`${classes.table} ${classes.ledger}`}
          style={{ '--lines': columns.length } as CSSProperties}
        >
          <thead>
            <tr>
              <th scope="col">In the month</th>
              {columns.map(({ line }) => (
                <th key={line} scope="col">
                  {lineName(line)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ledgerRows(every, previousMonth).map((row) => (
              <tr key={row.label}>
                <LedgerLabel sign={row.sign}>{row.label}</LedgerLabel>
                {columns.map(({ line, all }) => (
                  <td key={line}>
                    <Figure
                      count={sumOf(all, row.figure)}
                      figure={{
                        line,
                        cell: row.cell,
                        words: row.words,
                        ...(row.reason === undefined ? {} : { reason: row.reason }),
                      }}
                    />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <LedgerLabel sign="±">Late corrections to {monthWords(previousMonth)}</LedgerLabel>
              {columns.map(({ line, all }) => (
                <td key={line}>
                  <Corrections
                    count={sumOf(all, (each) => each.corrections)}
                    previousMonth={previousMonth}
                    line={line}
                    canOpen={hasCorrections}
                  />
                </td>
              ))}
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <LedgerLabel sign="=">Waiting at the end of {monthWords(month)}</LedgerLabel>
              {columns.map(({ line, all }) => (
                <td key={line} className={classes.total}>
                  <Figure
                    count={sumOf(all, (each) => each.closing)}
                    figure={{
                      line,
                      cell: 'closing',
                      words: `waiting at the end of ${monthWords(month)}`,
                    }}
                  />
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">
                <span className="cw-hidden">Whether it balances</span>
              </th>
              {columns.map(({ line, all }) => (
                <td key={line}>
                  <Balances balances={all.every((each) => each.balances)} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
