import { useCallback, useEffect, useMemo, useRef } from 'react'
import {
  type AppointmentOutcome,
  appointmentOutcomes,
  appointmentStatusLabels,
} from '../../../shared/codes/appointments.ts'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'

/**
 * Alt and a digit record an outcome for the row in focus. While there is something to record these keys belong to the
 * day alone, wherever the focus is: elsewhere they open screens, and a slip would leave a child without a next step.
 */
export function useOutcomeKeys(
  isOn: boolean,
  record: (appointmentId: string, outcome: AppointmentOutcome) => void,
): void {
  const latest = useRef({ isOn, record })
  latest.current = { isOn, record }
  const recordFocused = useCallback((outcome: AppointmentOutcome) => {
    const row = document.activeElement
    const id = row instanceof HTMLElement ? row.dataset['appointment'] : undefined
    if (id !== undefined) latest.current.record(id, outcome)
  }, [])
  const shortcuts = useMemo<Shortcut[]>(
    () =>
      isOn
        ? appointmentOutcomes.map((outcome, index) => ({
            keys: `Alt+${index + 1}`,
            label: appointmentStatusLabels[outcome],
            group: 'Day list, on a child',
            run: () => recordFocused(outcome),
          }))
        : [],
    [isOn, recordFocused],
  )
  useShortcuts(shortcuts)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!latest.current.isOn || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const outcome = appointmentOutcomes[Number(event.code.replace('Digit', '')) - 1]
      if (outcome === undefined) return
      // The frame's own keys come after this one and leave alone what has been dealt with.
      event.preventDefault()
      if (!event.repeat) recordFocused(outcome)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [recordFocused])
}
