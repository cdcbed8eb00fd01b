/** What a task asks for. */
export const taskKinds = [
  'rule_action',
  'triage_overdue',
  'urgent_breach',
  'wait_target',
  'early_warning',
  'harm_review',
  'deterioration',
  'validation_contact',
  'validation_silent',
  'ehc_advice',
  'transition_decision',
  'was_not_brought',
  'safeguarding_review',
  'rebook_first',
  'lead_sign_off',
  'opt_in_silent',
  'information_chase',
  'other',
] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskKindLabels: Record<TaskKind, string> = {
  rule_action: 'Asked for by a rule',
  triage_overdue: 'Triage decision overdue',
  urgent_breach: 'Urgent and past 4 weeks',
  wait_target: 'Past a waiting target',
  early_warning: 'Early warning of 52 weeks',
  harm_review: 'Long-wait (harm) review',
  deterioration: 'Reported to be getting worse',
  validation_contact: 'Validation contact',
  validation_silent: 'No reply to validation',
  ehc_advice: 'EHC needs assessment advice',
  transition_decision: 'Ageing out: decide',
  was_not_brought: 'Was not brought: phone',
  safeguarding_review: 'Safeguarding review',
  rebook_first: 'Re-book first',
  lead_sign_off: 'Lead to sign off',
  opt_in_silent: 'No reply to opt-in',
  information_chase: 'Chase information',
  other: 'Other task',
}

export const taskStates = ['open', 'done', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

/** What opened a task. */
export const taskOpeners = ['rule', 'threshold', 'ladder', 'request', 'person'] as const
export type TaskOpener = (typeof taskOpeners)[number]

/** How a task ended. The last two only the app gives. */
export const taskOutcomeLabels = {
  done: 'Done',
  not_needed: 'Not needed, as the note says',
  decided: 'Triage decided',
  booked: 'Appointment booked',
  spoke_rebooked: 'Spoke with the family and re-booked',
  spoke_barrier: 'Spoke with the family: barrier found, to re-book',
  no_answer: 'No answer',
  still_wanted: 'Family still wants it',
  not_wanted: 'Family does not want it: a clinician decides',
  unsure: 'Family is unsure: a clinician decides',
  stays_on_list: 'Stays on the list',
  clinician_decides: 'Handed to a clinician to decide',
  reviewed_no_change: 'Reviewed: no change',
  reviewed_priority_raised: 'Reviewed: priority raised',
  reviewed_interim_action: 'Reviewed: interim action agreed',
  reviewed_no_concern: 'Reviewed: no safeguarding concern',
  reviewed_concern_shared: 'Reviewed: concern shared with safeguarding',
  advice_sent: 'Advice sent',
  advice_exception: 'A lawful exception applies',
  see_before_birthday: 'To be seen before the birthday',
  handed_over: 'Handed over with the wait carried',
  signed_off: 'Signed off',
  chased_phone: 'Chased by telephone',
  chased_letter: 'Chased by letter',
  chased_referrer: 'Chased through the referrer',
  arrived: 'It arrived',
  no_longer_needed: 'No longer needed',
  replaced: 'Replaced by a later review',
} as const
export type TaskOutcome = keyof typeof taskOutcomeLabels
export const taskOutcomes = Object.keys(taskOutcomeLabels) as TaskOutcome[]

/** Outcomes a person may choose for each kind, the likeliest first. */
export const outcomesOf: Record<TaskKind, readonly TaskOutcome[]> = {
  rule_action: ['done', 'clinician_decides', 'not_needed'],
  triage_overdue: ['decided', 'clinician_decides', 'not_needed'],
  urgent_breach: ['booked', 'reviewed_interim_action', 'reviewed_no_change', 'not_needed'],
  wait_target: ['booked', 'reviewed_no_change', 'reviewed_priority_raised', 'not_needed'],
  early_warning: ['booked', 'reviewed_no_change', 'reviewed_priority_raised', 'not_needed'],
  harm_review: ['reviewed_no_change', 'reviewed_priority_raised', 'reviewed_interim_action', 'booked'],
  deterioration: ['reviewed_interim_action', 'reviewed_priority_raised', 'reviewed_no_change', 'booked'],
  validation_contact: ['still_wanted', 'no_answer', 'unsure', 'not_wanted', 'not_needed'],
  validation_silent: ['stays_on_list', 'still_wanted', 'clinician_decides', 'not_wanted'],
  ehc_advice: ['advice_sent', 'advice_exception', 'not_needed'],
  transition_decision: ['see_before_birthday', 'handed_over', 'not_needed'],
  was_not_brought: ['spoke_rebooked', 'spoke_barrier', 'no_answer', 'clinician_decides'],
  safeguarding_review: [
    'reviewed_no_concern',
    'reviewed_concern_shared',
    'reviewed_interim_action',
    'stays_on_list',
  ],
  rebook_first: ['booked', 'spoke_barrier', 'no_answer', 'not_needed'],
  lead_sign_off: ['signed_off', 'reviewed_interim_action'],
  opt_in_silent: ['stays_on_list', 'still_wanted', 'clinician_decides', 'not_wanted'],
  information_chase: ['chased_phone', 'chased_letter', 'chased_referrer', 'arrived', 'clinician_decides'],
  other: ['done', 'not_needed'],
}
/** Outcomes that say too little by themselves: they need a note. */
export const outcomesWithNote: ReadonlySet<TaskOutcome> = new Set([
  'not_needed',
  'clinician_decides',
  'reviewed_interim_action',
  'reviewed_concern_shared',
  'advice_exception',
  'handed_over',
])
