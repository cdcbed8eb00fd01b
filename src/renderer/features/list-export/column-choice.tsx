import { Button, Checkbox } from '@mantine/core'
import type { ExportColumn } from '../../../shared/contract/list-exports.ts'
import classes from './list-export.module.css'

export interface ColumnChoiceProps {
  columns: readonly ExportColumn[]
  chosen: readonly string[]
  /** Calls back with ids in the order of the columns. */
  onChange: (chosen: string[]) => void
}

/** Which columns leave. What is from the child's record and not on the screen stands apart. */
export function ColumnChoice({ columns, chosen, onChange }: ColumnChoiceProps) {
  const inOrder = (ids: readonly string[]) => columns.map(({ id }) => id).filter((id) => ids.includes(id))
  const box = ({ id, header }: ExportColumn) => (
    <Checkbox
      key={id}
      size="xs"
      label={header}
      checked={chosen.includes(id)}
      onChange={(event) =>
        onChange(
          inOrder(event.currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id)),
        )
      }
    />
  )
  const own = columns.filter((column) => !column.aboutChild)
  const record = columns.filter((column) => column.aboutChild)
  return (
    <fieldset className={classes.columns}>
      <legend>
        Columns
        <span className={classes.allOrNone}>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(columns.map(({ id }) => id))}>
            Choose all
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange([])}>
            Choose none
          </Button>
        </span>
      </legend>
      <div className={classes.boxes}>{own.map(box)}</div>
      {record.length > 0 && (
        <div role="group" aria-label="From the child’s record">
          <p className={classes.recordWords}>From the child’s record</p>
          <div className={classes.boxes}>{record.map(box)}</div>
        </div>
      )}
    </fieldset>
  )
}
