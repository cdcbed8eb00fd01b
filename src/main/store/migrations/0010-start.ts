import type { Migration } from './migration.ts'

// Lists of this version, as they were: a later change of a list is a later migration.
const closedReasons = [
  'discharged',
  'redirected',
  'not_accepted',
  'declined',
  'moved_away',
  'right_to_choose',
  'aged_out',
  'died',
  'registered_in_error',
  'transferred_out',
]
const priorities = ['same_day', 'urgent', 'soon', 'routine', 'planned']
const referralStatuses = [
  'received',
  'information_requested',
  'waiting',
  'opt_in_sent',
  'booked',
  'to_rebook',
  'planned',
  'seen',
  'redirected',
  'not_accepted',
  'closed',
  'registered_in_error',
]
const stageQueueIds = [
  'not_triaged',
  'information_awaited',
  'opt_in_awaited',
  'to_book',
  'booked',
  'to_rebook',
  'planned',
  'seen_open',
]

/** The kinds of fact of this version. A later kind is one more row, so the facts need not be copied for it. */
const eventTypes = [
  'received',
  'received_date_corrected',
  'information_requested',
  'information_received',
  'accepted',
  'redirected',
  'not_accepted',
  'priority_changed',
  'opt_in_sent',
  'opted_in',
  'appointment_booked',
  'cancelled_by_family',
  'cancelled_by_service',
  'was_not_brought',
  'arrived_not_seen',
  'attended',
  'planned',
  'contact_made',
  'history_carried',
  'closed',
  'reopened',
  'note',
  'voided',
]

const oneOf = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`
const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`
const flag = (column: string) => `CHECK (${column} IN (0, 1))`

/** The first shape of the store: people, referrals, facts, projections, imports, returns, audit. */
export const start: Migration = {
  number: 10,
  name: 'start',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  user_name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  roles TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 ${flag('active')},
  created_at TEXT NOT NULL,
  last_signed_in_at TEXT
) STRICT;

CREATE TABLE service (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  chs_line TEXT NOT NULL,
  csds_team_type TEXT NOT NULL,
  upper_age_years INTEGER NOT NULL,
  triage_target_days INTEGER NOT NULL,
  stop_event TEXT NOT NULL CHECK (stop_event IN ('first_contact', 'first_treatment')),
  consultant_led INTEGER NOT NULL ${flag('consultant_led')},
  reported_elsewhere INTEGER NOT NULL DEFAULT 0 ${flag('reported_elsewhere')},
  target_days TEXT NOT NULL
) STRICT;

