import type { Migration } from './migration.ts'

const oneOf = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`
const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) = ${column})`

const kinds = [
  'rule_action',
  'triage_overdue',
  'urgent_breach',
  'wait_target',
  'early_warning',
  'harm_review',
  'deterioration',
  'validation_contact',
  'validation_silent',
  'ehc_advice',
  'transition_decision',
  'was_not_brought',
  'safeguarding_review',
  'rebook_first',
  'lead_sign_off',
  'opt_in_silent',
  'information_chase',
  'other',
]
const roles = ['administrator', 'clinician', 'clinical_lead', 'manager', 'system_administrator', 'ig_lead']

/** Tasks with an owner or a team, and the facts of chasing information. */
export const tasks: Migration = {
  number: 30,
  name: 'tasks',
  sql: `
CREATE TABLE task (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  referral_id TEXT REFERENCES referral (id),
  child_id TEXT REFERENCES child (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  kind TEXT NOT NULL CHECK (kind IN ${oneOf(kinds)}),
  occasion TEXT NOT NULL,
  why TEXT NOT NULL,
  tell TEXT NOT NULL DEFAULT '[]',
  opened_by TEXT NOT NULL CHECK (opened_by IN ('rule', 'threshold', 'ladder', 'request', 'person')),
  opened_ref TEXT NOT NULL,
  opened_ref_version INTEGER,
  opened_on TEXT NOT NULL ${date('opened_on')},
  opens_on TEXT NOT NULL ${date('opens_on')},
  team_role TEXT NOT NULL CHECK (team_role IN ${oneOf(roles)}),
  owner_id TEXT REFERENCES account (id),
  due_on TEXT NOT NULL ${date('due_on')},
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
  outcome TEXT,
  note TEXT,
  closed_on TEXT ${date('closed_on')},
  closed_at TEXT,
  closed_by TEXT REFERENCES account (id),
  closed_event_id TEXT REFERENCES referral_event (id),
  CHECK ((referral_id IS NULL) <> (child_id IS NULL)),
  CHECK ((state = 'open') = (closed_on IS NULL)),
  CHECK ((state = 'open') = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX task_once ON task (referral_id, kind, occasion) WHERE referral_id IS NOT NULL;
CREATE INDEX task_child ON task (child_id) WHERE child_id IS NOT NULL;
CREATE INDEX task_open_due ON task (due_on, id, opens_on, team_role, service_id, kind, owner_id) WHERE state = 'open';
CREATE INDEX task_open_owner ON task (owner_id, due_on, id, opens_on, team_role, service_id, kind) WHERE state = 'open';
CREATE INDEX task_open_team ON task (team_role, owner_id, due_on, id, opens_on, service_id, kind) WHERE state = 'open';
CREATE INDEX task_closed ON task (closed_on, id, opens_on, team_role, service_id, kind, owner_id) WHERE state <> 'open';

INSERT INTO event_type (code) VALUES ('information_chased'), ('information_part_received');
`,
}
