import { List, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportBatch } from '../../../shared/contract/imports.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Confirm } from '../../components/confirm.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { useFieldProblems } from '../forms/index.ts'

export interface UndoImportProps {
  batch: Pick<ImportBatch, 'batchId' | 'fileName' | 'counts'>
  onUndone?: () => void
  onClose: () => void
}

interface Kept {
  referralId: string
  childName: string
  why: string
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** Asks for a reason, says what undoing an import does, and names what it had to leave. Going back is the default. */
export function UndoImport({ batch, onUndone, onClose }: UndoImportProps) {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState<{ undone: number; rows: Kept[] } | null>(null)
  const undoing = useMutation(procedures.imports.undo.mutationOptions())
  const { created, updated } = batch.counts

  async function undo(): Promise<void> {
    const isShort = reason.trim().length < 3
    if (!problems.attempted(isShort ? [{ field: 'reason', message: 'Say why in a few words' }] : [])) return
    try {
      const result = await undoing.mutateAsync({ batchId: batch.batchId, reason: reason.trim() })
      void queryClient.invalidateQueries()
      onUndone?.()
      if (result.kept.length > 0) setKept({ undone: result.undone, rows: result.kept })
      else {
        showDone(`Import undone: ${counted(result.undone, 'row', 'rows')} taken back`)
        onClose()
      }
    } catch {
      // The dialog shows the refusal.
    }
  }

  if (kept)
    return (
      <Confirm
        opened
        title="Import undone, with some left as they are"
        action="Close"
        cancel="Back to the list"
        onConfirm={onClose}
        onClose={onClose}
      >
        <Stack gap="sm">
          <Text>
            {counted(kept.undone, 'row was', 'rows were')} taken back.{' '}
            {counted(kept.rows.length, 'referral was', 'referrals were')} left, because taking{' '}
            {kept.rows.length === 1 ? 'it' : 'them'} back would lose what people recorded since:
          </Text>
          <List>
            {kept.rows.slice(0, 20).map((row) => (
              <List.Item key={row.referralId}>
                {row.childName}: {row.why}
              </List.Item>
            ))}
          </List>
          {kept.rows.length > 20 && <Text>And {formatCount(kept.rows.length - 20)} more.</Text>}
        </Stack>
      </Confirm>
    )
  return (
    <FormDialog
      title="Undo this import?"
      subject={
        <>
          <strong>{batch.fileName}</strong>: {counted(created, 'new row', 'new rows')},{' '}
          {counted(updated, 'update', 'updates')}
        </>
      }
      saveLabel="Undo the import"
      isDirty={false}
      isSaving={undoing.isPending}
      isDestructive
      problems={problems.summary}
      refusal={undoing.error ? refusalOf(undoing.error) : null}
      onSave={() => void undo()}
      onClose={onClose}
    >
      <List spacing={4}>
        {created > 0 && (
          <List.Item>
            {counted(created, 'referral', 'referrals')} that it added leave every list, marked registered in
            error.
          </List.Item>
        )}
        {updated > 0 && (
          <List.Item>{counted(updated, 'row', 'rows')} that it changed go back to what they were.</List.Item>
        )}
        <List.Item>What people recorded since stays, and those referrals are named afterwards.</List.Item>
        <List.Item>Everything remains readable in the history, with your name and reason.</List.Item>
      </List>
      <Textarea
        id={problems.idOf('reason')}
        label="Reason"
        required
        rows={2}
        maxLength={2000}
        value={reason}
        error={problems.of('reason')}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          problems.report('reason', null)
        }}
      />
    </FormDialog>
  )
}
