import { formatLongDate } from '../../../shared/format/dates.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { Projection } from '../projection/compute.ts'

/** How long children seen lately had waited, to say on the telephone; null when too few to say. */
export interface LatelySeen {
  /** The last whole month, or the three months up to today where too few were seen in it. */
  period: 'last_month' | 'three_months'
  count: number
  /** Half of them had waited this many days or fewer. */
  medianDays: number
}

/** Whom a family calls. Empty words where nobody has recorded it. */
export interface WhomToCall {
  phone: string
  hours: string
  email: string
}

/**
 * Plain words for a parent on the telephone or on paper: where things are, how long it has been, how long others had
 * waited, what happens next and whom to tell when things change. Never a place in a queue, and no date to come but
 * that of a booked appointment. Source: product design, "Answer a parent".
 */
export function answerAParent(
  { row, state }: Projection,
  serviceName: string,
  latelySeen: LatelySeen | null,
  call: WhomToCall,
  today: string,
): string[] {
  const service = inSentence(serviceName)
  const isWaiting = row.is_waiting === 1 && row.clock_start <= today
  const sentences = [`The ${service} team received the referral on ${formatLongDate(row.received_date)}.`]
  sentences.push(...whereItIs())
  if (isWaiting) {
    sentences.push(`Your child has waited ${inWeeks(daysBetween(row.clock_start, today))} so far.`)
    if (latelySeen !== null) sentences.push(othersWaited(latelySeen))
  }
  if (row.is_open === 1)
    sentences.push(
      `If things change or get worse, ${howToTell(call)}. A clinician will look at the referral again.`,
    )
  return sentences

  function whereItIs(): string[] {
    switch (state.status) {
      case 'received':
        return ['A clinician has not yet decided on it. That is what happens next.']
      case 'information_requested':
        return [
          `We have asked for more information (${state.informationRequested?.items.join(', ') ?? 'details'}). The wait goes on counting meanwhile. When it comes, a clinician decides.`,
        ]
      case 'waiting':
        return [
          'It was accepted, and your child is on our list. Next is an appointment: we write or telephone to arrange it.',
        ]
      case 'opt_in_sent':
        return [
          'We have written to ask whether you would still like to be seen. When you reply, we can book an appointment.',
        ]
      case 'booked':
        return [booked()]
      case 'to_rebook':
        return [
          'The last appointment did not go ahead. We will arrange another, and the wait goes on counting from the start.',
        ]
      case 'planned':
        return ['A check-up is planned for later. We will be in touch when it is due.']
      case 'seen':
        return state.nextAppointmentOn === null
          ? ['Your child has been seen. The team will tell you what happens next.']
          : ['Your child has been seen.', booked()]
      case 'redirected':
        return ['Another service was thought a better fit, and the referral was passed on.']
      case 'not_accepted':
        return ['The referral was not accepted. A letter explains why and what may help.']
      case 'closed':
      case 'registered_in_error':
        return ['The referral is closed.']
    }
  }

  function booked(): string {
    const on = state.nextAppointmentOn
    if (on === null) return 'An appointment is booked.'
    return on < today
      ? `An appointment was booked for ${formatLongDate(on)}. What came of it has not been recorded yet: we will find out and tell you.`
      : `An appointment is booked for ${formatLongDate(on)}.`
  }
}

function othersWaited({ period, medianDays }: LatelySeen): string {
  const when = period === 'last_month' ? 'last month' : 'in the last three months'
  return `Of the children first seen ${when} at this priority, half had waited ${inWeeks(medianDays)} or less and half had waited longer. This is not a promise: each child’s wait differs.`
}

function howToTell({ phone, hours, email }: WhomToCall): string {
  if (phone !== '') return `call us on ${phone}${hours === '' ? '' : ` (${hours})`}`
  return email === '' ? 'tell us' : `write to us at ${email}`
}

/** A service's name within a sentence: "speech and language therapy", but "SLT" stays. */
function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

function inWeeks(days: number): string {
  if (days < 14) return `${days} ${days === 1 ? 'day' : 'days'}`
  return `${Math.floor(days / 7)} weeks`
}
