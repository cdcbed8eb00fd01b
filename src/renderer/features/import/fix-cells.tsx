import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImportPreviewRow, RowProblem } from '../../../shared/contract/imports.ts'
import { columnName } from './column-words.ts'
import classes from './import.module.css'

export interface FixCellsProps {
  row: ImportPreviewRow
  /** Sends corrected cells to be checked again; answers with the row as it stands then. */
  onFix: (row: number, cells: Record<string, string>) => Promise<ImportPreviewRow | null>
  onAllCells: (row: ImportPreviewRow) => void
}

/** The problems of a row, each beside a box with the cell it is about. Enter checks the row again. */
export function FixCells({ row, onFix, onAllCells }: FixCellsProps) {
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [checking, setChecking] = useState(false)
  const columns = [...Map.groupBy(row.problems, (problem: RowProblem) => problem.column)]
  const isChanged = Object.keys(typed).length > 0

  async function check(): Promise<void> {
    if (!isChanged || checking) return
    setChecking(true)
    const after = await onFix(row.row, typed)
    setChecking(false)
    if (after) setTyped({})
  }

  return (
    <form
      className={classes.fix}
      onSubmit={(event) => {
        event.preventDefault()
        void check()
      }}
    >
      <div className={classes.fixLines}>
        {columns.map(([column, problems]) => (
          <div key={column} className={classes.fixLine}>
            <span className={classes.fixWords}>{problems.map(({ message }) => message).join(' ')}</span>
            {column !== '' && (
              <TextInput
                className={classes.fixBox}
                size="sm"
                aria-label={`${columnName(column)} in row ${row.row}`}
                data-fix-row={row.row}
                autoComplete="off"
                value={typed[column] ?? row.cells[column] ?? ''}
                placeholder="blank"
                disabled={checking}
                onChange={(event) => {
                  const value = event.currentTarget.value
                  setTyped((before) => ({ ...before, [column]: value }))
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') setTyped({})
                }}
              />
            )}
          </div>
        ))}
      </div>
      <div className={classes.fixActions}>
        {isChanged && (
          <Button
            type="submit"
            size="compact-sm"
            loading={checking}
            aria-label={`Check row ${row.row} again`}
          >
            Check again
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`All cells of row ${row.row}`}
          onClick={() => onAllCells(row)}
        >
          All cells…
        </Button>
      </div>
    </form>
  )
}
