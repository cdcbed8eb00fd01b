import { formatLongDate } from '../../../shared/format/dates.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { Projection } from '../projection/compute.ts'

/** How long children seen lately had waited, to say on the telephone; null when too few to say. */
export interface LatelySeen {
  count: number
  /** Half of them had waited this many days or fewer. */
  medianDays: number
}

/**
 * Plain words for a parent on the telephone: where things are, how long it has been, how long others had waited
 * and what happens next. Never a place in a queue and never a promised date. Source: product design,
 * "Answer a parent".
 */
export function answerAParent(
  { row, state }: Projection,
  serviceName: string,
  latelySeen: LatelySeen | null,
  today: string,
): string[] {
  const service = serviceName.toLowerCase()
  const received = `The ${service} team received the referral on ${formatLongDate(row.received_date)}.`
  const waited = row.is_waiting === 1 ? inWeeks(daysBetween(row.received_date, today)) : null
  const sentences = [received, ...whereItIs()]
  if (waited !== null) sentences.push(`Your child has waited ${waited} so far.`)
  if (waited !== null && latelySeen !== null)
    sentences.push(
      `Of the ${latelySeen.count} children first seen in the last three months at this priority, half had waited ${inWeeks(latelySeen.medianDays)} or less. This is not a promise; each child’s wait differs.`,
    )
  if (row.is_open === 1)
    sentences.push('If things change or get worse, tell us: a clinician will look at the referral again.')
  return sentences

  function whereItIs(): string[] {
    switch (state.status) {
      case 'received':
        return ['A clinician has not yet decided on it. That is the next step.']
      case 'information_requested':
        return [
          `We have asked for more information (${state.informationRequested?.items.join(', ') ?? 'details'}). The wait goes on counting meanwhile.`,
        ]
      case 'waiting':
        return ['It was accepted. The next step is an appointment; we will write or phone to arrange it.']
      case 'opt_in_sent':
        return [
          'We have written to ask whether you would still like to be seen. A reply lets us book an appointment.',
        ]
      case 'booked':
        return state.nextAppointmentOn === null
          ? ['An appointment is booked.']
          : [`An appointment is booked for ${formatLongDate(state.nextAppointmentOn)}.`]
      case 'to_rebook':
        return [
          'The last appointment did not go ahead. We will arrange another; the place in the queue is kept.',
        ]
      case 'planned':
        return ['A check-up is planned for later. We will be in touch when it is due.']
      case 'seen':
        return ['Your child has been seen. The team will tell you what happens next.']
      case 'redirected':
        return ['Another service was thought a better fit, and the referral was passed on.']
      case 'not_accepted':
        return ['The referral was not accepted. A letter explains why and what may help.']
      case 'closed':
      case 'registered_in_error':
        return ['The referral is closed.']
    }
  }
}

function inWeeks(days: number): string {
  if (days < 14) return `${days} ${days === 1 ? 'day' : 'days'}`
  return `${Math.floor(days / 7)} weeks`
}
