/** What kind of feeding difficulty is described. */
export const feedingTypes = ['mechanical', 'sensory_behavioural', 'mixed'] as const
export type FeedingType = (typeof feedingTypes)[number]

export const feedingTypeLabels: Record<FeedingType, string> = {
  mechanical: 'Mechanical',
  sensory_behavioural: 'Sensory or behavioural',
  mixed: 'Mixed',
}
