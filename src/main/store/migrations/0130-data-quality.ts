import type { Migration } from './migration.ts'

// The rules of this version, as they were: a later rule is one more row of a later migration.
const rules = [
  'nhs_number_missing',
  'nhs_number_unverified',
  'ethnicity_missing',
  'ethnicity_not_stated',
  'postcode_missing',
  'gp_practice_missing',
  'language_missing',
  'interpreter_not_asked',
  'consent_missing',
  'contact_missing',
  'contact_responsibility',
  'contact_not_safe',
  'dates_impossible',
  'dates_improbable',
  'no_activity_12_weeks',
  'priority_missing',
  'duplicate_undecided',
  'no_queue',
]
const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`
const month = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]' AND date(${column} || '-01') IS NOT NULL)`

/** Data quality by service and month, what was filled in for many at once, and what each extract said. */
export const dataQuality: Migration = {
  number: 130,
  name: 'data quality',
  sql: `
CREATE TABLE data_quality_rule (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO data_quality_rule (id) VALUES ${rules.map((rule) => `('${rule}')`).join(', ')};

CREATE TABLE data_quality_month (
  service_id TEXT NOT NULL REFERENCES service (id),
  month TEXT NOT NULL ${month('month')},
  referrals INTEGER NOT NULL CHECK (referrals >= 0),
  score REAL CHECK (score BETWEEN 0 AND 100),
  rules_version INTEGER NOT NULL,
  counted_on TEXT NOT NULL ${date('counted_on')},
  counted_at TEXT NOT NULL,
  is_over INTEGER NOT NULL DEFAULT 0 CHECK (is_over IN (0, 1)),
  PRIMARY KEY (service_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_quality_month_rule (
  service_id TEXT NOT NULL,
  month TEXT NOT NULL,
  rule_id TEXT NOT NULL REFERENCES data_quality_rule (id),
  weight INTEGER NOT NULL CHECK (weight >= 0),
  applicable INTEGER NOT NULL CHECK (applicable >= 0),
  failed INTEGER NOT NULL CHECK (failed BETWEEN 0 AND applicable),
  PRIMARY KEY (service_id, month, rule_id),
  FOREIGN KEY (service_id, month) REFERENCES data_quality_month (service_id, month)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER data_quality_month_never_changes BEFORE UPDATE ON data_quality_month WHEN OLD.is_over = 1
BEGIN SELECT RAISE(ABORT, 'a month that is over is kept as it was'); END;
CREATE TRIGGER data_quality_month_never_goes BEFORE DELETE ON data_quality_month WHEN OLD.is_over = 1
BEGIN SELECT RAISE(ABORT, 'a month that is over is kept as it was'); END;
CREATE TRIGGER data_quality_month_rule_never_changes BEFORE UPDATE ON data_quality_month_rule
WHEN (SELECT is_over FROM data_quality_month AS kept WHERE kept.service_id = OLD.service_id AND kept.month = OLD.month) = 1
BEGIN SELECT RAISE(ABORT, 'a month that is over is kept as it was'); END;
CREATE TRIGGER data_quality_month_rule_never_goes BEFORE DELETE ON data_quality_month_rule
WHEN (SELECT is_over FROM data_quality_month AS kept WHERE kept.service_id = OLD.service_id AND kept.month = OLD.month) = 1
BEGIN SELECT RAISE(ABORT, 'a month that is over is kept as it was'); END;
CREATE TRIGGER data_quality_month_rule_never_comes BEFORE INSERT ON data_quality_month_rule
WHEN (SELECT is_over FROM data_quality_month AS kept WHERE kept.service_id = NEW.service_id AND kept.month = NEW.month) = 1
BEGIN SELECT RAISE(ABORT, 'a month that is over is kept as it was'); END;

CREATE TABLE data_quality_batch (
  id TEXT PRIMARY KEY,
  detail TEXT NOT NULL CHECK (detail IN ('gp_practice', 'language', 'interpreter')),
  value TEXT NOT NULL,
  done_at TEXT NOT NULL,
  done_by TEXT NOT NULL REFERENCES account (id),
  undone_at TEXT,
  undone_by TEXT REFERENCES account (id)
) STRICT;

CREATE TABLE data_quality_batch_row (
  batch_id TEXT NOT NULL REFERENCES data_quality_batch (id),
  child_id TEXT NOT NULL REFERENCES child (id),
  before TEXT,
  PRIMARY KEY (batch_id, child_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_batch_cells (
  referral_id TEXT NOT NULL REFERENCES referral (id),
  source TEXT NOT NULL,
  batch_id TEXT NOT NULL REFERENCES import_batch (id),
  cells TEXT NOT NULL,
  PRIMARY KEY (referral_id, source, batch_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_batch_source ON import_batch (source, imported_at, id);
ALTER TABLE import_batch ADD COLUMN keeps_cells INTEGER NOT NULL DEFAULT 0 CHECK (keeps_cells IN (0, 1));
`,
}
