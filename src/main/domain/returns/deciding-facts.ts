import type { ServiceDefinition } from '../../../shared/codes/services.ts'
import { communityWait, waitingOn } from '../clocks/community-wait.ts'
import type { ReferralEvent } from '../referral-status/events.ts'

/**
 * The facts recorded after a point in the order of recording that changed whether, or for how many days, a referral
 * was waiting on a date, in that order. Facts that made no difference to that date are left out.
 */
export function decidingFacts(
  events: readonly ReferralEvent[],
  service: Pick<ServiceDefinition, 'stopEvent'>,
  date: string,
  afterSequence: number,
): ReferralEvent[] {
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence)
  const known = inOrder.filter((event) => event.sequence <= afterSequence)
  const daysWith = (facts: readonly ReferralEvent[]) =>
    waitingOn(communityWait(facts, service), date)?.days ?? null
  let days = daysWith(known)
  return inOrder.slice(known.length).filter((event) => {
    known.push(event)
    const before = days
    days = daysWith(known)
    return days !== before
  })
}
