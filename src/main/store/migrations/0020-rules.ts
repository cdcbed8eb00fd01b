import type { Migration } from './migration.ts'

const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`

/** Triage rules as local data: versions that never change, one shared draft, worked cases, and what people decided. */
export const rules: Migration = {
  number: 20,
  name: 'rules',
  sql: `
ALTER TABLE rule_set ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE rule_set ADD COLUMN origin TEXT NOT NULL DEFAULT 'shipped' CHECK (origin IN ('shipped', 'published', 'rolled_back'));
ALTER TABLE rule_set ADD COLUMN author_id TEXT REFERENCES account (id);
ALTER TABLE rule_set ADD COLUMN based_on INTEGER;
ALTER TABLE rule_set ADD COLUMN override_reason TEXT;
ALTER TABLE rule_set ADD COLUMN override_failed TEXT;
UPDATE rule_set SET id = lower(hex(randomblob(16)));
CREATE TRIGGER rule_set_never_changes BEFORE UPDATE ON rule_set BEGIN SELECT RAISE(ABORT, 'published rule sets never change'); END;
CREATE TRIGGER rule_set_never_shrinks BEFORE DELETE ON rule_set BEGIN SELECT RAISE(ABORT, 'published rule sets are kept'); END;

CREATE TABLE rule_draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  based_on INTEGER NOT NULL REFERENCES rule_set (version),
  rules TEXT NOT NULL,
  changed_by TEXT NOT NULL REFERENCES account (id),
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE rule_example (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  origin TEXT NOT NULL CHECK (origin IN ('shipped', 'own')),
  name TEXT NOT NULL,
  facts TEXT,
  expected TEXT NOT NULL,
  changed_by TEXT NOT NULL REFERENCES account (id),
  changed_on TEXT NOT NULL ${date('changed_on')},
  retired_by TEXT REFERENCES account (id),
  retired_on TEXT ${date('retired_on')},
  retired_reason TEXT,
  CHECK ((facts IS NULL) = (origin = 'shipped')),
  CHECK ((retired_on IS NULL) = (retired_by IS NULL) AND (retired_on IS NULL) = (retired_reason IS NULL))
) STRICT;

CREATE TABLE rule_application (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES rule_set (version),
  applied_at TEXT NOT NULL,
  applied_by TEXT NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL,
  moved INTEGER NOT NULL,
  priorities_changed INTEGER NOT NULL
) STRICT;

CREATE TABLE rule_application_row (
  application_id TEXT NOT NULL REFERENCES rule_application (id),
  referral_id TEXT NOT NULL REFERENCES referral (id),
  from_version INTEGER NOT NULL,
  event_id TEXT REFERENCES referral_event (id),
  PRIMARY KEY (application_id, referral_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_application_row_referral ON rule_application_row (referral_id);

ALTER TABLE triage_result ADD COLUMN last_run_on TEXT ${date('last_run_on')};

CREATE INDEX triage_result_run ON triage_result (referral_id, rule_set_version, evaluated_on, last_run_on);
CREATE INDEX referral_event_voids ON referral_event (voids_event_id) WHERE voids_event_id IS NOT NULL;
CREATE INDEX referral_event_with_rules ON referral_event (happened_on, sequence) WHERE instr(detail, '"rules":[') > 0;
CREATE INDEX referral_event_decision ON referral_event (happened_on, type, referral_id, id)
  WHERE type IN ('accepted', 'planned', 'redirected', 'not_accepted', 'information_requested');
CREATE INDEX waiting_list_triaged ON waiting_list (triaged_on, service_id, received_date) WHERE triaged_on IS NOT NULL;
CREATE INDEX waiting_list_first_seen ON waiting_list (first_contact_on, service_id, priority, received_date, due_by)
  WHERE first_contact_on IS NOT NULL;
`,
}
