export interface CommunityDataSetTables {
  national_code: NationalCodeTable
}

/** One decision which national code stands for a local one. The latest of a local code counts; rows never change. */
export interface NationalCodeTable {
  /** Goes up by one with each decision in the store. */
  version: number
  code_set: string
  local_code: string
  /** Null takes the code back. */
  national_code: string | null
  changed_by: string
  changed_at: string
}
