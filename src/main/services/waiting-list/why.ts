import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { WhyHere } from '../../../shared/contract/waiting-list.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { otherClocksInBrief } from '../../domain/clocks/clock-words.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import { clocksOf } from '../clocks/clocks-of.ts'
import { toService } from '../nhs-services/rows.ts'
import type { LoadedReferral } from '../projection/load.ts'
import type { Projection } from '../projection/compute.ts'
import { stillRunning } from '../projection/compute.ts'

/** Why a referral stands, waits and is pressing as it is, with a sentence for every other clock it carries. */
export function whyWithClocks({ record, projection, evaluation }: LoadedReferral, asAt: string): WhyHere {
  const service = toService(record.service)
  const why = whyHere(projection, service, record.events, evaluation?.sentences ?? [], asAt)
  return { ...why, wait: [...why.wait, ...otherClocksInBrief(clocksOf(record, asAt))] }
}

/** Why a referral stands where it does, waits as long as it does and has the priority it has, in sentences. */
export function whyHere(
  { row, state, waits }: Projection,
  service: Pick<Service, 'name' | 'targetDays'>,
  events: readonly ReferralEvent[],
  suggestionSentences: readonly string[],
  asAt: string,
): WhyHere {
  return { order: whyOrder(), wait: whyWait(), priority: whyPriority() }

  function whyOrder(): string[] {
    const sentences: string[] = []
    const date = formatDate(row.order_date)
    if (row.is_open === 0) return ['This referral is closed, so it has no place in a queue.']
    const tier = ['', 'same-day', 'urgent', 'soon', 'routine', 'planned'][row.order_tier] ?? 'routine'
    if (row.order_tier <= 3) sentences.push(`In the ${tier} group, in order of due-by date: ${date}.`)
    else if (row.order_tier === 4)
      sentences.push(`In the routine group, strictly in order of wait start: ${date}.`)
    else sentences.push(`On the planned list, in order of due date: ${date}.`)
    if (state.priority === null && row.suggested_priority !== null && row.order_tier <= 2)
      sentences.push('Nobody has decided a priority yet; the rules suggest it should be looked at early.')
    if (row.effective_wait_start !== row.received_date)
      sentences.push(
        `The wait is carried from ${formatDate(row.effective_wait_start)}, the original referral date, because the child is in care or in an armed forces family.`,
      )
    sentences.push('Ties go by received date.')
    return sentences
  }

  function whyWait(): string[] {
    const sentences = [`Received ${formatDate(row.received_date)}; that day is day 0.`]
    const corrected = effectiveEvents(events).findLast((event) => event.type === 'received_date_corrected')
    if (corrected !== undefined)
      sentences.push(`The received date was corrected: ${corrected.reason ?? 'no reason given'}.`)
    if (state.plannedDueOn !== null)
      sentences.push(`Planned: counted as waiting only from the due date, ${formatDate(state.plannedDueOn)}.`)
    for (const wait of waits) {
      const days = daysBetween(
        wait.clock_start,
        wait.waiting_until === stillRunning ? asAt : wait.waiting_until,
      )
      if (wait.waiting_until === stillRunning && wait.waiting_from <= asAt)
        sentences.push(`Still waiting on ${formatDate(asAt)}: ${days} ${days === 1 ? 'day' : 'days'}.`)
      else if (wait.waiting_until !== stillRunning)
        sentences.push(
          `Stopped on ${formatDate(wait.waiting_until)} after ${days} days: ${leftInWords(wait.left_by)}.`,
        )
    }
    if (state.wasNotBroughtCount + state.cancelledByFamilyCount + state.cancelledByServiceCount > 0)
      sentences.push('Missed and cancelled appointments do not stop or restart the wait.')
    return sentences
  }

  function whyPriority(): string[] {
    const decided = effectiveEvents(events).findLast(
      (event) => event.type === 'accepted' || event.type === 'priority_changed' || event.type === 'planned',
    )
    const sentences: string[] = []
    if (decided === undefined || state.priority === null) sentences.push('No priority has been decided yet.')
    else {
      const reason = decided.reason === null ? '' : ` Reason: ${decided.reason}`
      sentences.push(
        `${priorityLabels[state.priority]}, decided on ${formatDate(decided.happenedOn)}.${reason}`,
      )
    }
    if (row.due_by !== null) {
      const own =
        state.priority !== null && state.priority !== 'planned' ? service.targetDays[state.priority] : null
      sentences.push(
        state.dueBy === null && own !== null
          ? `Due by ${formatDate(row.due_by)}: ${service.name} aims for ${own} days from receipt.`
          : `Due by ${formatDate(row.due_by)}.`,
      )
    }
    return [...sentences, ...suggestionSentences]
  }
}

/** How a wait ended, in words. */
export function leftInWords(leftBy: string | null): string {
  if (leftBy === 'first_contact') return 'first contact'
  if (leftBy === 'planned') return 'put on the planned list'
  const label = (closedReasonLabels as Record<string, string>)[leftBy ?? '']
  return label === undefined ? 'left the list' : label.toLowerCase()
}
