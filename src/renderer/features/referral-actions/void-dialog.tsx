import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { TimelineEntry } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from './form-dialog.tsx'
import { useRefresh } from './use-refresh.ts'

export interface VoidDialogProps {
  referralId: string
  version: number
  entry: Pick<TimelineEntry, 'eventId' | 'sentence' | 'happenedOn'>
  onClose: () => void
}

/** Voids a mistaken entry for a reason: it stays readable, struck through, and counts for nothing. */
export function VoidDialog({ referralId, version, entry, onClose }: VoidDialogProps) {
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const voiding = useMutation({
    mutationFn: () =>
      client.referrals.voidEvent({ referralId, version, eventId: entry.eventId, reason: reason.trim() }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone(`Voided: ${entry.sentence}`)
    },
    onError: async (error) => {
      if (refusalOf(error).kind === 'conflict') await refresh()
    },
  })
  function save(): void {
    const tooShort = { field: 'reason', message: 'Give a reason of at least 3 characters' }
    if (problems.attempted(reason.trim().length < 3 ? [tooShort] : [])) voiding.mutate()
  }
  return (
    <FormDialog
      title="Void this entry?"
      subject={
        <>
          <strong>{entry.sentence}</strong>, {formatDate(entry.happenedOn)}
        </>
      }
      saveLabel="Void the entry"
      isDirty={reason !== ''}
      isSaving={voiding.isPending}
      isDestructive
      problems={problems.summary}
      refusal={voiding.error ? refusalOf(voiding.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        The entry stays readable, struck through, with your name and reason. It counts for nothing from now
        on, and the wait and the place in the queue are worked out again without it.
      </Text>
      <Textarea
        label="Reason"
        required
        id={problems.idOf('reason')}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
