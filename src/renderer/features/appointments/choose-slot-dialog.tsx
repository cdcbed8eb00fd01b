import { Loader, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconCalendarOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { SlotCandidate } from '../../../shared/contract/appointments.ts'
import type { FreeSlot } from '../../../shared/contract/clinics.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './appointments.module.css'
import { BookDialog } from './book-dialog.tsx'
import { dayWords, noticeWords } from './words.ts'

export interface ChooseSlotDialogProps {
  referralId: string
  serviceId: string
  childName: string
  onClose: () => void
}

/** The next free places of a service's clinics, to book one child into. */
export function ChooseSlotDialog({ referralId, serviceId, childName, onClose }: ChooseSlotDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const [chosen, setChosen] = useState<{ slot: FreeSlot; candidate: SlotCandidate } | null>(null)
  const free = useQuery(
    procedures.clinics.freeSlots.queryOptions({ input: { serviceId, from: today, limit: 100 } }),
  )
  const asking = useMutation({
    mutationFn: async (slot: FreeSlot) => {
      const { clinicId, on, at } = slot
      return { slot, candidate: await client.appointments.candidate({ clinicId, on, at, referralId }) }
    },
    onSuccess: setChosen,
  })
  if (chosen !== null)
    return (
      <BookDialog
        slot={{ clinicId: chosen.slot.clinicId, on: chosen.slot.on, at: chosen.slot.at }}
        clinicName={chosen.slot.clinicName}
        candidate={chosen.candidate}
        name={childName}
        onBooked={onClose}
        onClose={() => setChosen(null)}
      />
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title="Book into a clinic"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close without booking' }}
    >
      <Stack gap="md">
        <Text>
          <strong>{childName}</strong>. Choose a free place; whether it fits is said before anything is
          booked.
        </Text>
        {free.error && <Problem refusal={refusalOf(free.error)} onRetry={() => void free.refetch()} />}
        {asking.error && <Problem refusal={refusalOf(asking.error)} />}
        {free.data === undefined && !free.error && <Loader aria-label="Reading the free places" />}
        {free.data?.length === 0 && (
          <EmptyState title="No free places in the next 26 weeks" icon={IconCalendarOff}>
            Add a session to a clinic, or record an appointment made elsewhere with Book appointment.
          </EmptyState>
        )}
        <ScrollArea.Autosize mah="55vh" type="auto" viewportProps={{ tabIndex: 0 }}>
          <ul className={classes.hits} aria-label="Free places">
            {free.data?.map((slot) => (
              <li key={`${slot.clinicId} ${slot.on} ${slot.at}`}>
                <button type="button" disabled={asking.isPending} onClick={() => asking.mutate(slot)}>
                  <strong>
                    {dayWords(slot.on)} at {slot.at}
                  </strong>
                  <span>
                    {slot.clinicName}, {slot.clinician}, {slot.place}
                  </span>
                  <small>
                    {noticeWords(slot.noticeDays)}; {slot.left} {slot.left === 1 ? 'place' : 'places'} left
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </Stack>
    </Modal>
  )
}
