/** What a triage rule leads to, in the order rules are read: the first that fits names the rule. */
export const ruleKinds = [
  'same_day',
  'urgent',
  'statutory',
  'information',
  'redirect',
  'routine',
  'flag',
] as const
export type RuleKind = (typeof ruleKinds)[number]

export const ruleKindLabels: Record<RuleKind, string> = {
  same_day: 'Same day',
  urgent: 'Urgent',
  statutory: 'Due by law',
  information: 'Information needed',
  redirect: 'Redirect or decline suggested',
  routine: 'Soon, routine and planned',
  flag: 'Flags and tasks',
}
