import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type AppointmentOutcome,
  appointmentStatusLabels,
  type NextStep,
  nextStepLabels,
} from '../../../shared/codes/appointments.ts'
import type { ListedAppointment } from '../../../shared/contract/clinics.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { hideUndo, showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useRefreshBooking } from './use-booking.ts'

/** An appointment whose next step is being asked. */
export interface Asking {
  appointmentId: string
  version: number
  outcome: ListedAppointment['status']
}

/** The step most often taken after an outcome: offered first, taken by Enter. */
export function usualNext(status: ListedAppointment['status']): NextStep {
  return status === 'attended' ? 'follow_up' : 'book_again'
}

/** Records what happened to the appointments of a day and what comes next, one question at a time, and takes it back. */
export function useOutcomes(nameOf: (appointment: ListedAppointment) => string, onNext: () => void) {
  const client = useClient()
  const refresh = useRefreshBooking()
  const [asking, setAsking] = useState<Asking | null>(null)

  const undo = useMutation({
    mutationFn: (appointment: { appointmentId: string; version: number }) =>
      client.appointments.undoOutcome({
        appointmentId: appointment.appointmentId,
        version: appointment.version,
      }),
    onSuccess: async () => {
      setAsking(null)
      await refresh()
      showDone('Taken back. The appointment is booked again.')
    },
    onError: async (error) => {
      await refresh()
      showProblem(refusalOf(error), 'It could not be taken back')
    },
  })

  const recording = useMutation({
    mutationFn: ({ appointment, outcome }: { appointment: ListedAppointment; outcome: AppointmentOutcome }) =>
      client.appointments.recordOutcome({
        appointmentId: appointment.appointmentId,
        version: appointment.version,
        outcome,
      }),
    onSuccess: async ({ version }, { appointment, outcome }) => {
      setAsking({ appointmentId: appointment.appointmentId, version, outcome })
      await refresh()
    },
    onError: async (error) => {
      await refresh()
      showProblem(refusalOf(error), 'That was not recorded')
    },
  })

  const choosing = useMutation({
    mutationFn: ({
      appointment,
      step,
      by,
      note,
    }: {
      appointment: ListedAppointment
      step: NextStep
      by: string | null
      note: string
    }) =>
      client.appointments.chooseNext({
        appointmentId: appointment.appointmentId,
        version: asking?.version ?? appointment.version,
        step,
        by,
        note,
      }),
    onSuccess: async ({ version }, { appointment, step }) => {
      const outcome = asking?.outcome ?? appointment.status
      setAsking(null)
      await refresh()
      hideUndo()
      showUndo({
        message: `${nameOf(appointment)}: ${appointmentStatusLabels[outcome].toLowerCase()}; next: ${nextStepLabels[step].toLowerCase()}`,
        onUndo: () => undo.mutate({ appointmentId: appointment.appointmentId, version }),
      })
      onNext()
    },
    onError: async (error) => {
      setAsking(null)
      await refresh()
      showProblem(refusalOf(error), 'The next step was not kept')
    },
  })

  return {
    asking,
    isBusy: recording.isPending || choosing.isPending || undo.isPending,
    record: (appointment: ListedAppointment, outcome: AppointmentOutcome) =>
      recording.mutate({ appointment, outcome }),
    ask: (appointment: ListedAppointment) =>
      setAsking({
        appointmentId: appointment.appointmentId,
        version: appointment.version,
        outcome: appointment.status,
      }),
    choose: (appointment: ListedAppointment, step: NextStep, by: string | null, note: string) =>
      choosing.mutate({ appointment, step, by, note }),
    leave: () => setAsking(null),
    undo: (appointment: ListedAppointment) => undo.mutate(appointment),
  }
}
