/** Details that may be filled in for many children at once. Ethnicity is never among them: it is the family’s answer. */
export const bulkDetails = ['gp_practice', 'language', 'interpreter'] as const
export type BulkDetail = (typeof bulkDetails)[number]

export const bulkDetailLabels: Record<BulkDetail, string> = {
  gp_practice: 'GP practice',
  language: 'Language',
  interpreter: 'Interpreter needed',
}
