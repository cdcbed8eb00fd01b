import { Button, Group, List, Select, Text } from '@mantine/core'
import { IconFileSpreadsheet, IconFolderOpen } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import type { OpenedFile } from '../../../shared/bridge.ts'
import type { Refusal } from '../../../shared/result.ts'
import { Problem } from '../../components/problem.tsx'
import classes from './import.module.css'

export interface ChooseFileProps {
  refused: { fileName: string; refusal: Refusal; sheets: string[] } | null
  onFile: (file: OpenedFile) => void
  onSheet: (sheet: string) => void
}

/** Drop a file or choose one; a refused one is explained here. */
export function ChooseFile({ refused, onFile, onSheet }: ChooseFileProps) {
  const [over, setOver] = useState(false)
  const [dropProblem, setDropProblem] = useState<string | null>(null)
  const depth = useRef(0)

  async function choose(): Promise<void> {
    const file = await window.cypWaits.chooseFileToOpen('import')
    if (file) onFile(file)
  }
  async function drop(event: DragEvent): Promise<void> {
    event.preventDefault()
    depth.current = 0
    setOver(false)
    setDropProblem(null)
    const files = [...event.dataTransfer.files]
    const [file] = files
    if (!file || files.length > 1) {
      setDropProblem('Drop one file at a time. Nothing was read.')
      return
    }
    const granted = await window.cypWaits.grantDroppedFile(file)
    if (granted) onFile(granted)
    else
      setDropProblem(
        'What was dropped is not a file on this computer’s disk. Nothing was read. Save it first.',
      )
  }

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
      {dropProblem && (
        <Problem title="That was not a file" refusal={{ kind: 'invalid', message: dropProblem }} />
      )}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragEnter={(event) => {
          event.preventDefault()
          depth.current += 1
          setOver(true)
        }}
        onDragOver={(event) => event.preventDefault()}
        onDragLeave={() => {
          depth.current -= 1
          if (depth.current <= 0) setOver(false)
        }}
        onDrop={(event) => void drop(event)}
      >
        <IconFileSpreadsheet size={40} stroke={1.3} aria-hidden />
        <Text fw={700}>{over ? 'Let go to open it' : 'Drop a spreadsheet or an extract here'}</Text>
        <Group justify="center">
          <Button leftSection={<IconFolderOpen size={16} aria-hidden />} onClick={() => void choose()}>
            Choose a file
          </Button>
        </Group>
        <List className={classes.dropWords} size="sm">
          <List.Item>CSV or Excel (.xlsx), one referral in each row, headings in the first row.</List.Item>
          <List.Item>You see everything it would change before anything is saved.</List.Item>
          <List.Item>It never removes a child from a list, and it can be undone.</List.Item>
        </List>
      </div>
    </>
  )
}
