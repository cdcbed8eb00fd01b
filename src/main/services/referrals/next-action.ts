import { addDays } from '../../domain/clocks/days.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Projection } from '../projection/compute.ts'

/** What should happen next for a referral, in words, and by when (`YYYY-MM-DD`, null for no date). */
export function nextAction(
  { row, state }: Projection,
  triageTargetDays: number,
): { text: string; by: string | null } {
  switch (state.status) {
    case 'received':
      return { text: 'Triage: a clinician decides', by: addDays(row.received_date, triageTargetDays) }
    case 'information_requested': {
      const chaseOn = state.informationRequested?.chaseOn ?? null
      const items = state.informationRequested?.items.join(', ') ?? 'information'
      return { text: `Chase: ${items}`, by: chaseOn }
    }
    case 'waiting':
      return { text: 'Book a first appointment', by: row.due_by }
    case 'opt_in_sent':
      return {
        text: 'Wait for the family’s reply, then try another channel',
        by: state.optIn?.replyBy ?? null,
      }
    case 'booked': {
      const on = state.nextAppointmentOn
      return {
        text: on === null ? 'Appointment booked' : `See on ${formatDate(on)} and record what happened`,
        by: on,
      }
    }
    case 'to_rebook':
      return state.wasNotBroughtCount > 0
        ? { text: 'Phone the family, find the barrier and re-book', by: row.due_by }
        : { text: 'Re-book', by: row.due_by }
    case 'planned':
      return { text: 'Planned follow-up', by: state.plannedDueOn }
    case 'seen':
      return state.nextAppointmentOn === null
        ? { text: 'Decide the next stage or discharge', by: null }
        : {
            text: `See on ${formatDate(state.nextAppointmentOn)} and record what happened`,
            by: state.nextAppointmentOn,
          }
    case 'redirected':
    case 'not_accepted':
    case 'closed':
      return { text: 'Closed: nothing to do', by: null }
    case 'registered_in_error':
      return { text: 'Registered in error: nothing to do', by: null }
  }
}
