/** Right to Choose: whether another provider is doing the assessment. */
export const rtcStatuses = [
  'none',
  'offered',
  'referred_elsewhere',
  'accepted_elsewhere',
  'assessed_elsewhere',
  'returned',
] as const
export type RtcStatus = (typeof rtcStatuses)[number]

export const rtcStatusLabels: Record<RtcStatus, string> = {
  none: 'Not used',
  offered: 'Offered',
  referred_elsewhere: 'Referred elsewhere',
  accepted_elsewhere: 'Accepted elsewhere',
  assessed_elsewhere: 'Assessed elsewhere',
  returned: 'Returned to this service',
}
