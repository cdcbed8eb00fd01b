import { adoptionStageLabels } from './adoption-stages.ts'
import { circumstanceLabels } from './circumstances.ts'
import { consentGiverRoleLabels } from './consent-giver-roles.ts'
import { consentStatusLabels } from './consent-statuses.ts'
import { evidenceLabels } from './evidence.ts'
import { feedingTypeLabels } from './feeding-types.ts'
import { functionalImpactLabels } from './functional-impacts.ts'
import { nhsNumberCheckLabels } from './nhs-number-checks.ts'
import { pathwayLabels } from './pathways.ts'
import { reasonCodeLabels } from './reason-codes.ts'
import { redFlagLabels } from './red-flags.ts'
import { referrerRoleLabels } from './referrer-roles.ts'
import { rtcStatusLabels } from './rtc-statuses.ts'

/** What kind of value a field holds. A value of any other kind counts as not asked, and is reported. */
export type TriageFieldType = 'boolean' | 'number' | 'date' | 'code' | 'codeList' | 'text'

export const triageFieldGroups = [
  'identity',
  'catchment',
  'referral',
  'consent',
  'circumstances',
  'history',
  'target dates',
] as const
export type TriageFieldGroup = (typeof triageFieldGroups)[number]

/** One fact about a referral that a triage rule may ask about. */
export interface TriageField {
  name: string
  /** Plain English, lower case, fit for the middle of a sentence. */
  label: string
  type: TriageFieldType
  group: TriageFieldGroup
  /** Worked out from other facts, never typed in. */
  derived: boolean
  /** For codes and lists of codes: code → label. */
  codes?: Readonly<Record<string, string>>
  /** For numbers: the unit, plural. */
  unit?: string
  /** For yes/no fields: how a yes and a no read in a sentence. */
  whenYes?: string
  whenNo?: string
  /** How an answer reads in a sentence: `{n}` the number with its unit, `{times}` once, twice, …, `{code}` a code. */
  says?: string
  /** Codes that read otherwise in a sentence than in a list. */
  spokenCodes?: Readonly<Record<string, string>>
  /** How "not asked" reads in a sentence; default `LABEL not asked`. */
  whenUnknown?: string
}

type Extra = Partial<Omit<TriageField, 'name' | 'label' | 'type' | 'group'>>

function field(
  group: TriageFieldGroup,
  name: string,
  type: TriageFieldType,
  label: string,
  extra: Extra = {},
): TriageField {
  return { name, label, type, group, derived: false, ...extra }
}
const yesNo = (group: TriageFieldGroup, name: string, label: string, whenYes: string, whenNo: string) =>
  field(group, name, 'boolean', label, { whenYes, whenNo })
const recorded = (label: string): Extra => ({ whenUnknown: `${label} not recorded` })

