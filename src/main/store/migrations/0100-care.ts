import type { Migration } from './migration.ts'

const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`

/** Long-wait reviews, and help while a child waits. */
export const care: Migration = {
  number: 100,
  name: 'care',
  sql: `
INSERT INTO event_type (code) VALUES
  ('long_wait_reviewed'), ('support_offered'), ('support_outcome'), ('deterioration_reported');

ALTER TABLE waiting_list ADD COLUMN reviewed_weeks INTEGER NOT NULL DEFAULT 0;
DROP INDEX waiting_list_open_order;
CREATE INDEX waiting_list_open_order ON waiting_list (
  order_tier, order_date, received_date, referral_id, service_id, stage_queue, status, priority, is_waiting,
  clock_start, due_by, contact_from, age_out_on, statutory_due_on, planned_due_on, has_possible_duplicate, missing_data,
  flags, pathways, child_id, name_key, date_of_birth, next_appointment_on, last_contact_on,
  was_not_brought_count, first_contact_on, reply_by, reviewed_weeks
) WHERE is_open = 1;

CREATE INDEX referral_event_reviews ON referral_event (happened_on, referral_id) WHERE type = 'long_wait_reviewed';

CREATE TABLE support_option (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'community_connector', 'voluntary_group', 'workshop', 'digital_library', 'school_support', 'helpline', 'other'
  )),
  services TEXT NOT NULL DEFAULT '[]',
  languages TEXT NOT NULL DEFAULT '[]',
  from_months INTEGER CHECK (from_months >= 0),
  to_months INTEGER CHECK (to_months >= from_months),
  how_to_reach TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  ended_on TEXT ${date('ended_on')}
) STRICT;

CREATE TABLE support_offer (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  option_id TEXT NOT NULL REFERENCES support_option (id),
  referral_id TEXT NOT NULL REFERENCES referral (id),
  offered_on TEXT NOT NULL ${date('offered_on')},
  language TEXT,
  taken_up INTEGER CHECK (taken_up IN (0, 1)),
  helped TEXT CHECK (helped IN ('yes', 'a_little', 'no', 'not_known')),
  answered_on TEXT ${date('answered_on')},
  note TEXT,
  offered_event_id TEXT NOT NULL REFERENCES referral_event (id),
  outcome_event_id TEXT REFERENCES referral_event (id)
) STRICT;
CREATE INDEX support_offer_referral ON support_offer (referral_id);
CREATE INDEX support_offer_option ON support_offer (option_id, taken_up, helped, referral_id, offered_event_id, outcome_event_id);
`,
}
