import type { Migration } from './migration.ts'

/**
 * The order of the triage inbox: the same day, red flags, dates set by law, then the oldest. Each column of its filters
 * is in it, so that a page and its counts read nothing else.
 */
export const triage: Migration = {
  number: 60,
  name: 'triage',
  sql: `
CREATE INDEX waiting_list_stage_inbox ON waiting_list (
  stage_queue,
  CASE WHEN suggested_priority = 'same_day' THEN 1 WHEN suggested_priority = 'urgent' OR instr(flags, ',red_flag,') > 0 THEN 2 WHEN statutory_due_on IS NOT NULL THEN 3 ELSE 4 END,
  received_date, referral_id, service_id, suggested_priority, flags, statutory_due_on
) WHERE is_open = 1;

CREATE TABLE triage_letter (
  letter_id TEXT PRIMARY KEY REFERENCES letter (id),
  event_id TEXT NOT NULL REFERENCES referral_event (id)
) STRICT;
CREATE INDEX triage_letter_by_event ON triage_letter (event_id);
`,
}
