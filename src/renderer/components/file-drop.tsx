import { Button, Text } from '@mantine/core'
import { IconFileSpreadsheet, IconFolderOpen } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { OpenedFile, OpenPurpose } from '../../shared/bridge.ts'
import classes from './file-drop.module.css'
import { Problem } from './problem.tsx'

export interface FileDropProps {
  purpose: OpenPurpose
  /** "Drop a spreadsheet here". */
  words: string
  /** The same while a file is held over it. */
  overWords: string
  chooseWords: string
  loading?: boolean
  onFile: (file: OpenedFile) => void
  /** What is accepted and what will happen. */
  children: ReactNode
}

/** A place to drop one file, or to choose it; says why when what was dropped is not one. */
export function FileDrop({
  purpose,
  words,
  overWords,
  chooseWords,
  loading = false,
  onFile,
  children,
}: FileDropProps) {
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const depth = useRef(0)

  async function choose(): Promise<void> {
    const file = await window.cypWaits.chooseFileToOpen(purpose)
    if (!file) return
    setProblem(null)
    onFile(file)
  }
  async function drop(event: DragEvent): Promise<void> {
    event.preventDefault()
    depth.current = 0
    setOver(false)
    setProblem(null)
    const files = [...event.dataTransfer.files]
    const [file] = files
    if (!file || files.length > 1) {
      setProblem('Drop one file at a time. Nothing was read.')
      return
    }
    const granted = await window.cypWaits.grantDroppedFile(file)
    if (granted) onFile(granted)
    else
      setProblem('What was dropped is not a file on this computer’s disk. Nothing was read. Save it first.')
  }

  return (
    <>
      {problem && <Problem title="That was not a file" refusal={{ kind: 'invalid', message: problem }} />}
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
        <Text fw={700}>{over ? overWords : words}</Text>
        <Button
          leftSection={<IconFolderOpen size={16} aria-hidden />}
          loading={loading}
          onClick={() => void choose()}
        >
          {chooseWords}
        </Button>
        {children}
      </div>
    </>
  )
}
