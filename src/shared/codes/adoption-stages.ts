/** Where a child is in adoption. */
export const adoptionStages = ['none', 'planned', 'matched', 'placed', 'adopted'] as const
export type AdoptionStage = (typeof adoptionStages)[number]

export const adoptionStageLabels: Record<AdoptionStage, string> = {
  none: 'Not being adopted',
  planned: 'Adoption planned',
  matched: 'Matched',
  placed: 'Placed',
  adopted: 'Adopted',
}
