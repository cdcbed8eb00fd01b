import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { DataSetFieldReport, DataSetReport } from '../../../shared/contract/community-data-set.ts'
import { formatCount } from '../../components/format-count.ts'
import { ToneBadge } from '../../components/tone-badge.tsx'
import returns from '../returns/returns.module.css'
import classes from './community-data-set.module.css'
import { levels, requirementWords, rowsWords } from './wording.ts'

/** A gap whose children can be listed. */
export interface Gap {
  field: DataSetFieldReport
  problem: 'missing' | 'invalid'
  count: number
}

interface FieldsProps {
  report: DataSetReport
  onOpen: (gap: Gap) => void
}

const shownKinds = [
  { value: 'gaps', label: 'To put right' },
  { value: 'all', label: 'All fields' },
] as const

/** Every field with what is missing or wrong in it; the numbers list whom they are about. */
export function FieldsTable({ report, onOpen }: FieldsProps) {
  const [shown, setShown] = useState<string>('gaps')
  const isShown = ({ level }: DataSetFieldReport) =>
    shown === 'all' || level === 'error' || level === 'warning'
  const tables = report.tables
    .map((table) => ({
      ...table,
      fields: report.fields.filter((field) => field.table === table.table && isShown(field)),
    }))
    .filter(({ fields }) => fields.length > 0)
  return (
    <section className="cw-panel" aria-labelledby="data-set-fields">
      <div className={classes.head}>
        <h2 id="data-set-fields" className={returns.heading}>
          Field by field
        </h2>
        <SegmentedControl
          aria-label="Fields shown"
          data={shownKinds.map((kind) => ({ ...kind }))}
          value={shown}
          onChange={setShown}
        />
      </div>
      <p className={returns.verdict}>{report.verdict}</p>
      {tables.length > 0 && (
        <div className={returns.scroller}>
          <table className={`${returns.table} ${classes.fields}`}>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Asked for</th>
                <th scope="col">Filled</th>
                <th scope="col">Missing</th>
                <th scope="col">Invalid</th>
                <th scope="col">What was found</th>
              </tr>
            </thead>
            {tables.map(({ table, name, rows, fields }) => (
              <tbody key={table}>
                <tr>
                  <th scope="rowgroup" colSpan={6} className={classes.table}>
                    {table} {name} <span className={returns.share}>{rowsWords(rows)}</span>
                  </th>
                </tr>
                {fields.map((field) => (
                  <FieldRow key={field.field} field={field} onOpen={onOpen} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
      <p className={`${returns.verdict} ${classes.legend}`}>
        * As far as is known: the requirement is not in what NHS England publishes openly. Check it against
        the technical output specification.
      </p>
    </section>
  )
}

function FieldRow({ field, onOpen }: { field: DataSetFieldReport; onOpen: (gap: Gap) => void }) {
  const level = levels[field.level]
  return (
    <tr>
      <th scope="row">
        <code>{field.field}</code>
        <div className={classes.name}>{field.name.toLowerCase()}</div>
      </th>
      <td>{requirementWords(field)}</td>
      <td>{formatCount(field.filled)}</td>
      <td>
        <GapNumber gap={{ field, problem: 'missing', count: field.missing }} onOpen={onOpen} />
      </td>
      <td>
        <GapNumber gap={{ field, problem: 'invalid', count: field.invalid }} onOpen={onOpen} />
      </td>
      <td>
        <ToneBadge tone={level.tone} icon={level.icon}>
          {level.words}
        </ToneBadge>
        <div className={classes.sentence}>{field.sentence}</div>
      </td>
    </tr>
  )
}

function GapNumber({ gap, onOpen }: { gap: Gap; onOpen: (gap: Gap) => void }) {
  const { field, problem, count } = gap
  if (count === 0) return <span className={returns.zero}>0</span>
  if (field.table === 'CYP000') return <span>{formatCount(count)}</span>
  return (
    <button
      type="button"
      className={returns.figure}
      aria-label={`${rowsWords(count)} with ${field.field} ${problem}`}
      onClick={() => onOpen(gap)}
    >
      {formatCount(count)}
    </button>
  )
}
