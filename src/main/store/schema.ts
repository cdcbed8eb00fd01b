import type { ClosedReason } from '../../shared/codes/closed-reasons.ts'
import type { EventType } from '../../shared/codes/event-types.ts'
import type { Priority } from '../../shared/codes/priorities.ts'
import type { StageQueueId } from '../../shared/codes/queues.ts'
import type { ReturningDataSet } from '../../shared/codes/returning-data-sets.ts'
import type { ReferralStatus } from '../../shared/codes/referral-statuses.ts'
import type { PeopleTables } from './tables/people.ts'
import type { CommunityDataSetTables } from './tables/community-data-set.ts'
import type { LetterTables } from './tables/letters.ts'
import type { ExportRecipientTables } from './tables/export-recipients.ts'
import type { ClinicTables } from './tables/clinics.ts'
import type { TaskTables } from './tables/task.ts'
import type { CareTables } from './tables/care.ts'
import type { NationalFigureTables } from './tables/national-figures.ts'
import type { RoundTables } from './tables/rounds.ts'
import type { TriageTables } from './tables/triage.ts'
import type { RulesSchema } from './tables/rules.ts'
import type { DataQualityTables } from './tables/data-quality.ts'
import type { SignedReturnTables } from './tables/signed-returns.ts'

/**
 * The tables as Kysely sees them. Dates are text `YYYY-MM-DD`, instants UTC text, yes/no/not asked 1/0/null,
 * JSON is opaque text read and written in one place for each column.
 */
export interface Schema
  extends
    PeopleTables,
    CommunityDataSetTables,
    ExportRecipientTables,
    NationalFigureTables,
    DataQualityTables,
    TriageTables,
    RoundTables,
    CareTables,
    LetterTables,
    TaskTables,
    RulesSchema,
    SignedReturnTables,
    ClinicTables {
  meta: MetaTable
  account: AccountTable
  service: ServiceTable
  child: ChildTable
  child_contact: ChildContactTable
  referral: ReferralTable
  referral_event: ReferralEventTable
  waiting_list: WaitingListTable
  wait: WaitTable
  triage_result: TriageResultTable
  duplicate_pair: DuplicatePairTable
  import_batch: ImportBatchTable
  import_batch_row: ImportBatchRowTable
  import_mapping: ImportMappingTable
  bulk_batch: BulkBatchTable
  kept_return: KeptReturnTable
  kept_return_row: KeptReturnRowTable
  saved_view: SavedViewTable
  draft: DraftTable
  audit: AuditTable
}

export type Asked = 0 | 1 | null

export interface MetaTable {
  key: string
  value: string
}

export interface AccountTable {
  id: string
  version: number
  user_name: string
  display_name: string
  roles: string
  active: 0 | 1
  created_at: string
  last_signed_in_at: string | null
}

export interface ServiceTable {
  id: string
  version: number
  name: string
  chs_line: string
  csds_team_type: string
  upper_age_years: number
  triage_target_days: number
  stop_event: 'first_contact' | 'first_treatment'
  consultant_led: 0 | 1
  reported_elsewhere: 0 | 1
  elsewhere_data_set: ReturningDataSet | null
  target_days: string
}

export interface ChildTable {
  id: string
  version: number
  local_patient_id: string | null
  nhs_number: string | null
  nhs_number_status: string | null
  family_name: string
  given_name: string
  preferred_name: string | null
  /** Folded "family given" for sorting; never shown. */
  name_key: string
  date_of_birth: string
  gestation_weeks: number | null
  gender: string | null
  ethnic_category: string | null
  address: string | null
  postcode: string | null
  imd_decile: number | null
  gp_practice_code: string | null
  school: string | null
  language: string | null
  interpreter_needed: Asked
  information_format: string | null
  reasonable_adjustments: string | null
  child_in_care: Asked
  cp_plan: Asked
  child_in_need: Asked
  ehcp: Asked
  armed_forces_family: Asked
  restricted: 0 | 1
  died_on: string | null
  created_at: string
  /** Row of the search index; unlike a rowid it survives a vacuum. */
  search_id: number
}

export interface ChildContactTable {
  id: string
  child_id: string
  position: number
  name: string
  relationship: string | null
  phone: string | null
  email: string | null
  parental_responsibility: Asked
  safe_to_contact: Asked
}

export interface ReferralTable {
  id: string
  version: number
  child_id: string
  service_id: string
  /** The key another system knows it by, unique within the service. */
  external_id: string | null
  pathways: string
  original_referral_date: string | null
  source_of_referral: string | null
  referrer_role: string | null
  referrer_name: string | null
  referrer_organisation: string | null
  reason_codes: string | null
  reason_text: string | null
  red_flags_asked: Asked
  red_flags: string | null
  evidence: string | null
  consent_status: string | null
  consent_giver_role: string | null
  consent_on: string | null
  circumstances: string
  created_at: string
}

