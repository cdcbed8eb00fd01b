import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SignedRef } from '../../../shared/contract/returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useReturnsRefresh } from './use-returns-refresh.ts'
import { monthWords } from './wording.ts'

/** Opens a signed month again, with a reason. The signed version stays as it is. */
export function ReopenDialog({ signed, onClose }: { signed: SignedRef; onClose: () => void }) {
  const client = useClient()
  const refresh = useReturnsRefresh()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const month = monthWords(signed.month)
  const reopening = useMutation({
    mutationFn: () => client.signedReturns.reopen({ id: signed.id, reason: reason.trim() }),
    async onSuccess() {
      showDone(`${month} is open again. Version ${signed.version} is kept.`)
      await refresh()
      onClose()
    },
  })
  function save(): void {
    const found =
      reason.trim().length < 3 ? [{ field: 'reason', message: 'Say why the month is opened again.' }] : []
    if (problems.attempted(found)) reopening.mutate()
  }
  return (
    <FormDialog
      title={`Re-open ${month}?`}
      subject={
        <>
          Version <strong>{signed.version}</strong>, signed by <strong>{signed.signedBy}</strong>
        </>
      }
      saveLabel={`Re-open ${month}`}
      isDirty={reason !== ''}
      isSaving={reopening.isPending}
      isDestructive
      problems={problems.summary}
      refusal={reopening.error ? refusalOf(reopening.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <Text size="md">
        Version {signed.version} stays as it was signed and can still be opened, exported and verified. The
        month can then be signed again, as version {signed.version + 1}, with today’s figures.
      </Text>
      <Textarea
        id={problems.idOf('reason')}
        label="Reason"
        description="Kept with the new version. No child’s name."
        required
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
