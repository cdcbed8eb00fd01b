import type { Migration } from './migration.ts'

/** What happens in a child's life while waiting: one strand goes elsewhere, a school or a home changes. */
export const lifeEvents: Migration = {
  number: 110,
  name: 'life events',
  sql: `INSERT INTO event_type (code) VALUES ('strand_closed'), ('details_changed');`,
}
