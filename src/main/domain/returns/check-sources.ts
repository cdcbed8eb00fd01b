/** Where the records of a check are. `figures` has none: it compares numbers. */
export type CheckSource =
  | { kind: 'cells'; cells: readonly string[] }
  | { kind: 'gap'; gap: 'not_in_any_queue' | 'unknown_received_date' }
  | { kind: 'service' }
  | { kind: 'figures' }

interface KnownCheck {
  /** What it finds, in words that hold no figure. */
  name: string
  source: CheckSource
  advice: string
}

const figures: CheckSource = { kind: 'figures' }
const cells = (...all: string[]): CheckSource => ({ kind: 'cells', cells: all })

/** Every check there is: what it is about, and what to do about it. */
const known: Record<string, KnownCheck> = {
  not_whole_numbers: {
    name: 'figures that are not whole numbers',
    source: cells('total'),
    advice:
      'The counting itself is at fault. Run the check of the whole store in Settings before anything else.',
  },
  bands_do_not_sum: {
    name: 'bands that do not give the total',
    source: cells('total'),
    advice:
      'The counting itself is at fault. Run the check of the whole store in Settings before anything else.',
  },
  reconciliation_does_not_balance: {
    name: 'a reconciliation that does not balance',
    source: cells('received', 'transferred_in', 'reopened', 'first_contacts', 'removals'),
    advice: 'Go through those who came and left: one of them is counted where it should not be.',
  },
  first_bands_above_received: {
    name: 'more waiting a short time than joined',
    source: cells('0-7', '8-14', '15-28'),
    advice: 'Look at the received dates: more wait a short time than can have joined in it.',
  },
  no_service_line: {
    name: 'a service without a line',
    source: { kind: 'service' },
    advice: 'Choose the line of the service in Settings, or say which data set it is reported through.',
  },
  not_in_any_queue: {
    name: 'open and in no queue',
    source: { kind: 'gap', gap: 'not_in_any_queue' },
    advice: 'Open each referral and record what happens next, so that somebody acts on it.',
  },
  line_missing: {
    name: 'a line without a figure',
    source: figures,
    advice: 'Make sure that the service still reports on the line. A blank says that it is not provided.',
  },
  identical_to_last_month: {
    name: 'the same figures as last month',
    source: figures,
    advice: "Make sure that this month's referrals, contacts and closures have been recorded or imported.",
  },
  large_change_total: {
    name: 'a large change in those waiting',
    source: cells('received', 'transferred_in', 'reopened', 'first_contacts', 'removals'),
    advice: 'Go through those who came and left and make sure that the change is real.',
  },
  large_change_over_52: {
    name: 'a large change in those over 52 weeks',
    source: cells('over_52_weeks'),
    advice: 'Go through those who have waited longest and make sure that the change is real.',
  },
  high_share_0_1_week: {
    name: 'a high share of a week or less',
    source: cells('0-7'),
    advice: 'Make sure that received dates are the day the referral arrived, not the day it was entered.',
  },
  contacts_but_none_waiting: {
    name: 'first contacts but nobody waiting',
    source: cells('first_contacts'),
    advice: 'Make sure that the referrals still waiting have been recorded or imported.',
  },
  many_waiting_for_contacts: {
    name: 'many waiting for the contacts there are',
    source: cells('over_52_weeks'),
    advice:
      'Make sure that contacts and closures have been recorded; begin with those who have waited longest.',
  },
  unknown_received_date: {
    name: 'an unknown received date',
    source: { kind: 'gap', gap: 'unknown_received_date' },
    advice: 'Enter the date each referral was received; until then it is in no figure.',
  },
  provider_code_invalid: {
    name: 'an organisation code that is none',
    source: figures,
    advice: 'Enter the organisation code in Settings.',
  },
  month_not_ended: {
    name: 'a month that is not over',
    source: figures,
    advice: 'Wait until the month is over; it cannot be signed off before.',
  },
  reported_elsewhere: {
    name: 'reported through another data set',
    source: { kind: 'service' },
    advice: 'Nothing to do where the service really is reported through the other data set.',
  },
  no_earlier_month: {
    name: 'no earlier month',
    source: figures,
    advice: 'Nothing to do: this is the first month.',
  },
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

/** What a check finds, in words that hold no figure: `open and in no queue`. */
export function checkName(code: string): string {
  return known[code]?.name ?? code
}
