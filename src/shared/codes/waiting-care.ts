/** How a child's need has changed while waiting. */
export const needChanges = ['better', 'same', 'worse', 'not_known'] as const
export type NeedChange = (typeof needChanges)[number]
export const needChangeLabels: Record<NeedChange, string> = {
  better: 'Better',
  same: 'About the same',
  worse: 'Worse',
  not_known: 'Not known: nobody could say',
}

/** Harm that has come from waiting, by kind. None and not known are answers of their own. */
export const harmKinds = [
  'communication',
  'hearing',
  'emotional',
  'behaviour',
  'education',
  'physical',
  'family',
  'safeguarding',
  'other',
] as const
export type HarmKind = (typeof harmKinds)[number]
export const harmKindLabels: Record<HarmKind, string> = {
  communication: 'Speech, language or communication',
  hearing: 'Hearing',
  emotional: 'Emotional wellbeing',
  behaviour: 'Behaviour or risk to self or others',
  education: 'School or nursery place, attendance or learning',
  physical: 'Physical health, feeding or sleep',
  family: 'Family under strain',
  safeguarding: 'Safeguarding',
  other: 'Other',
}

/** How far it went. Unknown is not none. */
export const harmLevels = ['none', 'low', 'moderate', 'severe', 'not_known'] as const
export type HarmLevel = (typeof harmLevels)[number]
export const harmLevelLabels: Record<HarmLevel, string> = {
  none: 'No harm found',
  low: 'Low: needs a little more support',
  moderate: 'Moderate: needs more help than it would have',
  severe: 'Severe: lasting or serious effect',
  not_known: 'Not known',
}

/** Waits at which a review is due: weeks, and the first day of the wait past them. */
export const reviewThresholds = [
  { weeks: 52, days: 365 },
  { weeks: 65, days: 456 },
  { weeks: 78, days: 547 },
  { weeks: 104, days: 729 },
] as const
export type ReviewWeeks = (typeof reviewThresholds)[number]['weeks']

/** Kinds of help there are while a child waits. */
export const supportKinds = [
  'community_connector',
  'voluntary_group',
  'workshop',
  'digital_library',
  'school_support',
  'helpline',
  'other',
] as const
export type SupportKind = (typeof supportKinds)[number]
export const supportKindLabels: Record<SupportKind, string> = {
  community_connector: 'Community connector',
  voluntary_group: 'Voluntary group',
  workshop: 'Workshop or drop-in for parents',
  digital_library: 'Digital library',
  school_support: 'Support in school',
  helpline: 'Advice line',
  other: 'Other',
}

export const supportHelped = ['yes', 'a_little', 'no', 'not_known'] as const
export type SupportHelped = (typeof supportHelped)[number]
export const supportHelpedLabels: Record<SupportHelped, string> = {
  yes: 'It helped',
  a_little: 'It helped a little',
  no: 'It did not help',
  not_known: 'Not known',
}

/** Who says that a child is getting worse. */
export const reporters = ['parent', 'child', 'school', 'gp', 'social_worker', 'other'] as const
export type Reporter = (typeof reporters)[number]
export const reporterLabels: Record<Reporter, string> = {
  parent: 'Parent or carer',
  child: 'The child or young person',
  school: 'School or nursery',
  gp: 'GP or health visitor',
  social_worker: 'Social worker',
  other: 'Somebody else',
}
