import { IconChevronRight } from '@tabler/icons-react'
import { importColumns } from '../../../shared/codes/import-columns.ts'
import { aboutWords, columnName, kindWords } from './column-words.ts'
import classes from './import.module.css'

/** Every column the import understands: what it holds, and which ones each row needs. */
export function UnderstoodColumns() {
  return (
    <details className={classes.understood}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        <span>
          <strong>What columns are understood</strong> – {importColumns.length} in all, 5 of them needed
        </span>
      </summary>
      <p>
        Each row also needs an NHS number or a local id. Headings need not be spelt like this: usual ones,
        such as Surname, DOB and NHS No., are recognised, and others can be matched by hand. Any other column
        is left out.
      </p>
      <div className={classes.tableRoom} role="region" aria-label="Columns understood">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Heading in our own files</th>
              <th scope="col">About</th>
              <th scope="col">What it holds</th>
              <th scope="col">Needed</th>
            </tr>
          </thead>
          <tbody>
            {importColumns.map((column) => (
              <tr key={column.header}>
                <th scope="row">{columnName(column.header)}</th>
                <td>
                  <code>{column.header}</code>
                </td>
                <td>{aboutWords[column.about]}</td>
                <td>{kindWords[column.kind]}</td>
                <td>{neededWords(column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function neededWords(column: (typeof importColumns)[number]): string {
  if ('required' in column) return 'In every row'
  if (column.header === 'nhs_number' || column.header === 'local_patient_id') return 'One of these two'
  return ''
}
