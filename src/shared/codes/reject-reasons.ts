/** Why a rule suggests another route. Only a clinician redirects or declines. */
export const rejectReasons = [
  'OUT_OF_AREA',
  'TOO_EARLY_WATCHFUL_WAIT',
  'REFER_ENT_OR_GP',
  'NOT_MECHANICAL_DYSPHAGIA',
  'ENT_FIRST',
  'EAL_NO_DISORDER',
  'UNIVERSAL_OFFER_FIRST',
  'UNDER_AGE_ADHD',
  'CRITERIA_NOT_MET',
  'OTHER',
] as const
export type RejectReason = (typeof rejectReasons)[number]

export const rejectReasonLabels: Record<RejectReason, string> = {
  OUT_OF_AREA: 'Outside the area',
  TOO_EARLY_WATCHFUL_WAIT: 'Too early: watch and refer again',
  REFER_ENT_OR_GP: 'For ENT or the GP',
  NOT_MECHANICAL_DYSPHAGIA: 'Sensory or selective eating only',
  ENT_FIRST: 'ENT examination first',
  EAL_NO_DISORDER: 'Home language on track',
  UNIVERSAL_OFFER_FIRST: 'Universal offer first',
  UNDER_AGE_ADHD: 'Below the minimum age for ADHD',
  CRITERIA_NOT_MET: 'Does not meet the criteria of the service',
  OTHER: 'Another ground, given in words',
}
