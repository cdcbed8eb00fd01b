/** Tables about who is who: merged records, where referrals came from, decisions about two records. */
export interface PeopleTables {
  child_merge: ChildMergeTable
  merged_child: MergedChildTable
  referral_home: ReferralHomeTable
  child_link: ChildLinkTable
}

/** A decision that two records are one child. Undone ones stay. */
export interface ChildMergeTable {
  id: string
  survivor_id: string
  merged_id: string
  merged_at: string
  merged_by: string
  reason: string
  /** Columns of the survivor that took the other record's value: `{column: [before, after]}`. */
  taken: string
  /** Contacts that the survivor took over, without ids. */
  contacts: string
  /** Both records with their contacts as they were. */
  snapshot: string
  undone_at: string | null
  undone_by: string | null
  undone_reason: string | null
}

/** Projection of the standing merges: for each merged record the one that survives, however long the chain. */
export interface MergedChildTable {
  child_id: string
  survivor_id: string
}

/** The record a referral was made on, where that is not the one it belongs to now. */
export interface ReferralHomeTable {
  referral_id: string
  child_id: string
}

/** A decision that two records are two children, and what they are to each other. */
export interface ChildLinkTable {
  id: string
  /** The smaller child id. */
  left_child_id: string
  right_child_id: string
  kind: 'twin' | 'sibling' | 'not_same'
  reason: string | null
  decided_at: string
  decided_by: string
  taken_back_at: string | null
  taken_back_by: string | null
  taken_back_reason: string | null
}
