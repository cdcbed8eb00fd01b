import { Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Reporter, reporterLabels, reporters } from '../../../shared/codes/waiting-care.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'

export interface WorseDialogProps {
  detail: Pick<ReferralDetail, 'referralId' | 'version' | 'serviceName' | 'receivedDate'>
  childName: string
  onClose: () => void
}

/** Logs a call that a child is getting worse. It asks a clinician to look and moves nobody. */
export function WorseDialog({ detail, childName, onClose }: WorseDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [by, setBy] = useState<Reporter | null>(null)
  const [what, setWhat] = useState('')
  const [on, setOn] = useState<string | null>(today)
  const { referralId } = detail
  const saving = useMutation({
    mutationFn: (ready: { by: Reporter; happenedOn: string }) =>
      client.reviews.reportDeterioration({ referralId, version: detail.version, what, ...ready }),
    onSuccess: async (done) => {
      onClose()
      await refresh()
      showUndo({
        message: 'Reported: a clinician is asked to look within 2 working days',
        onUndo: async () => {
          try {
            await client.referrals.voidEvent({
              referralId,
              version: done.version,
              eventId: done.eventId,
              reason: 'Taken back straight after it was recorded',
            })
            showDone('The report was taken back')
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
        },
      })
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  function save(): void {
    const wrong = [
      ...(by === null ? [{ field: 'by', message: 'Choose who says so' }] : []),
      ...(what.trim().length < 3 ? [{ field: 'what', message: 'Say what has changed' }] : []),
      ...(on === null ? [{ field: 'happenedOn', message: 'Enter the day they told us' }] : []),
    ]
    if (!problems.attempted(wrong) || by === null || on === null) return
    saving.mutate({ by, happenedOn: on })
  }
  return (
    <FormDialog
      title="Reported to be getting worse"
      subject={`${childName}. ${detail.serviceName}. A clinician is asked to look; the wait and the priority stay as they are until then.`}
      saveLabel="Record the report"
      isDirty={what !== '' || by !== null}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <Select
        id={problems.idOf('by')}
        label="Who says so"
        required
        data={reporters.map((value) => ({ value, label: reporterLabels[value] }))}
        value={by}
        error={problems.of('by')}
        onChange={(value) => {
          problems.report('by', null)
          setBy(value as Reporter | null)
        }}
        data-autofocus
      />
      <Textarea
        id={problems.idOf('what')}
        label="What has changed"
        description="In their words. If anybody is in danger now, follow the safeguarding procedure first."
        required
        autosize
        minRows={3}
        maxLength={2000}
        value={what}
        error={problems.of('what')}
        onChange={(event) => {
          problems.report('what', null)
          setWhat(event.currentTarget.value)
        }}
      />
      <DateField
        id={problems.idOf('happenedOn')}
        label="They told us on"
        required
        today={today}
        min={{ date: detail.receivedDate, message: 'That is before the referral was received' }}
        max={{ date: today, message: 'That date is in the future' }}
        value={on}
        error={problems.of('happenedOn')}
        onChange={setOn}
        onProblem={(message) => problems.report('happenedOn', message)}
      />
    </FormDialog>
  )
}
