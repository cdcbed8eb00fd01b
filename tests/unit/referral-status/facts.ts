import type { EventType } from '../../../src/shared/codes/event-types.ts'
import type { EventDetails, ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'

/** Details that fit each kind of fact, for tests that care only about the kind. */
export const plainDetails: EventDetails = {
  received: { receivedDate: '2025-01-06' },
  received_date_corrected: { receivedDate: '2025-01-06' },
  information_requested: { items: ['school report'] },
  information_chased: { channel: 'phone' },
  information_part_received: { items: ['school report'] },
  information_received: {},
  accepted: { priority: 'routine' },
  redirected: { route: 'health visitor' },
  not_accepted: { reasonCode: 'OUT_OF_AREA' },
  priority_changed: { priority: 'urgent' },
  opt_in_sent: {},
  opted_in: {},
  validation_sent: { replyBy: '2026-01-26', channel: 'letter' },
  asked_again: { replyBy: '2026-02-16', channel: 'phone' },
  reply_received: { reply: 'yes', channel: 'phone' },
  appointment_offered: { dates: ['2026-01-01', '2026-01-08'], toldBy: 'phone' },
  offer_declined: { offerEventId: '' },
  appointment_booked: { appointmentOn: '2026-01-01' },
  cancelled_by_family: {},
  cancelled_by_service: {},
  was_not_brought: {},
  arrived_not_seen: {},
  attended: {},
  planned: { dueOn: '2026-06-01' },
  letter_sent: { letterId: '', purpose: 'accepted', audience: 'family', how: 'posted' },
  letter_returned: { letterId: '' },
  contact_made: {},
  history_carried: { wasNotBroughtCount: 1 },
  decision_to_treat: {},
  treatment_started: {},
  active_monitoring_started: { by: 'clinician' },
  active_monitoring_ended: { goesAhead: true },
  decision_not_to_treat: {},
  declined_treatment: {},
  clinical_review: {},
  delay_requested: { until: '2026-03-02' },
  rebook_agreed: { askedBy: 'family' },
  ehc_exception: { exception: 'missed_appointment' },
  ehc_advice_sent: {},
  strand_closed: { pathway: 'adhd', reason: 'right_to_choose' },
  details_changed: { what: ['school'] },
  long_wait_reviewed: {
    weeks: 52,
    change: 'same',
    level: 'none',
    harm: [],
    action: 'Nothing more is needed',
    familyTold: true,
  },
  support_offered: { optionId: '', name: 'Parents’ workshop' },
  support_outcome: { offerEventId: '', takenUp: true, helped: 'yes' },
  deterioration_reported: { by: 'parent', what: 'Stopped talking' },
  closed: { reason: 'declined' },
  reopened: {},
  note: { text: 'A note' },
  voided: { eventId: '' },
}

/** A fact with a sequence of its own. */
export function fact<T extends EventType>(
  type: T,
  happenedOn: string,
  sequence: number,
  detail: EventDetails[T] = plainDetails[type],
): ReferralEvent {
  return {
    id: `event-${sequence}`,
    type,
    happenedOn,
    recordedAt: `${happenedOn}T09:00:00Z`,
    recordedBy: 'person',
    sequence,
    detail,
    reason: null,
  } as ReferralEvent
}

/** Facts on successive days from 2025-01-06, the first of them the receipt. */
export function history(...types: EventType[]): ReferralEvent[] {
  return ['received' as const, ...types].map((type, index) => {
    const day = String(6 + index).padStart(2, '0')
    return fact(type, `2025-01-${day}`, index + 1)
  })
}
