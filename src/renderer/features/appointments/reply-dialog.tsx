import { Radio, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type OfferReply, offerReplies, offerReplyLabels } from '../../../shared/codes/appointments.ts'
import type { AppointmentOffer } from '../../../shared/contract/appointments.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRefreshBooking } from './use-booking.ts'
import { dayWords } from './words.ts'

export interface ReplyDialogProps {
  offer: AppointmentOffer
  childName: string
  onClose: () => void
}

/** Records what a family said to the dates offered. Accepting books; a refusal changes no clock. */
export function ReplyDialog({ offer, childName, onClose }: ReplyDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefreshBooking()
  const problems = useFieldProblems()
  const [reply, setReply] = useState<OfferReply | null>(null)
  const [chosen, setChosen] = useState(offer.dates.length === 1 ? 0 : null)
  const [repliedOn, setRepliedOn] = useState<string | null>(today)
  const [reason, setReason] = useState('')
  const saving = useMutation({
    mutationFn: (said: OfferReply) => {
      const date = chosen === null ? undefined : offer.dates[chosen]
      return client.appointments.replyToOffer({
        offerId: offer.offerId,
        version: offer.version,
        reply: said,
        chosen: said === 'accepted' && date ? { clinicId: date.clinicId, on: date.on, at: date.at } : null,
        repliedOn: repliedOn ?? today,
        reason: reason.trim() || null,
      })
    },
    onSuccess: async (done) => {
      onClose()
      await refresh()
      showDone(
        done.appointmentId === null ? 'The reply is recorded. No clock changes.' : `Booked: ${childName}`,
      )
    },
    onError: () => void refresh(),
  })
  function save(): void {
    const wrong = [
      ...(reply === null ? [{ field: 'reply', message: 'Choose what the family said' }] : []),
      ...(reply === 'accepted' && chosen === null
        ? [{ field: 'chosen', message: 'Choose the date the family takes' }]
        : []),
      ...(reply === 'declined' && reason.trim().length < 3
        ? [{ field: 'reason', message: 'Write why the family refused' }]
        : []),
      ...(repliedOn === null ? [{ field: 'repliedOn', message: 'Enter the day' }] : []),
    ]
    if (problems.attempted(wrong) && reply !== null) saving.mutate(reply)
  }
  return (
    <FormDialog
      title="Reply to the offer"
      subject={childName}
      saveLabel="Save"
      isDirty={reply !== null || reason !== ''}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <Radio.Group
        label="What the family said"
        required
        id={problems.idOf('reply')}
        error={problems.of('reply')}
        value={reply}
        onChange={(value) => setReply(value as OfferReply)}
      >
        <Stack gap="xs" mt="xs">
          {offerReplies.map((each) => (
            <Radio key={each} value={each} label={offerReplyLabels[each]} />
          ))}
        </Stack>
      </Radio.Group>
      {reply === 'accepted' && (
        <Radio.Group
          label="Which date"
          required
          id={problems.idOf('chosen')}
          error={problems.of('chosen')}
          value={chosen === null ? null : String(chosen)}
          onChange={(value) => setChosen(Number(value))}
        >
          <Stack gap="xs" mt="xs">
            {offer.dates.map(({ on, at, clinicName, place }, index) => (
              <Radio
                key={`${on} ${at} ${clinicName}`}
                value={String(index)}
                label={`${dayWords(on)} at ${at}, ${clinicName}, ${place}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <DateField
        label="Replied on"
        required
        today={today}
        id={problems.idOf('repliedOn')}
        error={problems.of('repliedOn')}
        value={repliedOn}
        onChange={setRepliedOn}
        min={{ date: offer.offeredOn, message: 'That is before the offer' }}
        max={{ date: today, message: 'That date is in the future' }}
        onProblem={(message) => problems.report('repliedOn', message)}
      />
      <Textarea
        label={reply === 'declined' ? 'Reason' : 'Note'}
        required={reply === 'declined'}
        rows={2}
        maxLength={2000}
        id={problems.idOf('reason')}
        error={problems.of('reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
