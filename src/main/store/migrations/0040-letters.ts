import type { Migration } from './migration.ts'

const purposes = `('acknowledgement', 'information_request', 'accepted', 'accepted_other_priority', 'redirected',
    'not_accepted', 'opt_in_invitation', 'opt_in_reminder', 'appointment', 'appointment_changed', 'was_not_brought',
    'validation', 'validation_second', 'waiting_well', 'long_wait_update', 'discharge', 'answer')`
const audiences = `('family', 'referrer', 'gp', 'school')`
const formats = `('standard', 'large_print', 'easy_read')`
const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`

/** Letters, the templates changed here, who they are from, and where professionals are. */
export const letters: Migration = {
  number: 40,
  name: 'letters',
  sql: `
INSERT INTO event_type (code) VALUES ('letter_sent'), ('letter_returned');

CREATE TABLE letter_template_version (
  template_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  name TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ${purposes}),
  audience TEXT NOT NULL CHECK (audience IN ${audiences}),
  service_id TEXT REFERENCES service (id),
  language TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ${formats}),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  body TEXT NOT NULL,
  changed_by TEXT NOT NULL REFERENCES account (id),
  changed_at TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (template_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_sender (
  sender_key TEXT PRIMARY KEY,
  service_id TEXT REFERENCES service (id),
  version INTEGER NOT NULL,
  team TEXT NOT NULL,
  address TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  hours TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_address (
  audience TEXT NOT NULL CHECK (audience IN ('referrer', 'gp', 'school')),
  addressee_key TEXT NOT NULL,
  address TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (audience, addressee_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_batch (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ${purposes}),
  audience TEXT NOT NULL CHECK (audience IN ${audiences}),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES account (id),
  undone_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  child_id TEXT NOT NULL REFERENCES child (id),
  batch_id TEXT REFERENCES letter_batch (id),
  purpose TEXT NOT NULL CHECK (purpose IN ${purposes}),
  audience TEXT NOT NULL CHECK (audience IN ${audiences}),
  addressee TEXT NOT NULL,
  template_id TEXT NOT NULL,
  template_version INTEGER NOT NULL,
  template_name TEXT NOT NULL,
  language TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ${formats}),
  wanted TEXT NOT NULL,
  document TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  holds TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'ready', 'sent', 'returned', 'cancelled')),
  created_on TEXT NOT NULL ${date('created_on')},
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES account (id),
  printed_at TEXT,
  printed_by TEXT REFERENCES account (id),
  sent_on TEXT ${date('sent_on')},
  sent_how TEXT CHECK (sent_how IN ('posted', 'emailed_outside', 'handed_over')),
  sent_event_id TEXT REFERENCES referral_event (id),
  returned_on TEXT ${date('returned_on')},
  returned_event_id TEXT REFERENCES referral_event (id),
  note TEXT,
  CHECK ((state IN ('sent', 'returned')) = (sent_on IS NOT NULL)),
  CHECK ((sent_on IS NULL) = (sent_how IS NULL)),
  CHECK ((state = 'returned') = (returned_on IS NOT NULL))
) STRICT;
CREATE INDEX letter_by_child ON letter (child_id, created_at);
CREATE INDEX letter_by_referral ON letter (referral_id);
CREATE INDEX letter_by_state ON letter (state, purpose, created_at);
CREATE INDEX letter_by_time ON letter (created_at);
CREATE INDEX letter_by_batch ON letter (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX letter_by_event ON letter (sent_event_id) WHERE sent_event_id IS NOT NULL;
CREATE INDEX letter_by_return ON letter (returned_event_id) WHERE returned_event_id IS NOT NULL;
`,
}
