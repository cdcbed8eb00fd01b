import type { Migration } from './migration.ts'

const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`
const month = `CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]' AND date(month || '-01') = month || '-01')`
const sha256 = (column: string) => `CHECK (length(${column}) = 64 AND ${column} NOT GLOB '*[^0-9a-f]*')`
const flag = (column: string) => `CHECK (${column} IN (0, 1))`
const bands = `('0-7', '8-14', '15-28', '29-84', '85-126', '127-364', '365-728', '729+')`

/** Refuses changing or removing rows of a table, also by replacing one (which fires no trigger on removal). */
const neverChanged = (table: string, key: string) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is never changed'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is never removed'); END;
CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} AS known WHERE ${key})
BEGIN SELECT RAISE(ABORT, '${table} is never replaced'); END;`

/** Signed returns with the children behind them, what led to signing, and where services report. */
export const signedReturns: Migration = {
  number: 120,
  name: 'signed returns',
  sql: `
ALTER TABLE service ADD COLUMN elsewhere_data_set TEXT
  CHECK (elsewhere_data_set IN ('mhsds', 'rtt', 'other_provider', 'other'));
UPDATE service SET elsewhere_data_set = 'mhsds' WHERE reported_elsewhere = 1;

CREATE TABLE local_line (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  active INTEGER NOT NULL DEFAULT 1 ${flag('active')},
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES account (id)
) STRICT;

CREATE TABLE return_setting (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL REFERENCES account (id)
) STRICT;
${neverChanged('return_setting', 'known.version = NEW.version')}

CREATE TABLE return_override (
  id TEXT PRIMARY KEY,
  month TEXT NOT NULL ${month},
  code TEXT NOT NULL,
  line TEXT NOT NULL,
  subject TEXT,
  count INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 20),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES account (id),
  withdrawn_at TEXT,
  withdrawn_by TEXT REFERENCES account (id),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE INDEX return_override_month ON return_override (month) WHERE withdrawn_at IS NULL;

CREATE TABLE return_signature (
  id TEXT PRIMARY KEY,
  month TEXT NOT NULL ${month},
  seen TEXT NOT NULL ${sha256('seen')},
  signed_at TEXT NOT NULL,
  signed_by TEXT NOT NULL REFERENCES account (id),
  ended_at TEXT,
  ended_as TEXT CHECK (ended_as IN ('signed_off', 'withdrawn', 'void')),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL))
) STRICT;
CREATE UNIQUE INDEX return_signature_standing ON return_signature (month) WHERE ended_at IS NULL;

CREATE TABLE signed_return (
  id TEXT PRIMARY KEY,
  month TEXT NOT NULL ${month},
  kind TEXT NOT NULL CHECK (kind IN ('chs')),
  version INTEGER NOT NULL CHECK (version > 0),
  signed_at TEXT NOT NULL,
  signed_by TEXT NOT NULL REFERENCES account (id),
  last_sequence INTEGER NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  sha256 TEXT NOT NULL ${sha256('sha256')},
  audit_sequence INTEGER NOT NULL REFERENCES audit (sequence),
  UNIQUE (kind, month, version)
) STRICT;
${neverChanged('signed_return', 'known.id = NEW.id OR (known.kind = NEW.kind AND known.month = NEW.month AND known.version = NEW.version)')}

CREATE TABLE signed_return_row (
  signed_return_id TEXT NOT NULL REFERENCES signed_return (id) DEFERRABLE INITIALLY DEFERRED,
  cell TEXT NOT NULL CHECK (cell IN (
    'waiting', 'opening', 'received', 'transferred_in', 'reopened', 'first_contacts', 'removals'
  )),
  referral_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  reason TEXT,
  happened_on TEXT ${date('happened_on')},
  line TEXT NOT NULL,
  service_id TEXT NOT NULL,
  child_id TEXT NOT NULL,
  local_patient_id TEXT,
  nhs_number TEXT,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  date_of_birth TEXT NOT NULL,
  received_date TEXT NOT NULL ${date('received_date')},
  clock_start TEXT NOT NULL ${date('clock_start')},
  days INTEGER NOT NULL CHECK (days >= 0),
  band TEXT NOT NULL CHECK (band IN ${bands}),
  left_on TEXT ${date('left_on')},
  left_by TEXT,
  PRIMARY KEY (signed_return_id, cell, referral_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX signed_return_row_figure ON signed_return_row (
  signed_return_id, cell, days DESC, referral_id, ordinal, line, reason
);
CREATE TRIGGER signed_return_row_no_update BEFORE UPDATE ON signed_return_row
BEGIN SELECT RAISE(ABORT, 'signed_return_row is never changed'); END;
CREATE TRIGGER signed_return_row_no_delete BEFORE DELETE ON signed_return_row
BEGIN SELECT RAISE(ABORT, 'signed_return_row is never removed'); END;
CREATE TRIGGER signed_return_row_no_addition BEFORE INSERT ON signed_return_row
WHEN EXISTS (SELECT 1 FROM signed_return WHERE id = NEW.signed_return_id)
BEGIN SELECT RAISE(ABORT, 'signed_return_row takes no row once it is signed'); END;

CREATE TABLE return_reopening (
  signed_return_id TEXT PRIMARY KEY REFERENCES signed_return (id),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  reopened_at TEXT NOT NULL,
  reopened_by TEXT NOT NULL REFERENCES account (id)
) STRICT;
${neverChanged('return_reopening', 'known.signed_return_id = NEW.signed_return_id')}
`,
}
