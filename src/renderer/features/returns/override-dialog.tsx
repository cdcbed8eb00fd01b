import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReturnCheckFound } from '../../../shared/contract/returns.ts'
import { overrideReasonLength } from '../../../shared/contract/signed-returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useReturnsRefresh } from './use-returns-refresh.ts'
import { monthWords } from './wording.ts'

export interface OverrideDialogProps {
  month: string
  check: ReturnCheckFound
  onClose: () => void
}

/** A manager’s reason for signing off in spite of an error. It is printed on the return with their name. */
export function OverrideDialog({ month, check, onClose }: OverrideDialogProps) {
  const client = useClient()
  const refresh = useReturnsRefresh()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const { code, line, subject, count } = check
  const overriding = useMutation({
    mutationFn: () =>
      client.signedReturns.override({ month, code, line, subject, count, reason: reason.trim() }),
    async onSuccess() {
      showDone('The reason is kept. This check no longer blocks sign-off.')
      await refresh()
      onClose()
    },
  })
  function save(): void {
    const found =
      reason.trim().length < overrideReasonLength
        ? [{ field: 'reason', message: `Give a reason of at least ${overrideReasonLength} characters` }]
        : []
    if (problems.attempted(found)) overriding.mutate()
  }
  return (
    <FormDialog
      title="Sign off in spite of this error?"
      subject={<>{check.message}</>}
      saveLabel="Keep the reason"
      isDirty={reason !== ''}
      isSaving={overriding.isPending}
      problems={problems.summary}
      refusal={overriding.error ? refusalOf(overriding.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <Text size="md">
        Correct the records where you can. Where the figure is right as it stands, say why: your name and
        these words are printed on the return for {monthWords(month)}. If the count changes, the error blocks
        again.
      </Text>
      <Textarea
        id={problems.idOf('reason')}
        label="Reason"
        description={`At least ${overrideReasonLength} characters. No child’s name.`}
        required
        data-autofocus
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
