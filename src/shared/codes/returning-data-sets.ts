/** Where a service is reported that is left out of the community return. Source: domain rules, "Services at start". */
export const returningDataSets = ['mhsds', 'rtt', 'other_provider', 'other'] as const
export type ReturningDataSet = (typeof returningDataSets)[number]

export const returningDataSetNames: Record<ReturningDataSet, string> = {
  mhsds: 'Mental Health Services Data Set',
  rtt: 'Referral to treatment return',
  other_provider: "Another provider's return",
  other: 'Another data set',
}
