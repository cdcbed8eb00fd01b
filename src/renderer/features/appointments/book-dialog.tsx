import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { type ToldBy, toldBy as toldByCodes, toldByLabels } from '../../../shared/codes/appointments.ts'
import type { SlotCandidate, SlotRef } from '../../../shared/contract/appointments.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { hideUndo, showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useLastToldBy, useRefreshBooking } from './use-booking.ts'
import { dayWords } from './words.ts'

/** How a family was told, or that it is yet to be. */
export function ToldByField({
  value,
  onChange,
  mayBeLater = true,
}: {
  value: ToldBy | null
  onChange: (value: ToldBy | null) => void
  mayBeLater?: boolean
}) {
  return (
    <NativeSelect
      label="How was the family told?"
      description="A missed appointment counts differently where it cannot be shown that the family was told."
      value={value ?? ''}
      onChange={(event) => onChange((event.currentTarget.value || null) as ToldBy | null)}
      data={[
        ...toldByCodes.map((code) => ({ value: code, label: toldByLabels[code] })),
        ...(mayBeLater ? [{ value: '', label: 'Not told yet' }] : []),
      ]}
    />
  )
}

export interface BookDialogProps {
  slot: SlotRef
  clinicName: string
  candidate: SlotCandidate
  /** The name, or the reference while names are off. */
  name: string
  onBooked: () => void
  onClose: () => void
}

/** Books one child into one slot; asks why where the child fits less well or goes ahead of others. */
export function BookDialog({ slot, clinicName, candidate, name, onBooked, onClose }: BookDialogProps) {
  const client = useClient()
  const refresh = useRefreshBooking()
  const [lastToldBy, keepToldBy] = useLastToldBy()
  const [toldBy, setToldBy] = useState(lastToldBy)
  const [reason, setReason] = useState('')
  const ahead = candidate.fittingAhead
  const needsReason = candidate.misfits.length > 0 || ahead > 0
  const booking = useMutation({
    mutationFn: () =>
      client.appointments.book({
        referralId: candidate.referralId,
        version: candidate.version,
        ...slot,
        toldBy,
        reason: needsReason ? reason.trim() : null,
      }),
    onSuccess: async (done) => {
      keepToldBy(toldBy)
      await refresh()
      onBooked()
      // One offer to undo at a time: twelve of them would cover the list and hold other messages back.
      hideUndo()
      showUndo({
        message: `Booked: ${name}, ${dayWords(slot.on)} at ${slot.at}`,
        onUndo: async () => {
          try {
            await client.appointments.takeBack({
              appointmentId: done.appointmentId,
              version: 1,
              reason: 'Taken back straight after it was booked',
            })
            showDone(`Taken back: ${name}`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
        },
      })
    },
    onError: () => void refresh(),
  })
  const canSave = !booking.isPending && (!needsReason || reason.trim().length >= 3)
  function save(): void {
    if (canSave) booking.mutate()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Book this child?"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close without booking' }}
      onKeyDown={onKeyDown}
    >
      <Stack gap="md">
        <Text size="lg">
          <strong>{name}</strong>
          <br />
          {clinicName}, {dayWords(slot.on)} at {slot.at}
        </Text>
        {needsReason && (
          <Notice
            tone="warning"
            icon={IconAlertTriangle}
            title={ahead > 0 ? 'Out of turn' : 'Does not fit this clinic'}
          >
            {candidate.misfits.map(({ code, words }) => (
              <Text key={code}>{words}.</Text>
            ))}
            {ahead > 0 && (
              <Text>
                {ahead === 1
                  ? '1 child who fits is ahead'
                  : `${ahead === 20 ? 'At least 20' : ahead} children who fit are ahead`}{' '}
                in the queue. It is counted in the out-of-turn rate.
              </Text>
            )}
          </Notice>
        )}
        {needsReason && (
          <Textarea
            label="Reason"
            description="Kept with the booking"
            required
            rows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <ToldByField value={toldBy} onChange={setToldBy} />
        {booking.error && <Problem refusal={refusalOf(booking.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            data-autofocus={needsReason ? undefined : true}
            disabled={!canSave}
            loading={booking.isPending}
            leftSection={<IconCheck size={16} aria-hidden />}
            aria-keyshortcuts="Control+Enter"
            onClick={save}
          >
            Book
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
