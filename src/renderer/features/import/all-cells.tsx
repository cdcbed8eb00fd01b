import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { importColumns } from '../../../shared/codes/import-columns.ts'
import type { ImportMapping, ImportPreviewRow } from '../../../shared/contract/imports.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { columnName } from './column-words.ts'
import classes from './import.module.css'

export interface AllCellsProps {
  row: ImportPreviewRow
  mapping: ImportMapping
  onFix: (row: number, cells: Record<string, string>) => Promise<ImportPreviewRow | null>
  onClose: () => void
}

/** Every cell of one row that is read from the file, for problems that are not about one cell. */
export function AllCells({ row: first, mapping, onFix, onClose }: AllCellsProps) {
  const id = useId()
  const [row, setRow] = useState(first)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [saving, setSaving] = useState(false)
  const fed = importColumns.filter(({ header }) => mapping[header] !== undefined && mapping[header] !== null)
  async function check(): Promise<void> {
    setSaving(true)
    const after = await onFix(row.row, typed)
    setSaving(false)
    if (!after) return
    if (after.group !== 'rejected') onClose()
    else {
      setRow(after)
      setTyped({})
    }
  }
  return (
    <FormDialog
      title={`Row ${row.row} of the file`}
      subject="Corrections are made here only: the file on the disk stays as it is."
      saveLabel="Check the row again"
      isDirty={Object.keys(typed).length > 0}
      isSaving={saving}
      canSave={Object.keys(typed).length > 0}
      problems={row.problems.map((problem) => ({
        fieldId: `${id}-${problem.column || (fed[0]?.header ?? '')}`,
        message: problem.message,
      }))}
      onSave={() => void check()}
      onClose={onClose}
      size="xl"
    >
      <div className={classes.allCells}>
        {fed.map(({ header }) => (
          <TextInput
            key={header}
            id={`${id}-${header}`}
            label={columnName(header)}
            autoComplete="off"
            value={typed[header] ?? row.cells[header] ?? ''}
            error={
              row.problems
                .filter((problem) => problem.column === header)
                .map(({ message }) => message)
                .join(' ') || undefined
            }
            onChange={(event) => {
              const value = event.currentTarget.value
              setTyped((before) => ({ ...before, [header]: value }))
            }}
          />
        ))}
      </div>
    </FormDialog>
  )
}
