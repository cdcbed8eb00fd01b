/** What triage decided, as an extract carries it. */
export const triageOutcomes = ['accepted', 'redirected', 'not_accepted', 'information_requested'] as const
export type TriageOutcome = (typeof triageOutcomes)[number]

export const triageOutcomeLabels: Record<TriageOutcome, string> = {
  accepted: 'Accepted',
  redirected: 'Redirected',
  not_accepted: 'Not accepted',
  information_requested: 'Information requested',
}

/** Other spellings that extracts use, in lower case. */
export const triageOutcomeSynonyms: Record<string, TriageOutcome> = {
  accept: 'accepted',
  redirect: 'redirected',
  'redirected to another service': 'redirected',
  signposted: 'redirected',
  rejected: 'not_accepted',
  declined: 'not_accepted',
  'information needed': 'information_requested',
  'more information requested': 'information_requested',
}
