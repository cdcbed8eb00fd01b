import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { RemovalProposal } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import classes from './rounds.module.css'
import { useReadRounds } from './use-rounds.ts'

export interface Deciding {
  proposal: RemovalProposal
  decision: 'removed' | 'kept'
}

export interface DecideDialogProps extends Deciding {
  onClose: () => void
  onDone: () => void
}

/** Fewest characters of a risk statement. Source: the service that decides. */
const leastRisk = 10

/** Second of two decisions: keeps a child on the list, or removes it with a statement of the risk. */
export function DecideDialog({ proposal, decision, onClose, onDone }: DecideDialogProps) {
  const { person } = useWork()
  const client = useClient()
  const read = useReadRounds()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const [risk, setRisk] = useState('')
  const isRemoval = decision === 'removed'
  const saving = useMutation({
    mutationFn: () =>
      client.rounds.decideRemoval({
        proposalId: proposal.proposalId,
        version: proposal.version,
        decision,
        reason: reason.trim(),
        riskStatement: isRemoval ? risk.trim() : '',
      }),
    onSuccess: async () => {
      onClose()
      onDone()
      showDone(
        isRemoval
          ? `${proposal.childName} was removed from the list`
          : `${proposal.childName} stays on the list`,
      )
      await read()
    },
  })
  function save(): void {
    const missing = [
      ...(reason.trim().length < 3
        ? [{ field: 'reason', message: 'Give a reason of at least 3 characters' }]
        : []),
      ...(isRemoval && risk.trim().length < leastRisk
        ? [
            {
              field: 'risk',
              message: `Say what could go wrong and what was done about it, in at least ${leastRisk} characters`,
            },
          ]
        : []),
    ]
    if (problems.attempted(missing)) saving.mutate()
  }
  return (
    <FormDialog
      title={isRemoval ? 'Remove from the list' : 'Keep on the list'}
      subject={proposal.childName}
      saveLabel={isRemoval ? 'Remove from the list' : 'Keep on the list'}
      isDirty={reason !== '' || risk !== ''}
      isSaving={saving.isPending}
      isDestructive={isRemoval}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        {isRemoval
          ? `The referral to ${proposal.serviceName} is closed today (${closedReasonLabels[proposal.closedReason].toLowerCase()}) with ${person.displayName} as the clinician who decided. It can be opened again from the child’s timeline.`
          : `The referral to ${proposal.serviceName} stays where it is. The proposal is settled.`}
      </p>
      {proposal.weigh.length > 0 && isRemoval && (
        <div>
          <strong>What to weigh</strong>
          <ul className={classes.weigh}>
            {proposal.weigh.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <Textarea
        label="Reason"
        required
        id={problems.idOf('reason')}
        rows={2}
        maxLength={2000}
        data-autofocus={!isRemoval || undefined}
        value={reason}
        error={problems.of('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {isRemoval && (
        <Textarea
          label="Risk"
          description="What could go wrong for this child off the list, and what was done about it."
          required
          id={problems.idOf('risk')}
          rows={3}
          maxLength={2000}
          value={risk}
          error={problems.of('risk')}
          onChange={(event) => setRisk(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
