/** Where the records of a check are. `figures` has none: it compares numbers. */
export type CheckSource =
  | { kind: 'cells'; cells: readonly string[] }
  | { kind: 'gap'; gap: 'not_in_any_queue' | 'unknown_received_date' }
  | { kind: 'service' }
  | { kind: 'figures' }

interface KnownCheck {
  source: CheckSource
  advice: string
}

const figures: CheckSource = { kind: 'figures' }
const cells = (...all: string[]): CheckSource => ({ kind: 'cells', cells: all })

/** Every check there is: what it is about, and what to do about it. */
const known: Record<string, KnownCheck> = {
  not_whole_numbers: {
    source: cells('total'),
    advice:
      'The counting itself is at fault. Run the check of the whole store in Settings before anything else.',
  },
  bands_do_not_sum: {
    source: cells('total'),
    advice:
      'The counting itself is at fault. Run the check of the whole store in Settings before anything else.',
  },
  reconciliation_does_not_balance: {
    source: cells('received', 'transferred_in', 'reopened', 'first_contacts', 'removals'),
    advice: 'Go through those who came and left: one of them is counted where it should not be.',
  },
  first_bands_above_received: {
    source: cells('0-7', '8-14', '15-28'),
    advice: 'Look at the received dates: more wait a short time than can have joined in it.',
  },
  no_service_line: {
    source: { kind: 'service' },
    advice: 'Choose the line of the service in Settings, or say which data set it is reported through.',
  },
  not_in_any_queue: {
    source: { kind: 'gap', gap: 'not_in_any_queue' },
    advice: 'Open each referral and record what happens next, so that somebody acts on it.',
  },
  line_missing: {
    source: figures,
    advice: 'Make sure that the service still reports on the line. A blank says that it is not provided.',
  },
  identical_to_last_month: {
    source: figures,
    advice: "Make sure that this month's referrals, contacts and closures have been recorded or imported.",
  },
  large_change_total: {
    source: cells('received', 'transferred_in', 'reopened', 'first_contacts', 'removals'),
    advice: 'Go through those who came and left and make sure that the change is real.',
  },
  large_change_over_52: {
    source: cells('over_52_weeks'),
    advice: 'Go through those who have waited longest and make sure that the change is real.',
  },
  high_share_0_1_week: {
    source: cells('0-7'),
    advice: 'Make sure that received dates are the day the referral arrived, not the day it was entered.',
  },
  contacts_but_none_waiting: {
    source: cells('first_contacts'),
    advice: 'Make sure that the referrals still waiting have been recorded or imported.',
  },
  many_waiting_for_contacts: {
    source: cells('over_52_weeks'),
    advice:
      'Make sure that contacts and closures have been recorded; begin with those who have waited longest.',
  },
  unknown_received_date: {
    source: { kind: 'gap', gap: 'unknown_received_date' },
    advice: 'Enter the date each referral was received; until then it is in no figure.',
  },
  provider_code_invalid: { source: figures, advice: 'Enter the organisation code in Settings.' },
  month_not_ended: {
    source: figures,
    advice: 'Wait until the month is over; it cannot be signed off before.',
  },
  reported_elsewhere: {
    source: { kind: 'service' },
    advice: 'Nothing to do where the service really is reported through the other data set.',
  },
  no_earlier_month: { source: figures, advice: 'Nothing to do: this is the first month.' },
}

/** The codes of all checks. */
export const checkCodes: readonly string[] = Object.keys(known)

/** Where the records of a check are; null for a code there is none of. */
export function checkSource(code: string): CheckSource | null {
  return Object.hasOwn(known, code) ? known[code]!.source : null
}

/** What to do about a check, in a sentence or two. */
export function checkAdvice(code: string): string {
  return known[code]?.advice ?? ''
}
