import {
  IconArrowBackUp,
  IconArrowRampRight,
  IconCalendarCancel,
  IconCalendarRepeat,
  IconClipboardCheck,
  IconClipboardOff,
  IconEye,
  IconEyeOff,
  IconHandStop,
  IconHeartHandshake,
  IconHourglassHigh,
  IconScale,
  IconSend,
  IconStethoscope,
  IconCalendarOff,
  IconCalendarPlus,
  IconCalendarStats,
  IconCalendarTime,
  IconCalendarX,
  IconCircleX,
  IconDoorEnter,
  IconFileCheck,
  IconFileSearch,
  IconMailCheck,
  IconMailForward,
  IconNote,
  IconPhone,
  IconUrgent,
  IconUserCheck,
} from '@tabler/icons-react'
import type { RecordableEventType } from '../../../shared/contract/referrals.ts'
import type { IconComponent } from '../../components/tone-badge.tsx'

export interface Action {
  type: RecordableEventType
  /** Words on its button. */
  label: string
  icon: IconComponent
  /** Label of the date it happened on. */
  dateLabel: string
  /** What recording it does and does not do, in a sentence. */
  effect?: string
  /** Whether the backend refuses it without a reason. */
  needsReason: boolean
  /** Takes a child off the list. */
  takesAway?: boolean
}