export interface ReferralEventTable {
  id: string
  referral_id: string
  /** Order of recording in the whole store. */
  sequence: number
  type: EventType
  happened_on: string
  recorded_at: string
  recorded_by: string
  detail: string
  reason: string | null
  /** Set for `voided`: the event it voids. */
  voids_event_id: string | null
  /** The import or bulk action that recorded it. */
  batch_id: string | null
}

/** Projection: one row for each referral, everything a list filters and sorts by. */
export interface WaitingListTable {
  referral_id: string
  child_id: string
  service_id: string
  status: ReferralStatus
  is_open: 0 | 1
  stage_queue: StageQueueId | null
  /** 1 while the child is waiting for a first contact (a wait is running). */
  is_waiting: 0 | 1
  priority: Priority | null
  suggested_priority: Priority | null
  /** 1 same day, 2 urgent, 3 soon, 4 routine, 5 planned. */
  order_tier: number
  /** Due by for the pressing tiers, effective wait start for routine, due date for planned. */
  order_date: string
  received_date: string
  clock_start: string
  effective_wait_start: string
  due_by: string | null
  triaged_on: string | null
  first_contact_on: string | null
  closed_on: string | null
  closed_reason: ClosedReason | null
  planned_due_on: string | null
  next_appointment_on: string | null
  /** When an answer to a question put to the family is expected by. */
  reply_by: string | null
  /** The highest long-wait threshold that was reviewed, in weeks; 0 for none. */
  reviewed_weeks: number
  last_contact_on: string | null
  /** Date from which 12 weeks without contact are counted: last contact, else receipt. */
  contact_from: string
  age_out_on: string
  statutory_due_on: string | null
  was_not_brought_count: number
  cancelled_by_family_count: number
  /** Comma-fenced flags (",cp_plan,red_flag,") for filtering. */
  flags: string
  pathways: string
  has_possible_duplicate: 0 | 1
  missing_data: 0 | 1
  name_key: string
  date_of_birth: string
  last_sequence: number
}

/** Projection: the intervals in which a referral counts as waiting. */
export interface WaitTable {
  referral_id: string
  ordinal: number
  service_id: string
  /** Day 0 of the days waited. */
  clock_start: string
  waiting_from: string
  /** First day no longer waiting; `9999-12-31` while running. */
  waiting_until: string
  /** ⌊log2⌋ of the interval's days, -1 while running: bounds the search for a past census. */
  span_class: number
  entered_by: 'received' | 'transferred_in' | 'reopened' | 'planned_due'
  left_by: string | null
  received_date: string
  date_of_birth: string
  pathways: string
  /** Priorities with the dates they were decided on, and clinics with those of booking: see `known-then.ts`. */
  priorities: string
  clinics: string
}

/** What the rules said at the latest evaluation of a referral. */
export interface TriageResultTable {
  referral_id: string
  rule_set_version: number
  evaluated_on: string
  /** The day of the run before that one; null when there was none. */
  last_run_on: string | null
  fired: string
  result: string
}

export interface DuplicatePairTable {
  id: string
  /** The smaller child id. */
  left_child_id: string
  right_child_id: string
  verdict: 'same_nhs_number' | 'likely' | 'possible'
  twin: 0 | 1
  agrees: string
  differs: string
  found_on: string
  decision: 'not_same' | 'same' | 'siblings' | null
  decided_by: string | null
  decided_at: string | null
  batch_id: string | null
}

export interface ImportBatchTable {
  id: string
  file_name: string
  sha256: string
  source: string
  imported_at: string
  imported_by: string
  counts: string
  undone_at: string | null
  undone_by: string | null
  undone_reason: string | null
  /** 1 since every cell of its rows is kept. */
  keeps_cells: 0 | 1
}

/** What an import did to one referral and child, so that it can be undone. */
export interface ImportBatchRowTable {
  batch_id: string
  row_number: number
  referral_id: string
  child_id: string
  effect: 'created' | 'updated' | 'unchanged'
  created_child: 0 | 1
  /** For updates: the child and referral columns as they were, JSON. */
  before: string | null
}

export interface ImportMappingTable {
  source: string
  mapping: string
  updated_at: string
}

export interface BulkBatchTable {
  id: string
  done_at: string
  done_by: string
  event_type: string
  undone_at: string | null
}

export interface KeptReturnTable {
  id: string
  month: string
  kind: 'chs'
  produced_at: string
  produced_by: string
  /** Highest event sequence the figures saw. */
  last_sequence: number
  figures: string
  sha256: string
}

export interface KeptReturnRowTable {
  kept_return_id: string
  referral_id: string
  line: string
  days: number
}

export interface SavedViewTable {
  id: string
  version: number
  account_id: string
  name: string
  shared: 0 | 1
  body: string
}

export interface DraftTable {
  account_id: string
  form: string
  body: string
  saved_at: string
}

export interface AuditTable {
  sequence: number
  at: string
  by_account: string | null
  by_name: string
  action: string
  subject: string
  child_id: string | null
  detail: string
  previous_hash: string
  hash: string
}