/** Every field a rule can name. Source: pathways research, section 8. */
export const triageFields: readonly TriageField[] = [
  field('identity', 'nhsNumberStatus', 'code', 'NHS number status', {
    codes: nhsNumberCheckLabels,
    derived: true,
    whenUnknown: 'NHS number not checked',
  }),
  field('identity', 'dob', 'date', 'date of birth', recorded('date of birth')),
  field('identity', 'ageDays', 'number', 'age in days when received', {
    derived: true,
    unit: 'days',
    says: 'aged {n} when received',
    whenUnknown: 'age not known',
  }),
  field('identity', 'ageMonths', 'number', 'age in months when received', {
    derived: true,
    unit: 'months',
    says: 'aged {n} when received',
    whenUnknown: 'age not known',
  }),
  field('identity', 'ageYears', 'number', 'age in years when received', {
    derived: true,
    unit: 'years',
    says: 'aged {n} when received',
    whenUnknown: 'age not known',
  }),
  field('identity', 'correctedAgeDays', 'number', 'corrected age in days when received', {
    derived: true,
    unit: 'days',
    says: 'corrected age {n} when received',
    whenUnknown: 'corrected age not known',
  }),
  field('identity', 'correctedAgeMonths', 'number', 'corrected age in months when received', {
    derived: true,
    unit: 'months',
    says: 'corrected age {n} when received',
    whenUnknown: 'corrected age not known',
  }),
  field('identity', 'postcode', 'text', 'postcode', recorded('postcode')),
  field('identity', 'gpPracticeCode', 'text', 'GP practice', recorded('GP practice')),
  field('identity', 'contactPhone', 'text', 'contact telephone', recorded('contact telephone')),

  yesNo('catchment', 'gpInArea', 'GP in the area', 'GP in the area', 'GP outside the area'),
  yesNo('catchment', 'residentInArea', 'home in the area', 'home in the area', 'home outside the area'),
  yesNo('catchment', 'schoolInArea', 'school in the area', 'school in the area', 'school outside the area'),

  field('referral', 'dateReceived', 'date', 'received date', recorded('received date')),
  field(
    'referral',
    'originalReferralDate',
    'date',
    'original referral date',
    recorded('original referral date'),
  ),
  field('referral', 'referrerRole', 'code', 'referrer', { codes: referrerRoleLabels }),
  field('referral', 'pathway', 'codeList', 'pathway', {
    codes: pathwayLabels,
    says: '{code} referral',
    spokenCodes: { dysphagia: 'feeding' },
  }),
  field('referral', 'reasonCodes', 'codeList', 'referral reasons', { codes: reasonCodeLabels }),
  field('referral', 'reasonText', 'text', 'reason for referral', recorded('reason for referral')),
  field('referral', 'redFlagsAsked', 'boolean', 'red-flag questions asked', {
    whenYes: 'red-flag questions asked',
    whenNo: 'red-flag questions not asked',
    whenUnknown: 'red-flag questions not asked',
  }),
  field('referral', 'redFlags', 'codeList', 'red flags', { codes: redFlagLabels, says: '{code} recorded' }),
  field('referral', 'evidence', 'codeList', 'evidence', { codes: evidenceLabels, says: '{code} held' }),
  field('referral', 'functionalImpact', 'code', 'impact on daily life', { codes: functionalImpactLabels }),
  field('referral', 'concernDurationWeeks', 'number', 'length of concern', {
    unit: 'weeks',
    says: 'concern for {n}',
  }),
  yesNo(
    'referral',
    'hearingRiskFactor',
    'hearing risk factor',
    'hearing risk factor',
    'no hearing risk factor',
  ),
  yesNo('referral', 'entSeen', 'ENT examination', 'seen by ENT', 'not seen by ENT'),
  yesNo(
    'referral',
    'eal',
    'English as an additional language',
    'English as an additional language',
    'English is not an additional language',
  ),
  yesNo(
    'referral',
    'homeLanguageConcern',
    'concern about the home language',
    'concern about the home language',
    'no concern about the home language',
  ),
  field('referral', 'feedingType', 'code', 'type of feeding difficulty', { codes: feedingTypeLabels }),
  yesNo('referral', 'complexNeed', 'complex need', 'complex need', 'no complex need'),

  field('consent', 'consentStatus', 'code', 'consent', {
    codes: consentStatusLabels,
    ...recorded('consent'),
  }),
  field('consent', 'consentGiverRole', 'code', 'person giving consent', { codes: consentGiverRoleLabels }),

  yesNo('circumstances', 'childInCare', 'child in care', 'child in care', 'not a child in care'),
  field('circumstances', 'adoptionStage', 'code', 'stage of adoption', { codes: adoptionStageLabels }),
  yesNo(
    'circumstances',
    'cpPlan',
    'child protection plan',
    'child protection plan',
    'no child protection plan',
  ),
  yesNo('circumstances', 'childInNeed', 'child in need', 'child in need', 'not a child in need'),
  field('circumstances', 'flags', 'codeList', 'circumstances', { codes: circumstanceLabels }),
  yesNo(
    'circumstances',
    'armedForcesFamilyMove',
    'armed forces family move',
    'armed forces family that has moved',
    'no armed forces family move',
  ),
  yesNo(
    'circumstances',
    'transferIn',
    'transfer from another area',
    'transferred from another area',
    'not a transfer from another area',
  ),
  field('circumstances', 'ehcnaAdviceRequestDate', 'date', 'date EHC advice was asked for'),
  field('circumstances', 'rtcStatus', 'code', 'Right to Choose', { codes: rtcStatusLabels }),
  yesNo(
    'circumstances',
    'interpreterNeed',
    'interpreter need',
    'interpreter needed',
    'no interpreter needed',
  ),
  yesNo(
    'circumstances',
    'aisNeed',
    'information format need',
    'information format needed',
    'no information format needed',
  ),

  field('history', 'openReferralSameServiceCount', 'number', 'open referrals to the same service', {
    derived: true,
    says: 'open referrals to the same service: {n}',
  }),
  field('history', 'probableDuplicate', 'boolean', 'possible duplicate', {
    derived: true,
    whenYes: 'possible duplicate',
    whenNo: 'not a possible duplicate',
  }),
  field('history', 'weeksWaiting', 'number', 'time waited', {
    derived: true,
    unit: 'weeks',
    says: 'waited {n}',
  }),
  field('history', 'weeksWaitingLastRun', 'number', 'time waited at the last check', {
    derived: true,
    unit: 'weeks',
  }),
  field('history', 'daysSinceLastContactWithFamily', 'number', 'time since contact with the family', {
    derived: true,
    unit: 'days',
    says: 'no contact with the family for {n}',
  }),
  field('history', 'optInDaysOutstanding', 'number', 'time since opt-in was sent without reply', {
    derived: true,
    unit: 'days',
    says: 'opt-in unanswered for {n}',
  }),
  field('history', 'wnbCount', 'number', 'times was not brought', {
    derived: true,
    says: 'was not brought {times}',
  }),
  field('history', 'cancelledByFamilyCount', 'number', 'times cancelled by the family', {
    derived: true,
    says: 'cancelled by the family {times}',
  }),
  field('history', 'projectedAgeAtFirstContactMonths', 'number', 'likely age at first contact', {
    derived: true,
    unit: 'months',
    says: 'likely to be {n} old at first contact',
  }),

  field('target dates', 'screenCompletedDate', 'date', 'date the newborn screen was completed'),
  field('target dates', 'hospitalDischargeDate', 'date', 'date of discharge from hospital'),
  field('target dates', 'fitForTestingDate', 'date', 'date fit for testing'),
]

const byName = new Map(triageFields.map((each) => [each.name, each]))

/** The field of that name, or undefined when the catalogue has none. */
export function triageField(name: string): TriageField | undefined {
  return byName.get(name)
}

/** How "nobody asked" reads for a field. */
export function unknownPhrase(of: TriageField): string {
  return of.whenUnknown ?? `${of.label} not asked`
}

/**
 * The value as its field's type, or undefined when it is blank or of another type. Nothing is converted: "3" is
 * not 3. An empty list is a value (asked and none).
 */
export function knownValue(
  type: TriageFieldType,
  raw: unknown,
): boolean | number | string | readonly string[] | undefined {
  switch (type) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : undefined
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined
    case 'codeList':
      return isTextList(raw) ? raw : undefined
    default:
      return typeof raw === 'string' && raw.trim() !== '' ? raw : undefined
  }
}

/** True for an array holding nothing but text. */
export function isTextList(raw: unknown): raw is readonly string[] {
  if (!Array.isArray(raw)) return false
  for (const item of raw) if (typeof item !== 'string') return false
  return true
}

/** True when nothing was recorded: absent, null or empty text. */
export function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')
}
