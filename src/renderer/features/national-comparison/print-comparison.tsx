import { createPortal } from 'react-dom'
import type { Comparison } from '../../../shared/contract/national-figures.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import classes from '../../components/print-sheet.module.css'
import { countWords, instantWords, monthWords, percentWords, publicationWords, roleName } from './words.ts'

/** The comparison on paper: shown only when printing, in place of the whole page. */
export function PrintComparison({ comparison }: { comparison: Comparison }) {
  const { person } = useWork()
  const { line, rows, bands, sentences, cautions, publication, own } = comparison
  return createPortal(
    <div className={classes.sheet} data-print-sheet aria-hidden>
      <header>
        <h1>National comparison: {line}</h1>
        <p>
          Ours at the end of {formatLongDate(own.censusDate)},{' '}
          {own.basis === 'signed' ? 'as signed off' : 'as counted'}{' '}
          {own.basis === 'signed' ? `by ${own.signedBy}` : instantWords(own.readAt)}. NHS England:{' '}
          {monthWords(publication.month)}, {publicationWords(publication)}.
        </p>
        <p>Printed by {person.displayName}. Contains figures only; no names of children.</p>
      </header>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <table>
        <thead>
          <tr>
            <th>Who</th>
            <th>Waiting</th>
            {bands.map(({ id, weeks }) => (
              <th key={id}>{weeks} weeks</th>
            ))}
            <th>Within 18</th>
            <th>Over 52</th>
            <th>Over 104</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.role} ${row.code}`}>
              <td>
                {row.name}
                {row.role === 'england' ? '' : ` (${roleName(row.role).toLowerCase()})`}
              </td>
              <td>{countWords(row.total)}</td>
              {row.bands.map((count, index) => (
                <td key={bands[index]!.id}>{countWords(count)}</td>
              ))}
              <td>{percentWords(row.within18)}</td>
              <td>{percentWords(row.over52)}</td>
              <td>{percentWords(row.over104)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cautions.map((caution) => (
        <p key={caution}>{caution}</p>
      ))}
      <p>Contains public sector information licensed under the Open Government Licence v3.0.</p>
    </div>,
    document.body,
  )
}
