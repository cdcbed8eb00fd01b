import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type ClosedReason, closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { LeftOut } from '../../../shared/contract/rounds.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import type { MemberDialogProps } from './reply-dialog.tsx'
import { LeftAsTheyWere, subjectOf, useBulk } from './use-bulk.tsx'
import { families } from './words.ts'

/** What a round can find out. Others, such as a death, have a way of their own on the child's page. */
const offered: readonly ClosedReason[] = [
  'declined',
  'moved_away',
  'right_to_choose',
  'transferred_out',
  'discharged',
]

/** First of two decisions: proposes to take children off the list. */
export function ProposeDialog({ round, rows, onClose, onDone }: MemberDialogProps) {
  const client = useClient()
  const [closedReason, setClosedReason] = useState<ClosedReason | null>(
    rows.every(({ reply }) => reply === 'no') ? 'declined' : null,
  )
  const [reason, setReason] = useState('')
  const { problems, saving, result, leave, refusal } = useBulk<{
    proposed: number
    exceptions: LeftOut[]
  }>({
    onSaved: ({ proposed }) => {
      if (proposed > 0) showDone(`Removal proposed: ${families(proposed)}. A second person decides.`)
    },
    onClose,
    onDone,
  })
  function save(): void {
    const missing = [
      ...(closedReason === null ? [{ field: 'closedReason', message: 'Choose why they would leave' }] : []),
      ...(reason.trim().length < 3
        ? [{ field: 'reason', message: 'Give a reason of at least 3 characters' }]
        : []),
    ]
    if (!problems.attempted(missing) || closedReason === null) return
    saving.mutate(() =>
      client.rounds.proposeRemoval({
        referralIds: rows.map(({ referralId }) => referralId),
        roundId: round.roundId,
        closedReason,
        reason: reason.trim(),
      }),
    )
  }
  return (
    <FormDialog
      title="Propose removal from the list"
      subject={subjectOf(rows)}
      saveLabel={`Propose for ${families(rows.length)}`}
      isDirty={reason !== ''}
      isSaving={saving.isPending}
      canSave={result === null}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={leave}
    >
      <p style={{ margin: 0 }}>
        Nobody is removed by this. A clinician other than you weighs each child and decides, with a statement
        of the risk.
      </p>
      <Select
        label="Why they would leave the list"
        required
        id={problems.idOf('closedReason')}
        data={offered.map((value) => ({ value, label: closedReasonLabels[value] }))}
        value={closedReason}
        allowDeselect={false}
        error={problems.of('closedReason')}
        onChange={(value) => {
          setClosedReason(value)
          problems.report('closedReason', null)
        }}
      />
      <Textarea
        label="Reason"
        description={
          rows.length > 1
            ? 'What the second person should know. The same for every family.'
            : 'What the second person should know.'
        }
        required
        id={problems.idOf('reason')}
        rows={3}
        maxLength={2000}
        data-autofocus
        value={reason}
        error={problems.of('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <LeftAsTheyWere exceptions={result?.exceptions ?? []} />
    </FormDialog>
  )
}
