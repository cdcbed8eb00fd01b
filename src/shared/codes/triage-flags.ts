/** Flags a triage rule can raise. `{weeks}` is filled with each threshold that was crossed. */
export const triageFlags = [
  'PR_CHECK',
  'DUPLICATE_REVIEW',
  'EHCNA_ADVICE_DUE',
  'CIC',
  'WAIT_CARRIED',
  'SAFEGUARDING',
  'SAME_DAY',
  'AGE_OUT_RISK',
  'CCMV_WINDOW',
  'CI_WINDOW',
  'BASELINE_BEFORE_TREATMENT',
  'REGRESSION',
  'STAMMER',
  'RTC',
] as const
export type TriageFlag = (typeof triageFlags)[number]

export const triageFlagLabels: Record<TriageFlag, string> = {
  PR_CHECK: 'Check parental responsibility',
  DUPLICATE_REVIEW: 'Possible duplicate',
  EHCNA_ADVICE_DUE: 'EHC advice due',
  CIC: 'Child in care or being adopted',
  WAIT_CARRIED: 'Wait carried from another area',
  SAFEGUARDING: 'Safeguarding',
  SAME_DAY: 'Same day',
  AGE_OUT_RISK: 'May age out',
  CCMV_WINDOW: 'CMV treatment window',
  CI_WINDOW: 'Cochlear implant window',
  BASELINE_BEFORE_TREATMENT: 'Baseline before treatment',
  REGRESSION: 'Regression',
  STAMMER: 'Stammering',
  RTC: 'Right to Choose',
}
