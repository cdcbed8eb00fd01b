/** Who a letter is for. It decides which templates and which fields may be used. */
export const letterAudiences = ['family', 'referrer', 'gp', 'school'] as const
export type LetterAudience = (typeof letterAudiences)[number]

export const letterAudienceLabels: Record<LetterAudience, string> = {
  family: 'Family',
  referrer: 'Referrer',
  gp: 'GP practice',
  school: 'School or setting',
}

/** What a letter is for, in the order of a referral's life. */
export const letterPurposes = [
  'acknowledgement',
  'information_request',
  'accepted',
  'accepted_other_priority',
  'redirected',
  'not_accepted',
  'opt_in_invitation',
  'opt_in_reminder',
  'appointment',
  'appointment_changed',
  'was_not_brought',
  'validation',
  'validation_second',
  'waiting_well',
  'long_wait_update',
  'discharge',
  'answer',
] as const
export type LetterPurpose = (typeof letterPurposes)[number]

export const letterPurposeLabels: Record<LetterPurpose, string> = {
  acknowledgement: 'Referral received',
  information_request: 'Information needed',
  accepted: 'Accepted',
  accepted_other_priority: 'Accepted at another priority',
  redirected: 'Redirected to another service',
  not_accepted: 'Not accepted',
  opt_in_invitation: 'Opt-in invitation',
  opt_in_reminder: 'Opt-in reminder',
  appointment: 'Appointment',
  appointment_changed: 'Appointment changed by the service',
  was_not_brought: 'Was not brought',
  validation: 'Do you still need this?',
  validation_second: 'Do you still need this? Second try',
  waiting_well: 'Support while waiting',
  long_wait_update: 'Long wait: update and apology',
  discharge: 'Discharge',
  answer: 'Answer to a parent',
}

/** Who a letter of each purpose can go to. The first is the usual one. */
export const audiencesOfPurpose: Record<LetterPurpose, readonly LetterAudience[]> = {
  acknowledgement: ['family', 'referrer'],
  information_request: ['referrer', 'family', 'school'],
  accepted: ['family', 'referrer'],
  accepted_other_priority: ['family', 'referrer'],
  redirected: ['family', 'referrer'],
  not_accepted: ['family', 'referrer'],
  opt_in_invitation: ['family'],
  opt_in_reminder: ['family'],
  appointment: ['family'],
  appointment_changed: ['family'],
  was_not_brought: ['family', 'referrer', 'gp'],
  validation: ['family'],
  validation_second: ['family'],
  waiting_well: ['family'],
  long_wait_update: ['family'],
  discharge: ['family', 'referrer', 'gp', 'school'],
  answer: ['family'],
}

/** How a letter is set. Easy read changes the words too; large print only the type. */
export const letterFormats = ['standard', 'large_print', 'easy_read'] as const
export type LetterFormat = (typeof letterFormats)[number]

export const letterFormatLabels: Record<LetterFormat, string> = {
  standard: 'Standard',
  large_print: 'Large print',
  easy_read: 'Easy read',
}

/**
 * Where a letter is. A draft is held until a person has settled what it waits for; a ready one is frozen;
 * a returned one came back undelivered.
 */
export const letterStates = ['ready', 'draft', 'sent', 'returned', 'cancelled'] as const
export type LetterState = (typeof letterStates)[number]

export const letterStateLabels: Record<LetterState, string> = {
  draft: 'Held',
  ready: 'To send',
  sent: 'Sent',
  returned: 'Came back',
  cancelled: 'Cancelled',
}

/** How a letter left. */
export const letterSentBy = ['posted', 'emailed_outside', 'handed_over'] as const
export type LetterSentBy = (typeof letterSentBy)[number]

export const letterSentByLabels: Record<LetterSentBy, string> = {
  posted: 'Printed and posted',
  emailed_outside: 'E-mailed outside this app',
  handed_over: 'Handed over',
}

/** What a person has to have seen before a letter is made. */
export const letterCautions = ['safety_unknown', 'nobody_named', 'restricted', 'closed'] as const
export type LetterCaution = (typeof letterCautions)[number]

/** Why a letter is held as a draft. */
export const letterHolds = ['translation', 'format', 'address'] as const
export type LetterHold = (typeof letterHolds)[number]

/** How a person settled a hold. */
export const holdAnswers = ['send_as_is', 'arranged_outside'] as const
export type HoldAnswer = (typeof holdAnswers)[number]
