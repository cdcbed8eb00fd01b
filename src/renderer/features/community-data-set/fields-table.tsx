import { Anchor, SegmentedControl } from '@mantine/core'
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
  /** Opens the table of codes that fills a field. */
  onOpenCodes: (set: string) => void
}

const shownKinds = [
  { value: 'gaps', label: 'To put right' },
  { value: 'all', label: 'All fields' },
] as const

interface Group {
  id: string
  title: string
  words: string
  fields: DataSetFieldReport[]
}

/** What to put right first, or every field by table. */
function groupsOf(report: DataSetReport, isAll: boolean): Group[] {
  const groups = isAll
    ? report.tables.map(({ table, name, rows }) => ({
        id: table,
        title: `${table} ${name}`,
        words: rowsWords(rows),
        fields: report.fields.filter((field) => field.table === table),
      }))
    : [
        {
          id: 'error',
          title: 'Records would be rejected',
          words: 'Mandatory fields, missing or wrong',
          fields: report.fields.filter(({ level }) => level === 'error'),
        },
        {
          id: 'warning',
          title: 'Gaps',
          words: 'Sent, but incomplete',
          fields: report.fields.filter(({ level }) => level === 'warning'),
        },
      ]
  return groups.filter(({ fields }) => fields.length > 0)
}

/** Every field with what is missing or wrong in it; the numbers list whom they are about. */
export function FieldsTable({ report, onOpen, onOpenCodes }: FieldsProps) {
  const [shown, setShown] = useState<string>('gaps')
  const groups = groupsOf(report, shown === 'all')
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
      {groups.length > 0 && (
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
            {groups.map(({ id, title, words, fields }) => (
              <tbody key={id}>
                <tr>
                  <th scope="rowgroup" colSpan={6} className={classes.table}>
                    {title} <span className={returns.share}>{words}</span>
                  </th>
                </tr>
                {fields.map((field) => (
                  <FieldRow
                    key={`${field.table} ${field.field}`}
                    field={field}
                    onOpen={onOpen}
                    onOpenCodes={onOpenCodes}
                  />
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

function FieldRow({
  field,
  onOpen,
  onOpenCodes,
}: Omit<FieldsProps, 'report'> & { field: DataSetFieldReport }) {
  const level = levels[field.level]
  const { codeSet } = field
  return (
    <tr>
      <th scope="row">
        {field.table} <code>{field.field}</code>
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
        <div className={classes.sentence}>
          {field.sentence}
          {codeSet !== null && field.missing > 0 && (
            <>
              {' '}
              <Anchor
                component="button"
                type="button"
                aria-label={`Open the code table of ${field.table} ${field.field}`}
                onClick={() => onOpenCodes(codeSet)}
              >
                Open its code table
              </Anchor>
            </>
          )}
        </div>
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
      aria-label={`${rowsWords(count)} of ${field.table} with ${field.field} ${problem}`}
      onClick={() => onOpen(gap)}
    >
      {formatCount(count)}
    </button>
  )
}
