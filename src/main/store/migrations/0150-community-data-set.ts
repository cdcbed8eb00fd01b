import type { Migration } from './migration.ts'

/** The national codes that managers give local ones, a secret for identifiers, and what a month is found by. */
export const communityDataSet: Migration = {
  number: 150,
  name: 'community data set',
  sql: `
CREATE TABLE national_code (
  version INTEGER PRIMARY KEY,
  code_set TEXT NOT NULL,
  local_code TEXT NOT NULL,
  national_code TEXT,
  changed_by TEXT NOT NULL REFERENCES account (id),
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX national_code_current ON national_code (code_set, local_code, version);
CREATE TRIGGER national_code_never_changes BEFORE UPDATE ON national_code BEGIN SELECT RAISE(ABORT, 'codes are append-only'); END;
CREATE TRIGGER national_code_never_shrinks BEFORE DELETE ON national_code BEGIN SELECT RAISE(ABORT, 'codes are append-only'); END;

INSERT INTO meta (key, value) VALUES ('data_set_identifier_secret', lower(hex(randomblob(32))));

CREATE INDEX waiting_list_closed ON waiting_list (closed_on, referral_id) WHERE closed_on IS NOT NULL;
CREATE INDEX referral_event_contacts ON referral_event (happened_on, referral_id)
  WHERE type IN ('attended', 'was_not_brought', 'arrived_not_seen');
`,
}
