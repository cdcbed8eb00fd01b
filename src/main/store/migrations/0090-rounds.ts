import type { Migration } from './migration.ts'

const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`
const flag = (column: string) => `CHECK (${column} IN (0, 1))`
const channels = `('letter', 'phone', 'text', 'email', 'in_person')`
const closedReasons = `(
  'discharged', 'redirected', 'not_accepted', 'declined', 'moved_away', 'right_to_choose', 'aged_out', 'died',
  'registered_in_error', 'transferred_out'
)`

/** Rounds of families asked to opt in or whether they still need the service, and removals by two decisions. */
export const rounds: Migration = {
  number: 90,
  name: 'rounds',
  sql: `
INSERT INTO event_type (code) VALUES ('validation_sent'), ('asked_again'), ('reply_received');

ALTER TABLE waiting_list ADD COLUMN reply_by TEXT ${date('reply_by')};
UPDATE waiting_list SET reply_by = (
  SELECT json_extract(event.detail, '$.replyBy') FROM referral_event AS event
   WHERE event.referral_id = waiting_list.referral_id AND event.type = 'opt_in_sent'
     AND NOT EXISTS (SELECT 1 FROM referral_event AS voiding WHERE voiding.referral_id = event.referral_id AND voiding.voids_event_id = event.id)
   ORDER BY event.happened_on DESC, event.sequence DESC LIMIT 1
) WHERE status = 'opt_in_sent';
DROP INDEX waiting_list_open_order;
CREATE INDEX waiting_list_open_order ON waiting_list (
  order_tier, order_date, received_date, referral_id, service_id, stage_queue, status, priority, is_waiting,
  clock_start, due_by, contact_from, age_out_on, statutory_due_on, planned_due_on, has_possible_duplicate, missing_data,
  flags, pathways, child_id, name_key, date_of_birth, next_appointment_on, last_contact_on,
  was_not_brought_count, first_contact_on, reply_by
) WHERE is_open = 1;

CREATE TABLE round (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  kind TEXT NOT NULL CHECK (kind IN ('opt_in', 'validation')),
  name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ${channels}),
  started_on TEXT NOT NULL ${date('started_on')},
  started_by TEXT NOT NULL REFERENCES account (id),
  reply_by TEXT NOT NULL ${date('reply_by')},
  closed_on TEXT ${date('closed_on')},
  minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT;

CREATE TABLE round_member (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  round_id TEXT NOT NULL REFERENCES round (id),
  referral_id TEXT NOT NULL REFERENCES referral (id),
  asked_event_id TEXT NOT NULL REFERENCES referral_event (id),
  reply_by TEXT NOT NULL ${date('reply_by')},
  again_on TEXT ${date('again_on')},
  again_by TEXT CHECK (again_by IN ${channels}),
  again_event_id TEXT REFERENCES referral_event (id),
  reply TEXT CHECK (reply IN ('yes', 'no', 'unsure')),
  replied_on TEXT ${date('replied_on')},
  reply_event_id TEXT REFERENCES referral_event (id),
  note TEXT,
  address_checked INTEGER NOT NULL DEFAULT 0 ${flag('address_checked')},
  referrer_told INTEGER NOT NULL DEFAULT 0 ${flag('referrer_told')},
  UNIQUE (round_id, referral_id),
  CHECK ((reply IS NULL) = (replied_on IS NULL))
) STRICT;
CREATE INDEX round_member_referral ON round_member (referral_id);

CREATE TABLE removal_proposal (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  round_id TEXT REFERENCES round (id),
  closed_reason TEXT NOT NULL CHECK (closed_reason IN ${closedReasons}),
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES account (id),
  proposed_on TEXT NOT NULL ${date('proposed_on')},
  decision TEXT CHECK (decision IN ('removed', 'kept')),
  decided_by TEXT REFERENCES account (id),
  decided_on TEXT ${date('decided_on')},
  decision_reason TEXT,
  risk_statement TEXT,
  event_id TEXT REFERENCES referral_event (id),
  CHECK (decided_by IS NULL OR decided_by <> proposed_by),
  CHECK ((decision IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX removal_proposal_open ON removal_proposal (referral_id) WHERE decision IS NULL;
CREATE INDEX removal_proposal_round ON removal_proposal (round_id) WHERE round_id IS NOT NULL;
CREATE INDEX removal_proposal_decided ON removal_proposal (decided_on) WHERE decision IS NOT NULL;
`,
}
