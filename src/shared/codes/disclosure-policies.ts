/** The policies by which small numbers are kept out of a table of counts. */
export const disclosurePolicyIds = ['under_5', 'round_to_5', 'none'] as const
export type DisclosurePolicyId = (typeof disclosurePolicyIds)[number]

export interface DisclosurePolicyWords {
  id: DisclosurePolicyId
  /** Goes up with every change of what the policy does; files carry it. */
  version: number
  label: string
  /** What a reader of the table is told. */
  sentence: string
  /** For whom the policy is. */
  use: string
}

export const disclosurePolicies: Record<DisclosurePolicyId, DisclosurePolicyWords> = {
  under_5: {
    id: 'under_5',
    version: 1,
    label: 'Hide counts under 5',
    sentence:
      '1 to 4 is shown as <5. Where a hidden figure could be worked out from the totals, further figures are shown as *. 0 is shown.',
    use: 'For readers outside the service: boards, commissioners, freedom of information.',
  },
  round_to_5: {
    id: 'round_to_5',
    version: 1,
    label: 'Round to 5',
    sentence:
      '1 to 7 is shown as 5, everything else to the nearest 5; 0 stays 0. Cells and totals are rounded each for itself, so they need not add up.',
    use: 'For tables and charts where every figure has to show.',
  },
  none: {
    id: 'none',
    version: 1,
    label: 'As counted',
    sentence: 'Every figure as counted. Small numbers may point to one child.',
    use: 'For people of the service and for statutory returns. Not for publishing.',
  },
}
