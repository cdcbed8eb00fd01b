/** What a round asks its families. */
export const roundKinds = ['opt_in', 'validation'] as const
export type RoundKind = (typeof roundKinds)[number]

export const roundKindLabels: Record<RoundKind, string> = {
  opt_in: 'Opt-in: choose an appointment',
  validation: 'Validation: do you still need this?',
}

/** How a family is asked, or answers. */
export const roundChannels = ['letter', 'phone', 'text', 'email', 'in_person'] as const
export type RoundChannel = (typeof roundChannels)[number]

export const roundChannelLabels: Record<RoundChannel, string> = {
  letter: 'Letter',
  phone: 'Phone call',
  text: 'Text message',
  email: 'E-mail',
  in_person: 'In person',
}

/** What a family answers. No reply is not among them: silence is not a no. */
export const roundReplies = ['yes', 'no', 'unsure'] as const
export type RoundReply = (typeof roundReplies)[number]

export const roundReplyLabels: Record<RoundReply, string> = {
  yes: 'Yes, still needed',
  no: 'No, not needed',
  unsure: 'Not sure',
}

/** Where a family stands in a round. */
export const memberStates = [
  'asked',
  'overdue',
  'asked_again',
  'overdue_again',
  'yes',
  'no',
  'unsure',
  'left',
] as const
export type MemberState = (typeof memberStates)[number]

export const memberStateLabels: Record<MemberState, string> = {
  asked: 'Asked, reply awaited',
  overdue: 'No reply: try another channel',
  asked_again: 'Asked again, reply awaited',
  overdue_again: 'No reply twice: a clinician decides',
  yes: 'Yes, still needed',
  no: 'No, not needed',
  unsure: 'Not sure: talk it through',
  left: 'Settled in another way',
}

/** Weeks waited that a validation round can start from. Source: NHS England elective validation, 12, 26 and 52 weeks. */
export const validationWeeks = [12, 26, 52] as const

/** Days a family has to answer, as offered first. */
export const usualReplyDays = 21
