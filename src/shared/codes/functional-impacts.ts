/** How much the difficulty affects daily life. */
export const functionalImpacts = ['low', 'moderate', 'high'] as const
export type FunctionalImpact = (typeof functionalImpacts)[number]

export const functionalImpactLabels: Record<FunctionalImpact, string> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
}
