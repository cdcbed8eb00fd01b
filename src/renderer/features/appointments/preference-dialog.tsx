import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReferralBooking } from '../../../shared/contract/appointments.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRefreshBooking } from './use-booking.ts'

export interface PreferenceDialogProps {
  referralId: string
  childName: string
  preference: ReferralBooking['preference']
  onClose: () => void
}

/** What a family can come to: at short notice, by its consent, or only to one place. */
export function PreferenceDialog({ referralId, childName, preference, onClose }: PreferenceDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefreshBooking()
  const problems = useFieldProblems()
  const [start] = useState({
    isShort: preference?.shortNoticeOn != null,
    on: preference?.shortNoticeOn ?? today,
    note: preference?.shortNoticeNote ?? '',
    place: preference?.place ?? '',
  })
  const [draft, setDraft] = useState<Omit<typeof start, 'on'> & { on: string | null }>(start)
  const saving = useMutation({
    mutationFn: () =>
      client.appointments.setPreference({
        referralId,
        version: preference?.version ?? null,
        shortNoticeOn: draft.isShort ? draft.on : null,
        shortNoticeNote: draft.note.trim() || null,
        place: draft.place.trim() || null,
      }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone('What the family can come to was saved')
    },
    onError: () => void refresh(),
  })
  function save(): void {
    const wrong = draft.isShort && draft.on === null ? [{ field: 'on', message: 'Enter the day' }] : []
    if (problems.attempted(wrong)) saving.mutate()
  }
  return (
    <FormDialog
      title="What the family can come to"
      subject={childName}
      saveLabel="Save"
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <Checkbox
        label="The family agreed to be asked at short notice"
        description="Without it, a slot in less than 3 weeks is not recommended for this child."
        checked={draft.isShort}
        onChange={(event) => setDraft({ ...draft, isShort: event.currentTarget.checked })}
      />
      {draft.isShort && (
        <>
          <DateField
            label="Agreed on"
            required
            today={today}
            id={problems.idOf('on')}
            error={problems.of('on')}
            value={draft.on}
            onChange={(on) => setDraft({ ...draft, on })}
            max={{ date: today, message: 'That date is in the future' }}
            onProblem={(message) => problems.report('on', message)}
          />
          <TextInput
            label="Note"
            description="Such as: mornings, by text, from two days before"
            maxLength={200}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
          />
        </>
      )}
      <TextInput
        label="The only place they can come to"
        description="As the clinic’s place is written. Leave empty when they can come anywhere."
        maxLength={100}
        value={draft.place}
        onChange={(event) => setDraft({ ...draft, place: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
