import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { DayList } from '../../../shared/contract/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showProblem, showUndo } from '../../components/undo-toast.tsx'
import classes from './appointments.module.css'
import { FindReferral, type FoundReferral } from './find-referral.tsx'
import { useRefreshBooking } from './use-booking.ts'

/** Records who came to a drop-in and was seen: for a child on the list, that is the first contact. */
export function DropInPanel({ list }: { list: DayList }) {
  const client = useClient()
  const refresh = useRefreshBooking()
  const recording = useMutation({
    mutationFn: ({ referral }: FoundReferral) =>
      client.appointments.dropIn({
        referralId: referral.referralId,
        version: referral.version,
        clinicId: list.clinic.id,
        on: list.on,
      }),
    onSuccess: async (done, { hit, referral }) => {
      await refresh()
      const booked =
        referral.nextAppointmentOn === null
          ? ''
          : ` An appointment on ${formatDate(referral.nextAppointmentOn)} is still booked.`
      showUndo({
        message: `Seen at the drop-in: ${displayName(hit)}.${booked}`,
        onUndo: async () => {
          try {
            await client.appointments.undoOutcome({ appointmentId: done.appointmentId, version: 1 })
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
        },
      })
    },
    onError: (error) => showProblem(refusalOf(error), 'That was not recorded'),
  })
  return (
    <section className={classes.side} aria-label="Record who came">
      <h2 className={classes.heading}>Who came and was seen?</h2>
      <Text size="sm" className={classes.quiet}>
        The first time a waiting child is seen here ends the wait on {formatDate(list.on)}.
      </Text>
      <FindReferral
        label="Find the child"
        serviceId={list.clinic.serviceId}
        onChoose={(found) => recording.mutate(found)}
      />
    </section>
  )
}
