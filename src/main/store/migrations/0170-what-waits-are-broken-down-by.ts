import type { Migration } from './migration.ts'

/** A fact that no void names, or only a void that was itself voided. */
const stands = `NOT EXISTS (
    SELECT 1 FROM referral_event AS void
    WHERE void.referral_id = fact.referral_id AND void.voids_event_id = fact.id AND void.sequence > fact.sequence
      AND NOT EXISTS (
        SELECT 1 FROM referral_event AS again
        WHERE again.referral_id = void.referral_id AND again.voids_event_id = void.id AND again.sequence > void.sequence
      )
  )`

const history = (types: string, value: string, more = '') => `coalesce((
  SELECT group_concat(fact.happened_on || ' ' || ${value}, ',' ORDER BY fact.happened_on, fact.sequence, fact.id)
  FROM referral_event AS fact
  WHERE fact.referral_id = wait.referral_id AND fact.type IN (${types}) ${more} AND ${stands}
), '')`

/**
 * Writes what a return is broken down by beside each wait: a census then reads one index and nothing else, whatever
 * month is asked about. Also finds open referrals off the waiting list without going through all that are open.
 */
export const whatWaitsAreBrokenDownBy: Migration = {
  number: 170,
  name: 'what waits are broken down by',
  sql: `
ALTER TABLE wait ADD COLUMN received_date TEXT NOT NULL DEFAULT '';
ALTER TABLE wait ADD COLUMN date_of_birth TEXT NOT NULL DEFAULT '';
ALTER TABLE wait ADD COLUMN pathways TEXT NOT NULL DEFAULT '[]';
ALTER TABLE wait ADD COLUMN priorities TEXT NOT NULL DEFAULT '';
ALTER TABLE wait ADD COLUMN clinics TEXT NOT NULL DEFAULT '';
UPDATE wait SET received_date = list.received_date, date_of_birth = list.date_of_birth, pathways = list.pathways
FROM waiting_list AS list WHERE list.referral_id = wait.referral_id;
UPDATE wait SET
  priorities = ${history(
    `'accepted', 'priority_changed', 'planned'`,
    `CASE fact.type WHEN 'planned' THEN 'planned' ELSE json_extract(fact.detail, '$.priority') END`,
  )},
  clinics = ${history(
    `'appointment_booked', 'cancelled_by_family', 'cancelled_by_service'`,
    `CASE fact.type WHEN 'appointment_booked' THEN json_extract(fact.detail, '$.clinicId') ELSE '-' END`,
    `AND coalesce(json_extract(fact.detail, '$.clinicId'), json_extract(fact.detail, '$.appointmentId')) IS NOT NULL
    AND (fact.type != 'appointment_booked' OR json_extract(fact.detail, '$.clinicId') IS NOT NULL)`,
  )};
CREATE INDEX wait_breakdown ON wait (
  span_class, waiting_until, waiting_from, service_id, clock_start,
  received_date, date_of_birth, pathways, priorities, clinics
);
CREATE INDEX waiting_list_off_list ON waiting_list (referral_id)
  WHERE is_open = 1 AND is_waiting = 0 AND first_contact_on IS NULL;
`,
}
