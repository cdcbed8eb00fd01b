import type { Migration } from './migration.ts'

const oneOf = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`
const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`
const flag = (column: string) => `CHECK (${column} IN (0, 1))`
const time = (column: string) => `CHECK (${column} GLOB '[0-2][0-9]:[0-5][0-9]' AND ${column} < '24:00')`

const modes = ['in_person', 'video', 'phone', 'home', 'school']
const kinds = ['first', 'follow_up', 'either', 'drop_in']
const statuses = [
  'booked',
  'attended',
  'was_not_brought',
  'arrived_not_seen',
  'cancelled_by_family',
  'cancelled_by_service',
  'taken_back',
]
const steps = ['book_again', 'follow_up', 'discharge', 'onward', 'task']
const told = ['letter', 'phone', 'text', 'email', 'in_person', 'interpreter']

/** Clinics and their weeks, appointments in them, offers of dates, and what families can come to. */
export const clinics: Migration = {
  number: 80,
  name: 'clinics',
  sql: `
INSERT INTO event_type (code) VALUES ('appointment_offered'), ('offer_declined');

CREATE TABLE clinic (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  service_id TEXT NOT NULL REFERENCES service (id),
  name TEXT NOT NULL,
  clinician TEXT NOT NULL,
  place TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ${oneOf(modes)}),
  kind TEXT NOT NULL CHECK (kind IN ${oneOf(kinds)}),
  suits TEXT NOT NULL,
  templates TEXT NOT NULL,
  ended_on TEXT ${date('ended_on')},
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX clinic_service ON clinic (service_id, name);

CREATE TABLE clinic_exception (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id),
  kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'away', 'extra')),
  from_date TEXT NOT NULL ${date('from_date')},
  to_date TEXT NOT NULL ${date('to_date')},
  slots TEXT NOT NULL DEFAULT '[]',
  note TEXT NOT NULL DEFAULT '',
  CHECK (to_date >= from_date)
) STRICT;
CREATE INDEX clinic_exception_clinic ON clinic_exception (clinic_id, to_date);

CREATE TABLE appointment (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  clinic_id TEXT NOT NULL REFERENCES clinic (id),
  on_date TEXT NOT NULL ${date('on_date')},
  starts_at TEXT NOT NULL ${time('starts_at')},
  minutes INTEGER NOT NULL CHECK (minutes > 0),
  kind TEXT NOT NULL CHECK (kind IN ('first', 'follow_up', 'drop_in')),
  status TEXT NOT NULL CHECK (status IN ${oneOf(statuses)}),
  booked_on TEXT NOT NULL ${date('booked_on')},
  booked_event_id TEXT REFERENCES referral_event (id),
  outcome_event_id TEXT REFERENCES referral_event (id),
  told_by TEXT CHECK (told_by IN ${oneOf(told)}),
  out_of_turn INTEGER NOT NULL DEFAULT 0 ${flag('out_of_turn')},
  reason TEXT,
  next_step TEXT CHECK (next_step IN ${oneOf(steps)}),
  next_step_by TEXT ${date('next_step_by')},
  next_step_event_id TEXT REFERENCES referral_event (id)
) STRICT;
CREATE INDEX appointment_slot ON appointment (clinic_id, on_date, starts_at, status);
CREATE INDEX appointment_day ON appointment (on_date, clinic_id, status);
CREATE INDEX appointment_referral ON appointment (referral_id, on_date);
CREATE INDEX appointment_booked_on ON appointment (booked_on, clinic_id, kind, out_of_turn, status);

CREATE TABLE appointment_offer (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  referral_id TEXT NOT NULL REFERENCES referral (id),
  offered_on TEXT NOT NULL ${date('offered_on')},
  told_by TEXT NOT NULL CHECK (told_by IN ${oneOf(told)}),
  dates TEXT NOT NULL,
  event_id TEXT NOT NULL REFERENCES referral_event (id),
  reply TEXT CHECK (reply IN ('accepted', 'declined', 'no_reply')),
  replied_on TEXT ${date('replied_on')},
  reply_event_id TEXT REFERENCES referral_event (id),
  reason TEXT
) STRICT;
CREATE INDEX appointment_offer_referral ON appointment_offer (referral_id, offered_on);
CREATE INDEX appointment_offer_awaited ON appointment_offer (offered_on, referral_id) WHERE reply IS NULL;

CREATE TABLE booking_preference (
  referral_id TEXT PRIMARY KEY REFERENCES referral (id),
  version INTEGER NOT NULL DEFAULT 1,
  short_notice_on TEXT ${date('short_notice_on')},
  short_notice_note TEXT,
  place TEXT
) STRICT;

CREATE TABLE rebook_first (
  referral_id TEXT PRIMARY KEY REFERENCES referral (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  since TEXT NOT NULL ${date('since')}
) STRICT, WITHOUT ROWID;
CREATE INDEX rebook_first_service ON rebook_first (service_id, since);
`,
}
