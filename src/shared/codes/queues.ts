/** Each open referral is in exactly one of these, by its status. */
export const stageQueueIds = [
  'not_triaged',
  'information_awaited',
  'opt_in_awaited',
  'to_book',
  'booked',
  'to_rebook',
  'planned',
  'seen_open',
] as const
export type StageQueueId = (typeof stageQueueIds)[number]

/** A referral may also be in any number of these, by its dates and facts. */
export const attentionQueueIds = [
  'overdue_urgent',
  'crossing_18_weeks',
  'crossing_52_weeks',
  'crossing_104_weeks',
  'long_wait_review',
  'validation_due',
  'no_reply',
  'age_out_risk',
  'statutory_due',
  'planned_due',
  'duplicates',
  'missing_data',
] as const

/** Every list that can be asked for: all open, all waiting, each queue, and the one that must be empty. */
export const queueIds = [
  'all_open',
  'all_waiting',
  ...stageQueueIds,
  ...attentionQueueIds,
  'no_queue',
] as const
export type QueueId = (typeof queueIds)[number]

export const queueLabels: Record<QueueId, string> = {
  all_open: 'All open',
  all_waiting: 'All waiting for first contact',
  not_triaged: 'Not triaged',
  information_awaited: 'Information awaited',
  opt_in_awaited: 'Opt-in awaited',
  to_book: 'To book',
  booked: 'Booked',
  to_rebook: 'Not brought or cancelled, to re-book',
  planned: 'Planned list',
  seen_open: 'Seen, still open',
  overdue_urgent: 'Overdue urgent',
  crossing_18_weeks: 'Crossing 18 weeks soon',
  crossing_52_weeks: 'Crossing 52 weeks soon',
  crossing_104_weeks: 'Crossing 104 weeks soon',
  long_wait_review: 'Long wait, review due',
  validation_due: 'Validation due',
  no_reply: 'No reply from the family',
  age_out_risk: 'Age-out risk',
  statutory_due: 'Statutory advice due',
  planned_due: 'Planned, now due',
  duplicates: 'Duplicates to review',
  missing_data: 'Missing data',
  no_queue: 'Not in any queue',
}

/** What each list holds, in one sentence. */
export const queueDescriptions: Record<QueueId, string> = {
  all_open: 'Every referral that is not closed.',
  all_waiting: 'Every child still waiting for a first contact, as the monthly return counts them.',
  not_triaged: 'Received, no triage decision yet.',
  information_awaited: 'More information was asked for. The clock keeps running.',
  opt_in_awaited: 'The family was asked to opt in and has not replied.',
  to_book: 'Accepted and waiting for an appointment.',
  booked: 'Has an appointment, not yet seen.',
  to_rebook: 'Was not brought or was cancelled, and needs a new appointment. The clock keeps running.',
  planned: 'Planned follow-up that is not yet due.',
  seen_open: 'Had a first contact and is not yet discharged.',
  overdue_urgent: 'Same-day or urgent, past the due-by date.',
  crossing_18_weeks: 'Will have waited over 18 weeks within 14 days.',
  crossing_52_weeks: 'Will have waited 52 weeks within 28 days.',
  crossing_104_weeks: 'Will have waited 104 weeks within 28 days.',
  long_wait_review: 'Has passed 52, 65, 78 or 104 weeks and was not reviewed there.',
  no_reply: 'Asked to opt in or whether the service is still needed, and has not answered in time.',
  validation_due: 'No two-way contact with the family for 12 weeks.',
  age_out_risk: 'Reaches the service’s upper age within 26 weeks.',
  statutory_due: 'Education, health and care advice was requested and is not closed.',
  planned_due: 'On the planned list with a due date that has come, or with none recorded.',
  duplicates: 'Another record may be the same child.',
  missing_data: 'NHS number, postcode, GP, contact or consent is missing.',
  no_queue: 'Open but in no queue. This must always be empty.',
}
