/** Grounds on which a clinician is asked to consider a place in the queue. Never a test of who may join it. Source: published criteria, March 2023, and their withdrawal as an access test. */
export const circumstances = [
  'education_placement_breakdown',
  'permanent_exclusion_risk',
  'family_or_adoption_breakdown',
  'cic_placement_planning',
  'youth_justice',
  'camhs_high_risk',
  'minimal_communication_early_years',
] as const
export type Circumstance = (typeof circumstances)[number]

export const circumstanceLabels: Record<Circumstance, string> = {
  education_placement_breakdown: 'Education placement breaking down',
  permanent_exclusion_risk: 'Risk of permanent exclusion',
  family_or_adoption_breakdown: 'Family or adoption at risk of breakdown',
  cic_placement_planning: 'Assessment needed to plan a care placement',
  youth_justice: 'Contact with youth justice',
  camhs_high_risk: 'High risk known to CAMHS',
  minimal_communication_early_years: 'Very little communication in early years',
}
