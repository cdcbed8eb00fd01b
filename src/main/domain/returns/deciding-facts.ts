import type { ServiceDefinition } from '../../../shared/codes/services.ts'
import { type CommunityWait, communityWait, waitingOn } from '../clocks/community-wait.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { monthPlaceOf } from './month-place.ts'

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
  return factsThatChange(events, service, afterSequence, (wait) => waitingOn(wait, date)?.days ?? null)
}

/**
 * The same for a whole month's return: facts that changed the wait at the census, or a coming or going after the
 * census before and up to it.
 */
export function factsDecidingMonth(
  events: readonly ReferralEvent[],
  service: Pick<ServiceDefinition, 'stopEvent'>,
  month: { previousCensusDate: string; censusDate: string },
  afterSequence: number,
): ReferralEvent[] {
  return factsThatChange(events, service, afterSequence, (wait) =>
    JSON.stringify(monthPlaceOf(wait, month.previousCensusDate, month.censusDate)),
  )
}

function factsThatChange(
  events: readonly ReferralEvent[],
  service: Pick<ServiceDefinition, 'stopEvent'>,
  afterSequence: number,
  counted: (wait: CommunityWait) => string | number | null,
): ReferralEvent[] {
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence)
  const known = inOrder.filter((event) => event.sequence <= afterSequence)
  let now = counted(communityWait(known, service))
  return inOrder.slice(known.length).filter((event) => {
    known.push(event)
    const before = now
    now = counted(communityWait(known, service))
    return now !== before
  })
}