CREATE TABLE child (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  local_patient_id TEXT,
  nhs_number TEXT CHECK (nhs_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  nhs_number_status TEXT,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  preferred_name TEXT,
  name_key TEXT NOT NULL,
  date_of_birth TEXT NOT NULL ${date('date_of_birth')},
  gestation_weeks INTEGER,
  gender TEXT,
  ethnic_category TEXT,
  address TEXT,
  postcode TEXT,
  imd_decile INTEGER CHECK (imd_decile BETWEEN 1 AND 10),
  gp_practice_code TEXT,
  school TEXT,
  language TEXT,
  interpreter_needed INTEGER ${flag('interpreter_needed')},
  information_format TEXT,
  reasonable_adjustments TEXT,
  child_in_care INTEGER ${flag('child_in_care')},
  cp_plan INTEGER ${flag('cp_plan')},
  child_in_need INTEGER ${flag('child_in_need')},
  ehcp INTEGER ${flag('ehcp')},
  armed_forces_family INTEGER ${flag('armed_forces_family')},
  restricted INTEGER NOT NULL DEFAULT 0 ${flag('restricted')},
  died_on TEXT ${date('died_on')},
  created_at TEXT NOT NULL,
  search_id INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX child_name_key ON child (name_key);
CREATE INDEX child_nhs_number ON child (nhs_number) WHERE nhs_number IS NOT NULL;
CREATE INDEX child_local_patient_id ON child (local_patient_id) WHERE local_patient_id IS NOT NULL;
CREATE INDEX child_date_of_birth ON child (date_of_birth, name_key);
CREATE INDEX child_postcode ON child (postcode) WHERE postcode IS NOT NULL;

CREATE TABLE child_contact (
  id TEXT PRIMARY KEY,
  child_id TEXT NOT NULL REFERENCES child (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  relationship TEXT,
  phone TEXT,
  email TEXT,
  parental_responsibility INTEGER ${flag('parental_responsibility')},
  safe_to_contact INTEGER ${flag('safe_to_contact')}
) STRICT;
CREATE INDEX child_contact_child ON child_contact (child_id, position);

CREATE TABLE referral (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  child_id TEXT NOT NULL REFERENCES child (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  external_id TEXT,
  pathways TEXT NOT NULL DEFAULT '[]',
  original_referral_date TEXT ${date('original_referral_date')},
  source_of_referral TEXT,
  referrer_role TEXT,
  referrer_name TEXT,
  referrer_organisation TEXT,
  reason_codes TEXT,
  reason_text TEXT,
  red_flags_asked INTEGER ${flag('red_flags_asked')},
  red_flags TEXT,
  evidence TEXT,
  consent_status TEXT,
  consent_giver_role TEXT,
  consent_on TEXT ${date('consent_on')},
  circumstances TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX referral_child ON referral (child_id);
CREATE INDEX referral_external ON referral (external_id, service_id) WHERE external_id IS NOT NULL;

CREATE TABLE event_type (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO event_type (code) VALUES ${eventTypes.map((type) => `('${type}')`).join(', ')};

CREATE TABLE referral_event (
  id TEXT PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  sequence INTEGER NOT NULL UNIQUE,
  type TEXT NOT NULL REFERENCES event_type (code),
  happened_on TEXT NOT NULL ${date('happened_on')},
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES account (id),
  detail TEXT NOT NULL DEFAULT '{}',
  reason TEXT,
  voids_event_id TEXT REFERENCES referral_event (id),
  batch_id TEXT
) STRICT;
CREATE INDEX referral_event_referral ON referral_event (referral_id, happened_on, sequence);
CREATE INDEX referral_event_batch ON referral_event (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE waiting_list (
  referral_id TEXT PRIMARY KEY REFERENCES referral (id),
  child_id TEXT NOT NULL REFERENCES child (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  status TEXT NOT NULL CHECK (status IN ${oneOf(referralStatuses)}),
  is_open INTEGER NOT NULL ${flag('is_open')},
  stage_queue TEXT CHECK (stage_queue IN ${oneOf(stageQueueIds)}),
  is_waiting INTEGER NOT NULL ${flag('is_waiting')},
  priority TEXT CHECK (priority IN ${oneOf(priorities)}),
  suggested_priority TEXT CHECK (suggested_priority IN ${oneOf(priorities)}),
  order_tier INTEGER NOT NULL CHECK (order_tier BETWEEN 1 AND 5),
  order_date TEXT NOT NULL ${date('order_date')},
  received_date TEXT NOT NULL ${date('received_date')},
  clock_start TEXT NOT NULL ${date('clock_start')},
  effective_wait_start TEXT NOT NULL ${date('effective_wait_start')},
  due_by TEXT ${date('due_by')},
  triaged_on TEXT ${date('triaged_on')},
  first_contact_on TEXT ${date('first_contact_on')},
  closed_on TEXT ${date('closed_on')},
  closed_reason TEXT CHECK (closed_reason IN ${oneOf(closedReasons)}),
  planned_due_on TEXT ${date('planned_due_on')},
  next_appointment_on TEXT ${date('next_appointment_on')},
  last_contact_on TEXT ${date('last_contact_on')},
  contact_from TEXT NOT NULL ${date('contact_from')},
  age_out_on TEXT NOT NULL ${date('age_out_on')},
  statutory_due_on TEXT ${date('statutory_due_on')},
  was_not_brought_count INTEGER NOT NULL DEFAULT 0,
  cancelled_by_family_count INTEGER NOT NULL DEFAULT 0,
  flags TEXT NOT NULL DEFAULT ',',
  pathways TEXT NOT NULL DEFAULT '[]',
  has_possible_duplicate INTEGER NOT NULL DEFAULT 0 ${flag('has_possible_duplicate')},
  missing_data INTEGER NOT NULL DEFAULT 0 ${flag('missing_data')},
  name_key TEXT NOT NULL,
  date_of_birth TEXT NOT NULL,
  last_sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_list_child ON waiting_list (child_id);
CREATE INDEX waiting_list_open_order ON waiting_list (
  order_tier, order_date, received_date, referral_id, service_id, stage_queue, status, priority, is_waiting,
  clock_start, due_by, contact_from, age_out_on, statutory_due_on, planned_due_on, has_possible_duplicate, missing_data,
  flags, pathways, child_id, name_key, date_of_birth, next_appointment_on, last_contact_on,
  was_not_brought_count, first_contact_on
) WHERE is_open = 1;
CREATE INDEX waiting_list_open_service_order ON waiting_list (service_id, order_tier, order_date, received_date, referral_id) WHERE is_open = 1;
CREATE INDEX waiting_list_stage_order ON waiting_list (stage_queue, order_tier, order_date, received_date, referral_id) WHERE is_open = 1;
CREATE INDEX waiting_list_stage_service_order ON waiting_list (stage_queue, service_id, order_tier, order_date, received_date, referral_id) WHERE is_open = 1;
CREATE INDEX waiting_list_open_name ON waiting_list (name_key, referral_id) WHERE is_open = 1;
CREATE INDEX waiting_list_open_received ON waiting_list (received_date, referral_id) WHERE is_open = 1;
CREATE INDEX waiting_list_open_due ON waiting_list (due_by, referral_id) WHERE is_open = 1;

CREATE TABLE wait (
  referral_id TEXT NOT NULL REFERENCES referral (id),
  ordinal INTEGER NOT NULL,
  service_id TEXT NOT NULL REFERENCES service (id),
  clock_start TEXT NOT NULL ${date('clock_start')},
  waiting_from TEXT NOT NULL ${date('waiting_from')},
  waiting_until TEXT NOT NULL ${date('waiting_until')},
  span_class INTEGER NOT NULL,
  entered_by TEXT NOT NULL CHECK (entered_by IN ('received', 'transferred_in', 'reopened', 'planned_due')),
  left_by TEXT,
  PRIMARY KEY (referral_id, ordinal),
  CHECK (waiting_until >= waiting_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX wait_census ON wait (span_class, waiting_until, waiting_from, service_id, clock_start);
CREATE INDEX wait_entered ON wait (waiting_from, service_id, entered_by, clock_start);
CREATE INDEX wait_left ON wait (waiting_until, service_id, left_by);

CREATE TABLE triage_result (
  referral_id TEXT PRIMARY KEY REFERENCES referral (id),
  rule_set_version INTEGER NOT NULL,
  evaluated_on TEXT NOT NULL ${date('evaluated_on')},
  fired TEXT NOT NULL,
  result TEXT NOT NULL
) STRICT;

CREATE TABLE duplicate_pair (
  id TEXT PRIMARY KEY,
  left_child_id TEXT NOT NULL REFERENCES child (id),
  right_child_id TEXT NOT NULL REFERENCES child (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same_nhs_number', 'likely', 'possible')),
  twin INTEGER NOT NULL ${flag('twin')},
  agrees TEXT NOT NULL,
  differs TEXT NOT NULL,
  found_on TEXT NOT NULL ${date('found_on')},
  decision TEXT CHECK (decision IN ('not_same', 'same', 'siblings')),
  decided_by TEXT REFERENCES account (id),
  decided_at TEXT,
  batch_id TEXT,
  UNIQUE (left_child_id, right_child_id),
  CHECK (left_child_id < right_child_id)
) STRICT;
CREATE INDEX duplicate_pair_right ON duplicate_pair (right_child_id);
CREATE INDEX duplicate_pair_undecided ON duplicate_pair (verdict, found_on, id) WHERE decision IS NULL;

CREATE TABLE import_batch (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL REFERENCES account (id),
  counts TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT REFERENCES account (id),
  undone_reason TEXT
) STRICT;
CREATE INDEX import_batch_sha256 ON import_batch (sha256);

CREATE TABLE import_batch_row (
  batch_id TEXT NOT NULL REFERENCES import_batch (id),
  row_number INTEGER NOT NULL,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  child_id TEXT NOT NULL REFERENCES child (id),
  effect TEXT NOT NULL CHECK (effect IN ('created', 'updated', 'unchanged')),
  created_child INTEGER NOT NULL ${flag('created_child')},
  before TEXT,
  PRIMARY KEY (batch_id, row_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_batch_row_referral ON import_batch_row (referral_id);

CREATE TABLE import_mapping (source TEXT PRIMARY KEY, mapping TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT;

CREATE TABLE bulk_batch (
  id TEXT PRIMARY KEY,
  done_at TEXT NOT NULL,
  done_by TEXT NOT NULL REFERENCES account (id),
  event_type TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE TABLE kept_return (
  id TEXT PRIMARY KEY,
  month TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('chs')),
  produced_at TEXT NOT NULL,
  produced_by TEXT NOT NULL REFERENCES account (id),
  last_sequence INTEGER NOT NULL,
  figures TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX kept_return_month ON kept_return (month, produced_at);

CREATE TABLE kept_return_row (
  kept_return_id TEXT NOT NULL REFERENCES kept_return (id),
  referral_id TEXT NOT NULL,
  line TEXT NOT NULL,
  days INTEGER NOT NULL,
  PRIMARY KEY (kept_return_id, referral_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_set (
  version INTEGER PRIMARY KEY,
  author TEXT NOT NULL,
  published_at TEXT NOT NULL,
  note TEXT NOT NULL,
  rules TEXT NOT NULL
) STRICT;

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  shared INTEGER NOT NULL ${flag('shared')},
  body TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
  account_id TEXT NOT NULL REFERENCES account (id),
  form TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (account_id, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by_account TEXT,
  by_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  child_id TEXT,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_child ON audit (child_id, sequence) WHERE child_id IS NOT NULL;

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER referral_event_never_changes BEFORE UPDATE ON referral_event BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER referral_event_never_shrinks BEFORE DELETE ON referral_event BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;

CREATE VIRTUAL TABLE child_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 0');
`,
}
