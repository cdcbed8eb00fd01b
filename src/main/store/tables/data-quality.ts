import type { QualityRuleId } from '../../../shared/codes/data-quality-rules.ts'
import type { BulkDetail } from '../../../shared/codes/data-quality-details.ts'

export interface DataQualityTables {
  data_quality_month: DataQualityMonthTable
  data_quality_month_rule: DataQualityMonthRuleTable
  data_quality_batch: DataQualityBatchTable
  data_quality_batch_row: DataQualityBatchRowTable
  import_batch_cells: ImportBatchCellsTable
}

/** The data quality of one service in one month, as it was counted last while the month ran. */
export interface DataQualityMonthTable {
  service_id: string
  /** `YYYY-MM`. */
  month: string
  /** Open referrals that were looked at. */
  referrals: number
  /** 0 to 100; null without open referrals. */
  score: number | null
  rules_version: number
  counted_on: string
  counted_at: string
  /** 1 once the month has passed: then the row never changes. */
  is_over: 0 | 1
}

export interface DataQualityMonthRuleTable {
  service_id: string
  month: string
  rule_id: QualityRuleId
  /** As it was in that month. */
  weight: number
  applicable: number
  failed: number
}

/** One detail filled in for many children at once. */
export interface DataQualityBatchTable {
  id: string
  detail: BulkDetail
  value: string
  done_at: string
  done_by: string
  undone_at: string | null
  undone_by: string | null
}

export interface DataQualityBatchRowTable {
  batch_id: string
  child_id: string
  /** What was there before; null for nothing. */
  before: string | null
}

/** What the row of a referral said in an extract, where that is another than in the extract of the source before. */
export interface ImportBatchCellsTable {
  referral_id: string
  source: string
  /** Ids of imports sort by time. */
  batch_id: string
  /** Packed, in the order of the canonical layout. */
  cells: string
}
