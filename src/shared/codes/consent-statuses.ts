/** Consent to the referral. */
export const consentStatuses = ['given', 'awaited', 'refused', 'withdrawn', 'best_interests'] as const
export type ConsentStatus = (typeof consentStatuses)[number]

export const consentStatusLabels: Record<ConsentStatus, string> = {
  given: 'Given',
  awaited: 'Awaited',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  best_interests: 'Best interests decision',
}
