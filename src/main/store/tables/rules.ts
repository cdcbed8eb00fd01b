/** One published rule set. Rows never change. */
export interface RuleSetTable {
  version: number
  /** Names it among the rule sets of all stores. */
  id: string
  origin: 'shipped' | 'published' | 'rolled_back'
  author: string
  author_id: string | null
  published_at: string
  note: string
  /** A rule file, JSON. */
  rules: string
  based_on: number | null
  /** Why it was published although worked cases failed, and their names as JSON. */
  override_reason: string | null
  override_failed: string | null
}

/** The draft everybody shares: one row once somebody has begun one; `open` 0 after it was published or discarded. */
export interface RuleDraftTable {
  id: 1
  version: number
  open: 0 | 1
  based_on: number
  /** A rule file, JSON. */
  rules: string
  changed_by: string
  changed_at: string
}

/** A worked case of this store, or what this store changed about a shipped one (`facts` null then). */
export interface RuleExampleTable {
  id: string
  version: number
  origin: 'shipped' | 'own'
  name: string
  facts: string | null
  expected: string
  changed_by: string
  changed_on: string
  retired_by: string | null
  retired_on: string | null
  retired_reason: string | null
}

/** One decision to put referrals to a published rule set that they were not put to before. */
export interface RuleApplicationTable {
  id: string
  version: number
  applied_at: string
  applied_by: string
  reason: string
  moved: number
  priorities_changed: number
}

/** A referral of such a decision: the version it was put to before, and the change of priority, if one was recorded. */
export interface RuleApplicationRowTable {
  application_id: string
  referral_id: string
  from_version: number
  event_id: string | null
}

/** The tables of the rules. */
export interface RulesSchema {
  rule_set: RuleSetTable
  rule_draft: RuleDraftTable
  rule_example: RuleExampleTable
  rule_application: RuleApplicationTable
  rule_application_row: RuleApplicationRowTable
}
