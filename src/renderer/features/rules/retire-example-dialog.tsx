import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRulesRefresh } from './use-draft.ts'

/** Takes a worked case out of the running, with the reason. It can be taken back. */
export function RetireExampleDialog({ example, onClose }: { example: RuleExample; onClose: () => void }) {
  const client = useClient()
  const refresh = useRulesRefresh()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const { exampleId, version, name } = example
  const retiring = useMutation({
    mutationFn: () => client.rules.retireExample({ exampleId, version, reason: reason.trim() }),
    onSuccess() {
      showDone(`“${name}” is retired.`)
      void refresh()
      onClose()
    },
    onError: () => void refresh(),
  })
  return (
    <FormDialog
      title="Retire this worked case?"
      subject={
        <>
          <strong>{name}</strong> no longer runs when rules are published. It stays among the retired ones and
          can be run again.
        </>
      }
      saveLabel="Retire the case"
      isDestructive
      isDirty={reason !== ''}
      isSaving={retiring.isPending}
      problems={problems.summary}
      refusal={retiring.error ? refusalOf(retiring.error) : null}
      onSave={() => {
        const short = reason.trim().length < 3
        if (
          problems.attempted(short ? [{ field: 'reason', message: 'Give the reason for retiring it.' }] : [])
        )
          retiring.mutate()
      }}
      onClose={onClose}
    >
      <Textarea
        id={problems.idOf('reason')}
        label="Reason"
        required
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
