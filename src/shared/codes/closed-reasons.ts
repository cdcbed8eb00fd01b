/** Why a referral left the list without (or after) a first contact. */
export const closedReasons = [
  'discharged',
  'redirected',
  'not_accepted',
  'declined',
  'moved_away',
  'right_to_choose',
  'aged_out',
  'died',
  'registered_in_error',
  'transferred_out',
] as const
export type ClosedReason = (typeof closedReasons)[number]

export const closedReasonLabels: Record<ClosedReason, string> = {
  discharged: 'Discharged',
  redirected: 'Redirected to another service',
  not_accepted: 'Not accepted',
  declined: 'Family declined',
  moved_away: 'Moved away',
  right_to_choose: 'Right to Choose elsewhere',
  aged_out: 'Aged out',
  died: 'Died',
  registered_in_error: 'Registered in error',
  transferred_out: 'Transferred to another provider',
}
