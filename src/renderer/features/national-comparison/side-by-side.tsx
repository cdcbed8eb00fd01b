import { useId } from 'react'
import type { Comparison } from '../../../shared/contract/national-figures.ts'
import classes from './comparison.module.css'
import { countWords, monthWords, percentWords, roleName } from './words.ts'

/** The figures people quote, one organisation to a row. */
export function SideBySide({ comparison }: { comparison: Comparison }) {
  const id = useId()
  const { rows, publication, own } = comparison
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <h2 id={id}>Side by side</h2>
      <div className={classes.tableBox}>
        <table className={classes.table} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col" data-text>
                Month
              </th>
              <th scope="col">Children waiting</th>
              <th scope="col">Within 18 weeks</th>
              <th scope="col">Over 52 weeks</th>
              <th scope="col">Over 104 weeks</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.role} ${row.code}`} data-own={row.role === 'own' || undefined}>
                <th scope="row">
                  {row.name}
                  {row.role !== 'england' && <small>{roleName(row.role)}</small>}
                </th>
                <td data-text>{monthWords(row.role === 'own' ? own.month : publication.month)}</td>
                <td>{row.withheld && row.total === null ? 'withheld' : countWords(row.total)}</td>
                <td>{percentWords(row.within18)}</td>
                <td>{percentWords(row.over52)}</td>
                <td>{percentWords(row.over104)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.hint}>
        A dash is a figure that is not published or cannot be worked out; it is not 0. Shares are of the
        children in bands.
      </p>
    </section>
  )
}
