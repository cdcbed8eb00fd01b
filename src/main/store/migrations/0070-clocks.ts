import type { Migration } from './migration.ts'

const eventTypes = [
  'decision_to_treat',
  'treatment_started',
  'active_monitoring_started',
  'active_monitoring_ended',
  'decision_not_to_treat',
  'declined_treatment',
  'clinical_review',
  'delay_requested',
  'rebook_agreed',
  'ehc_exception',
  'ehc_advice_sent',
]

/** Facts of the clocks beside the community wait: treatment, active monitoring, reviews, advice asked for by law. */
export const clocks: Migration = {
  number: 70,
  name: 'clocks',
  sql: `INSERT INTO event_type (code) VALUES ${eventTypes.map((type) => `('${type}')`).join(', ')};`,
}
