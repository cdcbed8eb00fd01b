import { Button, Checkbox, List, Modal, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleApplied, RuleBenchSummary } from '../../../shared/contract/rule-bench.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { formatCount } from '../../components/format-count.ts'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import { useRulesRefresh } from './use-draft.ts'
import { counted } from './words.ts'

/** All of the result that can move, or those chosen. */
export interface ApplyAsked {
  which: { kind: 'all' } | { kind: 'ids'; ids: string[] }
  /** How many were chosen. */
  count: number
}

export interface ApplyDialogProps {
  token: string
  asked: ApplyAsked
  summary: RuleBenchSummary
  version: number
  onApplied: () => void
  onClose: () => void
}

function Skipped({ applied, onClose }: { applied: RuleApplied; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Some stayed as they were"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="md">
        {counted(applied.moved, 'suggestion')} moved. {counted(applied.skipped.length, 'referral')} left
        alone:
      </Text>
      <List size="md" my="sm">
        {applied.skipped.map(({ referralId, childName, why }) => (
          <List.Item key={referralId}>
            {childName}: {why}
          </List.Item>
        ))}
      </List>
      <Button onClick={onClose}>Close the list</Button>
    </Modal>
  )
}

/** Moves children on the list to the rules in use: a decision of its own, with a reason, after saying what happens. */
export function ApplyDialog({ token, asked, summary, version, onApplied, onClose }: ApplyDialogProps) {
  const client = useClient()
  const refresh = useRefresh()
  const refreshRules = useRulesRefresh()
  const problems = useFieldProblems()
  const [reason, setReason] = useState('')
  const [changeAccepted, setChangeAccepted] = useState(false)
  const [applied, setApplied] = useState<RuleApplied | null>(null)
  const applying = useMutation({
    mutationFn: () =>
      client.rules.apply({ token, which: asked.which, changeAccepted, reason: reason.trim() }),
    onSuccess(done) {
      void refresh()
      void refreshRules()
      if (done.skipped.length > 0) {
        setApplied(done)
        return
      }
      showDone(
        `${counted(done.moved, 'suggestion')} moved to version ${done.version}${
          done.prioritiesChanged > 0
            ? `, ${counted(done.prioritiesChanged, 'priority', 'priorities')} changed`
            : ''
        }.`,
      )
      onApplied()
      onClose()
    },
  })
  if (applied)
    return (
      <Skipped
        applied={applied}
        onClose={() => {
          onApplied()
          onClose()
        }}
      />
    )
  const isAll = asked.which.kind === 'all'
  const count = isAll ? summary.notTriaged + (changeAccepted ? summary.accepted : 0) : asked.count
  const these = isAll ? `all ${formatCount(count)}` : `these ${formatCount(count)}`
  return (
    <FormDialog
      title={`Apply version ${version} to ${these}?`}
      subject={
        <>
          {isAll
            ? `The suggestions of ${counted(summary.notTriaged, 'referral')} not triaged yet move to version ${version}.`
            : `The suggestions of those among these ${formatCount(count)} that are not triaged yet move to version ${version}.`}{' '}
          Each timeline says so. What clinicians decided stays{' '}
          {changeAccepted ? 'apart from the priorities below.' : 'as it is.'}
        </>
      }
      saveLabel={`Apply to ${these}`}
      isDirty={reason !== ''}
      isSaving={applying.isPending}
      canSave={count > 0}
      problems={problems.summary}
      refusal={applying.error ? refusalOf(applying.error) : null}
      onSave={() => {
        if (
          problems.attempted(
            reason.trim().length < 3
              ? [{ field: 'reason', message: 'Give the reason for applying them.' }]
              : [],
          )
        )
          applying.mutate()
      }}
      onClose={onClose}
    >
      {summary.accepted > 0 && (
        <Checkbox
          label="Also change the priority of children who are accepted and waiting"
          description={`${counted(summary.accepted, 'child', 'children')}${isAll ? '' : ' of the whole result'}. Each gets an entry of its own with the reason.`}
          checked={changeAccepted}
          onChange={(event) => setChangeAccepted(event.currentTarget.checked)}
        />
      )}
      <Textarea
        id={problems.idOf('reason')}
        label="Reason"
        description="Why they are moved, and who agreed it"
        required
        rows={3}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
