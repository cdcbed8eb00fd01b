import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

let connection: Database
let remove: () => Promise<void>
const before = migrations.filter((step) => step.number < 90)
const nothingNeeded = async () => ok(true)

beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  await migrate(connection, nothingNeeded, before)
  connection.exec(`
    INSERT INTO account (id, user_name, display_name, roles, created_at) VALUES ('p1', 'one', 'One', '[]', 'x'), ('p2', 'two', 'Two', '[]', 'x');
    INSERT INTO service (id, name, chs_line, csds_team_type, upper_age_years, triage_target_days, stop_event, consultant_led, target_days)
      VALUES ('slt', 'SLT', 'line', '33', 18, 14, 'first_contact', 0, '{}');
    INSERT INTO child (id, family_name, given_name, name_key, date_of_birth, created_at, search_id)
      VALUES ('c1', 'A', 'B', 'a b', '2020-02-29', 'x', 1);
    INSERT INTO referral (id, child_id, service_id, created_at) VALUES ('r1', 'c1', 'slt', 'x'), ('r2', 'c1', 'slt', 'x');
    INSERT INTO referral_event (id, referral_id, sequence, type, happened_on, recorded_at, recorded_by, detail)
      VALUES ('e1', 'r1', 1, 'opt_in_sent', '2026-01-05', 'x', 'p1', '{"replyBy":"2026-01-26"}'),
             ('e2', 'r1', 2, 'opt_in_sent', '2026-02-02', 'x', 'p1', '{"replyBy":"2026-02-23"}');
    INSERT INTO referral_event (id, referral_id, sequence, type, happened_on, recorded_at, recorded_by, detail, voids_event_id)
      VALUES ('e3', 'r1', 3, 'voided', '2026-02-03', 'x', 'p1', '{"eventId":"e2"}', 'e2');`)
  for (const [id, status] of [
    ['r1', 'opt_in_sent'],
    ['r2', 'waiting'],
  ])
    connection
      .prepare(
        `INSERT INTO waiting_list (referral_id, child_id, service_id, status, is_open, stage_queue, is_waiting, order_tier,
           order_date, received_date, clock_start, effective_wait_start, contact_from, age_out_on, name_key, date_of_birth, last_sequence)
         VALUES (?, 'c1', 'slt', ?, 1, 'to_book', 1, 4, '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01',
           '2038-01-01', 'a b', '2020-02-29', 3)`,
      )
      .run(id, status)
  await migrate(connection, nothingNeeded, migrations)
})
afterEach(async () => {
  connection.close()
  await remove()
})

it('knows by when families asked before it are to answer, by the question that stands', () => {
  const replies = connection
    .prepare<[], [string, string | null]>(
      'SELECT referral_id, reply_by FROM waiting_list ORDER BY referral_id',
    )
    .raw()
    .all()
  expect(replies).toEqual([
    ['r1', '2026-01-26'],
    ['r2', null],
  ])
})

it('lets nobody decide a removal that they proposed', () => {
  const propose = connection.prepare(
    `INSERT INTO removal_proposal (id, referral_id, closed_reason, reason, proposed_by, proposed_on, decision, decided_by)
     VALUES (?, 'r1', 'declined', 'x', 'p1', '2026-03-02', ?, ?)`,
  )
  expect(() => propose.run('a', 'removed', 'p1')).toThrow(/CHECK/)
  expect(() => propose.run('b', 'removed', null)).toThrow(/CHECK/)
  propose.run('c', 'removed', 'p2')
  propose.run('d', null, null)
  expect(() => propose.run('e', null, null)).toThrow(/UNIQUE/)
})
