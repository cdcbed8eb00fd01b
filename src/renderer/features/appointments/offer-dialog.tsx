import { Button, Checkbox, Group, Loader, Modal, ScrollArea, Stack, Switch, Text } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { reasonableNoticeDays, type ToldBy } from '../../../shared/codes/appointments.ts'
import type { FreeSlot } from '../../../shared/contract/clinics.ts'
import type { SlotRef } from '../../../shared/contract/appointments.ts'
import { shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { ToldByField } from './book-dialog.tsx'
import classes from './appointments.module.css'
import { useLastToldBy, useRefreshBooking } from './use-booking.ts'
import { dayWords, noticeWords } from './words.ts'

export interface OfferDialogProps {
  referral: { referralId: string; version: number; serviceId: string }
  childName: string
  /** The slot it began from, offered unless it is taken off. */
  first: SlotRef | null
  clinicId: string | null
  onClose: () => void
}

const keyOf = (slot: SlotRef) => `${slot.clinicId} ${slot.on} ${slot.at}`

/** Offers a family dates to choose from. A reasonable offer has two dates with three weeks' notice each. */
export function OfferDialog({ referral, childName, first, clinicId, onClose }: OfferDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefreshBooking()
  const [lastToldBy] = useLastToldBy()
  const [toldBy, setToldBy] = useState<ToldBy>(lastToldBy() ?? 'phone')
  const [chosen, setChosen] = useState<readonly string[]>(first ? [keyOf(first)] : [])
  const [isEarlier, setIsEarlier] = useState(false)
  const free = useQuery(
    procedures.clinics.freeSlots.queryOptions({
      input: {
        serviceId: referral.serviceId,
        clinicId,
        from: isEarlier ? today : (first?.on ?? shiftDays(today, reasonableNoticeDays)),
        limit: 100,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const slots = free.data ?? []
  const dates = slots.filter((slot) => chosen.includes(keyOf(slot)))
  const days = new Set(dates.map(({ on }) => on))
  const short = dates.filter(({ noticeDays }) => noticeDays < reasonableNoticeDays)
  const isReasonable = days.size >= 2 && short.length === 0
  const offering = useMutation({
    mutationFn: () =>
      client.appointments.offer({
        referralId: referral.referralId,
        version: referral.version,
        dates: dates.map(({ clinicId: clinic, on, at }) => ({ clinicId: clinic, on, at })),
        toldBy,
      }),
    onSuccess: async () => {
      await refresh()
      showDone(`Offered to ${childName}: ${dates.map(({ on, at }) => `${dayWords(on)} ${at}`).join(', ')}`)
      onClose()
    },
  })
  function toggle(slot: FreeSlot): void {
    const key = keyOf(slot)
    setChosen(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key].slice(-6))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Offer dates"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close without offering' }}
    >
      <Stack gap="md">
        <Text>
          <strong>{childName}</strong>. The place is not held: it goes to whoever is booked first.
        </Text>
        {free.data === undefined && !free.error && <Loader aria-label="Reading the free places" />}
        {free.error && <Problem refusal={refusalOf(free.error)} onRetry={() => void free.refetch()} />}
        <Switch
          label="Show earlier dates too"
          checked={isEarlier}
          onChange={(event) => setIsEarlier(event.currentTarget.checked)}
        />
        {free.data && (
          <ScrollArea.Autosize mah="40vh" type="auto" viewportProps={{ tabIndex: 0 }}>
            <fieldset className={classes.dates}>
              <legend>Dates to offer, at most 6</legend>
              {slots.map((slot) => (
                <Checkbox
                  key={keyOf(slot)}
                  label={`${dayWords(slot.on)} at ${slot.at}, ${slot.clinicName}, ${slot.place}`}
                  description={`${noticeWords(slot.noticeDays)}${slot.noticeDays < reasonableNoticeDays ? ', less than 3 weeks' : ''}; ${slot.left} ${slot.left === 1 ? 'place' : 'places'} left`}
                  checked={chosen.includes(keyOf(slot))}
                  onChange={() => toggle(slot)}
                />
              ))}
              {slots.length === 0 && <Text>No free places in the next 26 weeks.</Text>}
            </fieldset>
          </ScrollArea.Autosize>
        )}
        <ToldByField value={toldBy} onChange={(value) => setToldBy(value ?? 'phone')} mayBeLater={false} />
        {isReasonable ? (
          <Notice tone="success" icon={IconCircleCheck} title="A reasonable offer" role="status">
            Two dates or more, each with at least 3 weeks’ notice.
          </Notice>
        ) : (
          <Notice tone="warning" icon={IconAlertTriangle} title="Not yet a reasonable offer" role="status">
            {days.size < 2 ? 'Offer at least two days to choose from. ' : ''}
            {short.length > 0 ? 'Some dates have less than 3 weeks’ notice. ' : ''}A refusal changes no clock.
          </Notice>
        )}
        {offering.error && <Problem refusal={refusalOf(offering.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={dates.length === 0}
            loading={offering.isPending}
            onClick={() => offering.mutate()}
          >
            Record the offer
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