const list: Action[] = [
  {
    type: 'appointment_booked',
    label: 'Book appointment',
    icon: IconCalendarPlus,
    dateLabel: 'Booked on',
    needsReason: false,
  },
  {
    type: 'attended',
    label: 'Attended',
    icon: IconUserCheck,
    dateLabel: 'Attended on',
    effect: 'The first attended contact ends the wait on that day.',
    needsReason: false,
  },
  {
    type: 'was_not_brought',
    label: 'Was not brought',
    icon: IconCalendarX,
    dateLabel: 'Date of the appointment',
    effect:
      'The wait keeps running and nobody is discharged by this. Next: phone the family, find the barrier and re-book.',
    needsReason: false,
  },
  {
    type: 'cancelled_by_family',
    label: 'Cancelled by family',
    icon: IconCalendarCancel,
    dateLabel: 'Cancelled on',
    effect: 'The clock keeps running and the place is kept. Next: re-book.',
    needsReason: false,
  },
  {
    type: 'cancelled_by_service',
    label: 'Cancelled by service',
    icon: IconCalendarOff,
    dateLabel: 'Cancelled on',
    effect: 'The clock keeps running. Children we cancelled are re-booked first.',
    needsReason: false,
  },
  {
    type: 'arrived_not_seen',
    label: 'Arrived, not seen',
    icon: IconDoorEnter,
    dateLabel: 'Date of the appointment',
    effect: 'Came but could not be seen. The clock keeps running. Next: re-book.',
    needsReason: false,
  },
  {
    type: 'opt_in_sent',
    label: 'Opt-in sent',
    icon: IconMailForward,
    dateLabel: 'Sent on',
    effect: 'No reply is not a no: the child stays on the list until a named clinician decides.',
    needsReason: false,
  },
  { type: 'opted_in', label: 'Opted in', icon: IconMailCheck, dateLabel: 'Replied on', needsReason: false },
  {
    type: 'information_requested',
    label: 'Information requested',
    icon: IconFileSearch,
    dateLabel: 'Asked on',
    effect: 'The clock keeps running while it is awaited.',
    needsReason: false,
  },
  {
    type: 'information_received',
    label: 'Information received',
    icon: IconFileCheck,
    dateLabel: 'Received on',
    effect: 'Goes back to triage.',
    needsReason: false,
  },
  {
    type: 'contact_made',
    label: 'Contact with family',
    icon: IconPhone,
    dateLabel: 'Date of the contact',
    needsReason: false,
  },
  { type: 'note', label: 'Note', icon: IconNote, dateLabel: 'Date', needsReason: false },
  {
    type: 'priority_changed',
    label: 'Change priority',
    icon: IconUrgent,
    dateLabel: 'Decided on',
    effect: 'The wait start stays; the place in the queue follows the new priority.',
    needsReason: true,
  },
  {
    type: 'planned',
    label: 'Put on planned list',
    icon: IconCalendarTime,
    dateLabel: 'Decided on',
    effect: 'Not counted as waiting until the due date, and waiting from that day on.',
    needsReason: false,
  },
  {
    type: 'received_date_corrected',
    label: 'Correct received date',
    icon: IconCalendarStats,
    dateLabel: 'Corrected on',
    effect: 'The wait is counted again from the corrected date. The earlier date stays readable.',
    needsReason: true,
  },
  {
    type: 'delay_requested',
    label: 'Family asked to wait longer',
    icon: IconHourglassHigh,
    dateLabel: 'Asked on',
    effect: 'The wait keeps running and the place is kept. More than six weeks needs a clinical review.',
    needsReason: false,
  },
  {
    type: 'clinical_review',
    label: 'Clinical review',
    icon: IconStethoscope,
    dateLabel: 'Reviewed on',
    effect: 'For active monitoring (every 12 weeks), long delays and repeated cancellations.',
    needsReason: false,
  },
  {
    type: 'treatment_started',
    label: 'Treatment started',
    icon: IconHeartHandshake,
    dateLabel: 'Started on',
    effect: 'The first definitive treatment stops the referral to treatment clock.',
    needsReason: false,
  },
  {
    type: 'decision_to_treat',
    label: 'Decision to treat',
    icon: IconClipboardCheck,
    dateLabel: 'Decided on',
    effect: 'After active monitoring this starts a new clock from zero; the place in the queue is kept.',
    needsReason: false,
  },
  {
    type: 'active_monitoring_started',
    label: 'Start active monitoring',
    icon: IconEye,
    dateLabel: 'Agreed on',
    effect:
      'Stops the referral to treatment clock, not the community wait. A clinician reviews every 12 weeks.',
    needsReason: false,
  },
  {
    type: 'active_monitoring_ended',
    label: 'End active monitoring',
    icon: IconEyeOff,
    dateLabel: 'Ended on',
    needsReason: false,
  },
  {
    type: 'rebook_agreed',
    label: 'Another appointment to be offered',
    icon: IconCalendarRepeat,
    dateLabel: 'Agreed on',
    effect: 'After a missed first appointment a new referral to treatment clock starts on this day.',
    needsReason: false,
  },
  {
    type: 'decision_not_to_treat',
    label: 'Decision not to treat',
    icon: IconClipboardOff,
    dateLabel: 'Decided on',
    effect: 'Stops the referral to treatment clock. Tell the family and the referrer.',
    needsReason: false,
  },
  {
    type: 'declined_treatment',
    label: 'Treatment declined by family',
    icon: IconHandStop,
    dateLabel: 'Declined on',
    effect: 'Stops the referral to treatment clock, not the community wait.',
    needsReason: false,
  },
  {
    type: 'ehc_advice_sent',
    label: 'EHC advice sent',
    icon: IconSend,
    dateLabel: 'Sent on',
    effect: 'Ends what is due by law. The wait for the service is another matter and runs on.',
    needsReason: false,
  },
  {
    type: 'ehc_exception',
    label: 'EHC advice: lawful exception',
    icon: IconScale,
    dateLabel: 'Recorded on',
    effect: 'Explains why the advice is later than six weeks. It is still owed.',
    needsReason: false,
  },
  {
    type: 'strand_closed',
    label: 'Close one strand',
    icon: IconArrowRampRight,
    dateLabel: 'Closed on',
    effect: 'For example Right to Choose for ADHD alone. The other strands stay open and the wait runs on.',
    needsReason: true,
  },
  {
    type: 'closed',
    label: 'Close',
    icon: IconCircleX,
    dateLabel: 'Closed on',
    effect: 'Takes the child off the list on that date. It can be re-opened.',
    needsReason: true,
    takesAway: true,
  },
  {
    type: 'reopened',
    label: 'Re-open',
    icon: IconArrowBackUp,
    dateLabel: 'Re-opened on',
    needsReason: true,
  },
]

/** Everything a person records by hand, in the order it is offered. */
export const actions: readonly Action[] = list

const byType = new Map(list.map((action) => [action.type as string, action]))

/** How a kind of fact is recorded, or undefined for facts nobody records by hand. */
export function actionOf(type: string): Action | undefined {
  return byType.get(type)
}
