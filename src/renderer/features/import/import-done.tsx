import { Button, Group, Text } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsDiff,
  IconCircleCheck,
  IconCopy,
  IconListDetails,
  IconPlus,
  IconStethoscope,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ImportCounts } from '../../../shared/contract/imports.ts'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { usePresetWaitingList } from '../waiting-list/index.ts'
import classes from './import.module.css'
import { UndoImport } from './undo-import.tsx'
import { comparisonHref, useComparable } from './use-comparable.ts'

export interface ImportDoneProps {
  fileName: string
  batchId: string
  counts: ImportCounts
  undone: boolean
  onUndone: () => void
  onAnother: () => void
}

/** What was saved, where to go on, and the way back. */
export function ImportDone({ fileName, batchId, counts, undone, onUndone, onAnother }: ImportDoneProps) {
  const preset = usePresetWaitingList()
  const [, navigate] = useLocation()
  const comparable = useComparable()
  const [asking, setAsking] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const lines: [string, number][] = [
    ['New referrals', counts.created],
    ['Updated', counts.updated],
    ['Unchanged', counts.unchanged],
    ['Possible duplicates', counts.possibleDuplicates],
    ['Rejected, not imported', counts.rejected],
    ['On our list, not in this file', counts.missingFromFile],
  ]
  function show(queue: 'all_open' | 'not_triaged'): void {
    preset({ queue, importBatch: batchId })
    navigate('/waiting-list')
  }
  return (
    <div className={classes.done}>
      {undone ? (
        <Notice tone="neutral" icon={IconArrowBackUp} title="This import was undone" role="status">
          <span>What it added left every list. The history keeps it, with your name and reason.</span>
        </Notice>
      ) : (
        <Notice tone="success" icon={IconCircleCheck} title={`“${fileName}” is imported`} role="status">
          <span>
            {formatCount(counts.created + counts.updated + counts.unchanged)} of {formatCount(counts.rows)}{' '}
            rows are on the list. It was saved as one: all of it, or nothing.
          </span>
        </Notice>
      )}
      <dl className={classes.summary}>
        {lines.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {!undone && (
        <Group gap={8}>
          <Button
            ref={first}
            leftSection={<IconListDetails size={16} aria-hidden />}
            onClick={() => show('all_open')}
          >
            Show these referrals
          </Button>
          <Button
            variant="default"
            leftSection={<IconStethoscope size={16} aria-hidden />}
            onClick={() => show('not_triaged')}
          >
            Those to triage
          </Button>
          {counts.possibleDuplicates > 0 && (
            <Button
              component={Link}
              href="/duplicates"
              variant="default"
              leftSection={<IconCopy size={16} aria-hidden />}
            >
              Review possible duplicates
            </Button>
          )}
          {comparable.has(batchId) && (
            <Button
              component={Link}
              href={comparisonHref(batchId)}
              variant="default"
              leftSection={<IconArrowsDiff size={16} aria-hidden />}
            >
              Compare with the file before
            </Button>
          )}
        </Group>
      )}
      <Group gap={8}>
        <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={onAnother}>
          Import another file
        </Button>
        {!undone && (
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            Undo this import
          </Button>
        )}
      </Group>
      {counts.rejected > 0 && !undone && (
        <Text c="dimmed" size="sm">
          The rejected rows are still in your file: correct them there and import it again. Rows already
          imported then count as unchanged.
        </Text>
      )}
      {asking && (
        <UndoImport
          batch={{ batchId, fileName, counts }}
          onUndone={onUndone}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
