/** Where a referral stands: a pure function of its facts (docs/states.md). */
export const referralStatuses = [
  'received',
  'information_requested',
  'waiting',
  'opt_in_sent',
  'booked',
  'to_rebook',
  'planned',
  'seen',
  'redirected',
  'not_accepted',
  'closed',
  'registered_in_error',
] as const
export type ReferralStatus = (typeof referralStatuses)[number]

export const referralStatusLabels: Record<ReferralStatus, string> = {
  received: 'Received, not triaged',
  information_requested: 'Information requested',
  waiting: 'Waiting to be booked',
  opt_in_sent: 'Opt-in sent',
  booked: 'Booked',
  to_rebook: 'To re-book',
  planned: 'Planned',
  seen: 'Seen, still open',
  redirected: 'Redirected',
  not_accepted: 'Not accepted',
  closed: 'Closed',
  registered_in_error: 'Registered in error',
}

/** Statuses of a referral that somebody must still act on. */
export const openStatuses = [
  'received',
  'information_requested',
  'waiting',
  'opt_in_sent',
  'booked',
  'to_rebook',
  'planned',
  'seen',
] as const satisfies readonly ReferralStatus[]
export type OpenStatus = (typeof openStatuses)[number]

/** Whether a referral in this status is still somebody's to act on. */
export function isOpenStatus(status: ReferralStatus): status is OpenStatus {
  return (openStatuses as readonly ReferralStatus[]).includes(status)
}
