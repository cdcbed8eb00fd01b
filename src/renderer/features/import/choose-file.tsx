import { List, Select } from '@mantine/core'
import type { OpenedFile } from '../../../shared/bridge.ts'
import type { Refusal } from '../../../shared/result.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './import.module.css'

export interface ChooseFileProps {
  refused: { fileName: string; refusal: Refusal; sheets: string[] } | null
  onFile: (file: OpenedFile) => void
  onSheet: (sheet: string) => void
}

/** Drop a file or choose one; a refused one is explained here. */
export function ChooseFile({ refused, onFile, onSheet }: ChooseFileProps) {
  return (
    <>
      {refused && <Problem title={`“${refused.fileName}” could not be read`} refusal={refused.refusal} />}
      {refused && refused.sheets.length > 1 && (
        <Select
          className={classes.short}
          label="Another sheet of that file"
          placeholder="Choose a sheet"
          data={refused.sheets}
          value={null}
          onChange={(sheet) => sheet !== null && onSheet(sheet)}
        />
      )}
      <FileDrop
        purpose="import"
        words="Drop a spreadsheet or an extract here"
        overWords="Let go to open it"
        chooseWords="Choose a file"
        onFile={onFile}
      >
        <List className={classes.dropWords} size="sm">
          <List.Item>CSV or Excel (.xlsx), one referral in each row, headings in the first row.</List.Item>
          <List.Item>You see everything it would change before anything is saved.</List.Item>
          <List.Item>It never removes a child from a list, and it can be undone.</List.Item>
        </List>
      </FileDrop>
    </>
  )
}
