/** Documents and results held with a referral. */
export const evidenceKinds = [
  'parent_questionnaire',
  'setting_questionnaire',
  'targeted_support_evidence',
  'developmental_history',
  'hearing_result',
  'vision_result',
  'observed_feed',
  'speech_sound_checklist',
  'educational_psychology_report',
  'cognitive_assessment',
  'ehcp',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export const evidenceLabels: Record<EvidenceKind, string> = {
  parent_questionnaire: 'Parent questionnaire',
  setting_questionnaire: 'School or nursery questionnaire',
  targeted_support_evidence: 'Evidence of targeted support tried',
  developmental_history: 'Developmental history',
  hearing_result: 'Hearing test result',
  vision_result: 'Vision test result',
  observed_feed: 'Observed feed',
  speech_sound_checklist: 'Speech sound checklist',
  educational_psychology_report: 'Educational psychology report',
  cognitive_assessment: 'Cognitive assessment',
  ehcp: 'EHC plan',
}
