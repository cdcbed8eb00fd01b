import type { PublishedOrganisationType, PublishedScheme } from '../../../shared/codes/national-figures.ts'

export interface NationalFigureTables {
  national_publication: NationalPublicationTable
  national_figure: NationalFigureTable
  comparison_choice: ComparisonChoiceTable
}

/** A month's published figures as one workbook gives them. Versions that were replaced or removed are kept. */
export interface NationalPublicationTable {
  id: string
  version: number
  month: string
  scheme: PublishedScheme
  published_on: string | null
  revised_on: string | null
  source: 'workbook' | 'supplied'
  file_name: string | null
  sha256: string
  /** Sentences, JSON. */
  notes: string
  regions: number
  icbs: number
  providers: number
  imported_at: string
  imported_by: string | null
  state: 'current' | 'replaced' | 'removed'
  state_at: string | null
  state_by: string | null
  state_reason: string | null
}

/** One line of one organisation. A blank cell is absent from `bands`, a mark in place of a count is "withheld". */
export interface NationalFigureTable {
  publication_id: string
  line: string
  /** The organisation's row in the published tables, from 0. */
  place: number
  organisation_type: PublishedOrganisationType
  organisation_code: string
  organisation_name: string
  total: number | null
  total_withheld: 0 | 1
  /** Counts by band id, JSON. */
  bands: string
}

/** One row, the whole store's. */
export interface ComparisonChoiceTable {
  id: 1
  version: number
  provider_code: string | null
  region_code: string | null
  icb_code: string | null
  /** Provider codes, JSON. */
  peers: string
}
