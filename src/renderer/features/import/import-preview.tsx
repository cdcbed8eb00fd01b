import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { ImportCounts, ImportMapping } from '../../../shared/contract/imports.ts'
import type { Refusal } from '../../../shared/result.ts'
import { Confirm } from '../../components/confirm.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import classes from './import.module.css'
import { MissingRows } from './missing-rows.tsx'
import { PreviewRows } from './preview-rows.tsx'
import { firstList, type PreviewList, PreviewTiles } from './preview-tiles.tsx'
import { RejectedRows } from './rejected-rows.tsx'

export interface ImportPreviewProps {
  fileName: string
  draftId: string
  counts: ImportCounts
  mapping: ImportMapping
  refusal: Refusal | null
  onCounts: (counts: ImportCounts) => void
  onCommit: () => void
  onBack: () => void
  onLeave: () => void
}

/** What the file would do, before anything is saved. */
export function ImportPreview(props: ImportPreviewProps) {
  const { counts, draftId, mapping, refusal } = props
  const [open, setOpen] = useState<PreviewList>(() => firstList(counts))
  const [leaving, setLeaving] = useState(false)
  const good = counts.rows - counts.rejected
  const changing = counts.created + counts.updated
  const revision = JSON.stringify(counts)
  const isGone = refusal?.kind === 'not_found'
  return (
    <>
      {refusal && (
        <Problem
          refusal={refusal}
          title="Nothing was imported"
          {...(isGone ? { onRetry: props.onBack, retryLabel: 'Check the file again' } : {})}
        />
      )}
      <PreviewTiles counts={counts} open={open} onOpen={setOpen} />
      <div className={classes.list}>
        {open === 'rejected' ? (
          <RejectedRows draftId={draftId} mapping={mapping} onCounts={props.onCounts} />
        ) : open === 'missing' ? (
          <MissingRows draftId={draftId} revision={revision} />
        ) : (
          <PreviewRows key={open} draftId={draftId} group={open} mapping={mapping} revision={revision} />
        )}
      </div>
      <Group className={classes.footer}>
        <Button disabled={good === 0 || isGone} onClick={props.onCommit}>
          {good === counts.rows
            ? `Import ${good === 1 ? 'the row' : `all ${formatCount(good)} rows`}`
            : `Import the ${formatCount(good)} good ${good === 1 ? 'row' : 'rows'}`}
        </Button>
        <Button variant="default" onClick={props.onBack}>
          Back to the columns
        </Button>
        <Button variant="subtle" onClick={() => setLeaving(true)}>
          Leave without importing
        </Button>
        <Text size="sm" c="dimmed">
          {good === 0
            ? 'No row can be imported as it is.'
            : changing === 0
              ? 'Nothing would change.'
              : `${formatCount(counts.rows)} rows in “${props.fileName}”. Nothing is saved yet.`}
        </Text>
      </Group>
      <Confirm
        opened={leaving}
        title="Leave without importing?"
        action="Leave without importing"
        cancel="Keep looking"
        destructive
        onConfirm={props.onLeave}
        onClose={() => setLeaving(false)}
      >
        What was read and corrected here is forgotten. Nothing on any list changes, and the file on the disk
        stays as it is.
      </Confirm>
    </>
  )
}
