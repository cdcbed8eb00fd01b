import type { EventType } from '../../shared/codes/event-types.ts'
import type { StartingServiceId } from '../../shared/codes/services.ts'
import type { EventDetails } from '../domain/referral-status/events.ts'
import type { GeneratedChild } from './people/child.ts'

/** A dated fact without the marks of its recording. Facts come in the order they are to be recorded. */
export type GeneratedEvent = {
  [T in EventType]: { type: T; happenedOn: string; detail: EventDetails[T]; reason?: string }
}[EventType]

/** A made-up referral with its child and everything that happened up to the as-at date. */
export interface GeneratedReferral {
  referralId: string
  child: GeneratedChild
  service: StartingServiceId
  pathway: string[]
  receivedDate: string
  /** Date of the first referral, for a child who moved here with a place in another queue. */
  originalReferralDate: string | null
  sourceOfReferral: string
  referrerRole: string
  reasonCodes: string[]
  reasonText: string | null
  /** Null when it is not known whether anyone asked. */
  redFlagsAsked: boolean | null
  redFlags: string[]
  evidence: string[]
  consentStatus: string | null
  consentGiverRole: string | null
  events: GeneratedEvent[]
}
