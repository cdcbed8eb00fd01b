import { Radio, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type SupportHelped, supportHelped, supportHelpedLabels } from '../../../shared/codes/waiting-care.ts'
import type { SupportOffer } from '../../../shared/contract/support.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import classes from './waiting-care.module.css'

export interface OutcomeDialogProps {
  offer: SupportOffer
  childName: string
  onClose: () => void
}

/** Notes whether help was taken up and whether it helped; a later answer replaces an earlier one. */
export function OutcomeDialog({ offer, childName, onClose }: OutcomeDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [start] = useState({
    takenUp: offer.takenUp === null ? null : offer.takenUp ? 'yes' : 'no',
    helped: offer.helped as string | null,
    on: (offer.answeredOn ?? today) as string | null,
    note: offer.note ?? '',
  })
  const [draft, setDraft] = useState(start)
  const isTakenUp = draft.takenUp === 'yes'
  const saving = useMutation({
    mutationFn: (answeredOn: string) =>
      client.support.recordOutcome({
        offerId: offer.offerId,
        version: offer.version,
        answeredOn,
        takenUp: isTakenUp,
        helped: isTakenUp ? ((draft.helped ?? 'not_known') as SupportHelped) : 'not_known',
        note: draft.note.trim() || null,
      }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone('What came of the support was recorded')
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
      ...(draft.takenUp === null ? [{ field: 'takenUp', message: 'Choose whether it was taken up' }] : []),
      ...(isTakenUp && draft.helped === null
        ? [{ field: 'helped', message: 'Choose whether it helped; not known is an answer' }]
        : []),
      ...(draft.on === null ? [{ field: 'answeredOn', message: 'Enter the day you heard of it' }] : []),
    ]
    if (problems.attempted(wrong) && draft.on !== null) saving.mutate(draft.on)
  }
  function set(part: Partial<typeof draft>, field: string): void {
    problems.report(field, null)
    setDraft({ ...draft, ...part })
  }
  return (
    <FormDialog
      title="What came of the support"
      subject={`${childName}. ${offer.optionName}, offered ${formatDate(offer.offeredOn)}.`}
      saveLabel="Save"
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <Radio.Group
        label="Was it taken up?"
        required
        value={draft.takenUp}
        error={problems.of('takenUp')}
        onChange={(takenUp) => set({ takenUp: takenUp as 'yes' | 'no' }, 'takenUp')}
      >
        <div className={classes.inline}>
          <Radio id={problems.idOf('takenUp')} value="yes" label="Yes" data-autofocus />
          <Radio value="no" label="No" />
        </div>
      </Radio.Group>
      {isTakenUp && (
        <Radio.Group
          label="Did it help?"
          required
          value={draft.helped}
          error={problems.of('helped')}
          onChange={(helped) => set({ helped }, 'helped')}
        >
          <div className={classes.choices}>
            {supportHelped.map((value, index) => (
              <Radio
                key={value}
                value={value}
                label={supportHelpedLabels[value]}
                {...(index === 0 && { id: problems.idOf('helped') })}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <DateField
        id={problems.idOf('answeredOn')}
        label="Heard on"
        required
        today={today}
        min={{ date: offer.offeredOn, message: 'That is before the day it was offered' }}
        max={{ date: today, message: 'That date is in the future' }}
        value={draft.on}
        error={problems.of('answeredOn')}
        onChange={(on) => setDraft({ ...draft, on })}
        onProblem={(message) => problems.report('answeredOn', message)}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
