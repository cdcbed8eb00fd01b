/** Where an appointment stands. All but `booked` and `taken_back` are outcomes. */
export const appointmentStatuses = [
  'booked',
  'attended',
  'was_not_brought',
  'arrived_not_seen',
  'cancelled_by_family',
  'cancelled_by_service',
  'taken_back',
] as const
export type AppointmentStatus = (typeof appointmentStatuses)[number]

export const appointmentStatusLabels: Record<AppointmentStatus, string> = {
  booked: 'Booked',
  attended: 'Attended',
  was_not_brought: 'Was not brought',
  arrived_not_seen: 'Arrived, not seen',
  cancelled_by_family: 'Cancelled by family',
  cancelled_by_service: 'Cancelled by service',
  taken_back: 'Booking taken back',
}

/** What can have happened to an appointment, in the order of the keys that record it. */
export const appointmentOutcomes = [
  'attended',
  'was_not_brought',
  'arrived_not_seen',
  'cancelled_by_family',
  'cancelled_by_service',
] as const
export type AppointmentOutcome = (typeof appointmentOutcomes)[number]

/** Statuses whose place in the slot is free again. */
export const freesTheSlot = ['cancelled_by_family', 'cancelled_by_service', 'taken_back'] as const

/** How a family was told of an appointment. Without one it was not demonstrably communicated. */
export const toldBy = ['letter', 'phone', 'text', 'email', 'in_person', 'interpreter'] as const
export type ToldBy = (typeof toldBy)[number]

export const toldByLabels: Record<ToldBy, string> = {
  letter: 'Letter',
  phone: 'Phone',
  text: 'Text message',
  email: 'Email',
  in_person: 'In person',
  interpreter: 'Through an interpreter',
}

/** What comes after an appointment, so that nobody leaves a clinic without a next step. */
export const nextSteps = ['book_again', 'follow_up', 'discharge', 'onward', 'task'] as const
export type NextStep = (typeof nextSteps)[number]

export const nextStepLabels: Record<NextStep, string> = {
  book_again: 'Book again',
  follow_up: 'Follow-up',
  discharge: 'Ask for discharge to be decided',
  onward: 'Refer onward',
  task: 'Something to do first',
}

/** What became of an offer of dates. */
export const offerReplies = ['accepted', 'declined', 'no_reply'] as const
export type OfferReply = (typeof offerReplies)[number]

export const offerReplyLabels: Record<OfferReply, string> = {
  accepted: 'Accepted',
  declined: 'Refused',
  no_reply: 'No reply',
}

/** Days of notice that make an offer reasonable. Source: elective access policy, three weeks. */
export const reasonableNoticeDays = 21
