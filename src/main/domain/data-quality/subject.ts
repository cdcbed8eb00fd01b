import type { StageQueueId } from '../../../shared/codes/queues.ts'

/** What the rules read of one open referral. Dates `YYYY-MM-DD`; null is not recorded or not asked. */
export interface QualitySubject {
  nhsNumber: string | null
  nhsNumberStatus: string | null
  ethnicCategory: string | null
  postcode: string | null
  gpPracticeCode: string | null
  language: string | null
  interpreterNeeded: boolean | null
  consentStatus: string | null
  consentOn: string | null
  /** Contacts of the child, and how many of them are what. */
  contacts: ContactTally
  dateOfBirth: string
  diedOn: string | null
  receivedDate: string
  originalReferralDate: string | null
  firstContactOn: string | null
  /** The day on which the child reaches the service’s upper age. */
  ageOutOn: string
  /** The latest day on which anything was recorded to have happened. */
  lastActivityOn: string | null
  nextAppointmentOn: string | null
  plannedDueOn: string | null
  stageQueue: StageQueueId | null
  hasPriority: boolean
  hasPossibleDuplicate: boolean
}

export interface ContactTally {
  all: number
  /** With a phone number or an e-mail address. */
  reachable: number
  reachableAndSafe: number
  reachableNotAskedIfSafe: number
  responsible: number
  notAskedIfResponsible: number
}
