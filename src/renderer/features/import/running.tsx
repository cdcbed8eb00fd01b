import { Button, Progress, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useAnnounce } from '../../app/announcer.tsx'
import { formatCount } from '../../components/format-count.ts'
import type { RunningProgress } from './import-job.ts'
import classes from './import.module.css'

const stageWords: Record<RunningProgress['stage'], string> = {
  reading: 'Reading',
  checking: 'Checking',
  matching: 'Matching with the children on your list',
  saving: 'Saving',
}

export interface RunningProps {
  title: string
  fileName: string
  progress: RunningProgress | null
  cancelLabel: string
  /** Whether stopping was asked for and is awaited. */
  isStopping?: boolean
  onCancel: () => void
}

/** Rows done so far, with a way to stop. */
export function progressWords(progress: RunningProgress | null): string {
  if (!progress) return 'Starting'
  const { stage, done, total } = progress
  return `${stageWords[stage]}: ${formatCount(done)}${total === null ? '' : ` of ${formatCount(total)}`} rows`
}

/** What stands on the screen while rows are read or saved. The rest of the app can be used meanwhile. */
export function Running(props: RunningProps) {
  const { title, fileName, progress, cancelLabel, isStopping = false, onCancel } = props
  const announce = useAnnounce()
  const stage = progress?.stage
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (stage) announce(`${stageWords[stage]} rows`)
  }, [stage, announce])
  useEffect(() => cancel.current?.focus(), [])
  const share =
    progress && progress.total !== null && progress.total > 0
      ? Math.min(100, (progress.done / progress.total) * 100)
      : null
  return (
    <section className={`cw-panel ${classes.running}`} aria-label={title}>
      <Text fw={700}>{title}</Text>
      <Text c="dimmed">{fileName}</Text>
      <Progress.Root size={12}>
        <Progress.Section
          value={share ?? 100}
          striped={share === null}
          animated={share === null}
          aria-label={title}
          aria-valuetext={progressWords(progress)}
        />
      </Progress.Root>
      <Text className={classes.rowsDone}>{progressWords(progress)}</Text>
      <Text size="sm" c="dimmed">
        You can work elsewhere in the app and come back. Locking stops it and forgets what was read.
      </Text>
      <div>
        <Button ref={cancel} variant="default" loading={isStopping} onClick={onCancel}>
          {cancelLabel}
        </Button>
      </div>
    </section>
  )
}
