import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { ConsentStatus } from '../../../shared/codes/consent-statuses.ts'
import type { EthnicCategoryCode } from '../../../shared/codes/ethnic-categories.ts'
import type { GenderCode } from '../../../shared/codes/genders.ts'
import type { NhsNumberStatus } from '../../../shared/codes/nhs-number-statuses.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { TriageOutcome } from '../../../shared/codes/triage-outcomes.ts'
import type { RowWarning } from './problems.ts'

/**
 * A row of the import that passed every check of its own. Dates are `YYYY-MM-DD`; null means not asked; an
 * empty list means asked and none. Lists of codes may hold local values that no list of ours knows.
 */
export interface ValidRow {
  /** Row of the file, the header being 1. */
  row: number
  localPatientId: string | null
  nhsNumber: string | null
  nhsNumberStatus: NhsNumberStatus | null
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  gender: GenderCode | null
  ethnicCategory: EthnicCategoryCode | null
  /** Upper case with one space. */
  postcode: string | null
  /** 1 is the most deprived tenth. */
  imdDecile: number | null
  gpPracticeCode: string | null
  school: string | null
  language: string | null
  interpreterNeeded: boolean | null
  childInCare: boolean | null
  cpPlan: boolean | null
  childInNeed: boolean | null
  ehcp: boolean | null
  contactName: string | null
  contactRelationship: string | null
  contactPhone: string | null
  contactEmail: string | null
  referralId: string | null
  /** Id of the service. */
  service: string
  pathway: string[] | null
  receivedDate: string
  originalReferralDate: string | null
  sourceOfReferral: string | null
  referrerRole: string | null
  reasonCodes: string[] | null
  reasonText: string | null
  redFlagsAsked: boolean | null
  redFlags: string[] | null
  evidence: string[] | null
  consentStatus: ConsentStatus | null
  consentGiverRole: string | null
  priority: Priority | null
  triageOutcome: TriageOutcome | null
  triageDate: string | null
  firstContactDate: string | null
  lastContactDate: string | null
  wnbCount: number | null
  cancelledByFamilyCount: number | null
  closedDate: string | null
  closedReason: ClosedReason | null
  warnings: RowWarning[]
}
