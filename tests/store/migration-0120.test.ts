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
const nothingNeeded = async () => ok(true)
const hash = 'ab'.repeat(32)

beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  await migrate(
    connection,
    nothingNeeded,
    migrations.filter((step) => step.number < 120),
  )
  connection.exec(`
    INSERT INTO account (id, user_name, display_name, roles, created_at) VALUES ('p1', 'one', 'One', '[]', 'x');
    INSERT INTO service (id, name, chs_line, csds_team_type, upper_age_years, triage_target_days, stop_event, consultant_led, target_days, reported_elsewhere)
      VALUES ('slt', 'SLT', 'line', '33', 18, 14, 'first_contact', 0, '{}', 0),
             ('camhs', 'CAMHS', 'line', '33', 18, 14, 'first_contact', 0, '{}', 1);`)
  await migrate(connection, nothingNeeded, migrations)
  connection.exec(`
    INSERT INTO audit (sequence, at, by_name, action, subject, detail, previous_hash, hash)
      VALUES (1, 'x', 'One', 'return.signed_off', 'signed return s1', '{}', '${'0'.repeat(64)}', '${hash}');`)
})
afterEach(async () => {
  connection.close()
  await remove()
})

const addRow = (id: string, cell = 'waiting', band = '0-7') =>
  connection
    .prepare(
      `INSERT INTO signed_return_row (signed_return_id, cell, referral_id, ordinal, line, service_id, child_id, family_name,
         given_name, date_of_birth, received_date, clock_start, days, band)
       VALUES (?, ?, 'r1', 0, 'line', 'slt', 'c1', 'A', 'B', '2020-02-29', '2026-02-25', '2026-02-25', 3, ?)`,
    )
    .run(id, cell, band)
const addSigned = (id: string, version = 1, sha256 = hash) =>
  connection
    .prepare(
      `INSERT INTO signed_return (id, month, kind, version, signed_at, signed_by, last_sequence, document, sha256, audit_sequence)
       VALUES (?, '2026-02', 'chs', ?, 'x', 'p1', 0, '{}', ?, 1)`,
    )
    .run(id, version, sha256)
const signed = () =>
  connection.transaction(() => {
    addRow('s1')
    addSigned('s1')
  })()

it('knows through which data set a service that was left out before is reported', () => {
  const sets = connection
    .prepare<[], [string, string | null]>('SELECT id, elsewhere_data_set FROM service ORDER BY id')
    .raw()
    .all()
  expect(sets).toEqual([
    ['camhs', 'mhsds'],
    ['slt', null],
  ])
  expect(() => connection.exec("UPDATE service SET elsewhere_data_set = 'letters'")).toThrow(/CHECK/)
})

it('takes the rows first and the signed return last, and then no more rows', () => {
  signed()
  expect(() => addRow('s1', 'opening')).toThrow(/takes no row once it is signed/)
  expect(() =>
    connection.transaction(() => {
      addRow('s2')
    })(),
  ).toThrow(/FOREIGN KEY/)
})

it('lets nobody change, remove or replace what is signed', () => {
  signed()
  for (const sql of [
    "UPDATE signed_return SET sha256 = 'x'",
    'DELETE FROM signed_return',
    'UPDATE signed_return_row SET days = 4',
    'DELETE FROM signed_return_row',
  ]) {
    expect(() => connection.exec(sql), sql).toThrow(/never (changed|removed)/)
  }
  expect(() => addSigned('s3')).toThrow(/never replaced/)
  expect(() => connection.exec('INSERT OR REPLACE INTO signed_return SELECT * FROM signed_return')).toThrow(
    /never replaced/,
  )
  addSigned('s3', 2)
})

it('refuses cells, bands, hashes and reasons that are none', () => {
  expect(() => addRow('s1', 'somewhere')).toThrow(/CHECK/)
  expect(() => addRow('s1', 'waiting', '0-8')).toThrow(/CHECK/)
  expect(() => addSigned('s1', 1, 'short')).toThrow(/CHECK/)
  expect(() => addSigned('s1', 0)).toThrow(/CHECK/)
  const override = (reason: string) =>
    connection
      .prepare(
        `INSERT INTO return_override (id, month, code, line, count, reason, made_at, made_by)
         VALUES ('o', '2026-02', 'x', '', 1, ?, 'x', 'p1')`,
      )
      .run(reason)
  expect(() => override('too short')).toThrow(/CHECK/)
  override('long enough to be a reason')
})

it('keeps every saving of the settings, and re-opens a signed return once', () => {
  connection.exec("INSERT INTO return_setting VALUES (1, '{}', 'x', 'p1')")
  expect(() => connection.exec('DELETE FROM return_setting')).toThrow(/never removed/)
  expect(() => connection.exec("INSERT OR REPLACE INTO return_setting VALUES (1, '[]', 'x', 'p1')")).toThrow(
    /never replaced/,
  )
  signed()
  connection.exec("INSERT INTO return_reopening VALUES ('s1', 'a reason', 'x', 'p1')")
  expect(() =>
    connection.exec("INSERT OR REPLACE INTO return_reopening VALUES ('s1', 'other', 'x', 'p1')"),
  ).toThrow(/never replaced/)
  expect(() => connection.exec("UPDATE return_reopening SET reason = 'other'")).toThrow(/never changed/)
})

it('lets one first signature stand for a month', () => {
  const sign = connection.prepare(
    `INSERT INTO return_signature (id, month, seen, signed_at, signed_by) VALUES (?, '2026-02', '${hash}', 'x', 'p1')`,
  )
  sign.run('a')
  expect(() => sign.run('b')).toThrow(/UNIQUE/)
  connection.exec("UPDATE return_signature SET ended_at = 'x', ended_as = 'void'")
  sign.run('b')
})
