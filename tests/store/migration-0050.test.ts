import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../src/main/store/migrations/index.ts'

const before = migrations.filter((migration) => migration.number < 50)
const step = migrations.find((migration) => migration.number === 50)!

function oldStore(): InstanceType<typeof Database> {
  const db = new Database(':memory:')
  for (const migration of before) db.exec(migration.sql)
  db.exec(`
    INSERT INTO account (id, user_name, display_name, roles, created_at) VALUES ('p', 'p', 'Test Person', '[]', 'x');
    INSERT INTO service (id, name, chs_line, csds_team_type, upper_age_years, triage_target_days, stop_event, consultant_led, target_days)
      VALUES ('slt', 'SLT', 'line', '33', 18, 10, 'first_contact', 0, '{}');`)
  for (const [index, id] of ['a', 'b', 'c', 'd'].entries())
    db.exec(`INSERT INTO child (id, family_name, given_name, name_key, date_of_birth, created_at, search_id)
      VALUES ('${id}', 'Testfield', 'Sam', 'testfield sam', '2020-01-01', 'x', ${index})`)
  const referral = db.prepare(
    `INSERT INTO referral (id, child_id, service_id, created_at) VALUES (?, ?, 'slt', 'x')`,
  )
  const row =
    db.prepare(`INSERT INTO waiting_list (referral_id, child_id, service_id, status, is_open, is_waiting,
    order_tier, order_date, received_date, clock_start, effective_wait_start, contact_from, age_out_on, flags, name_key,
    date_of_birth, last_sequence)
    VALUES (?, ?, 'slt', 'received', ?, 0, 4, '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01',
    '2038-01-01', ?, 'testfield sam', '2020-01-01', 1)`)
  for (const [id, child, isOpen, flags] of [
    ['r1', 'a', 1, ',missing_data,'],
    ['r2', 'b', 1, ','],
    ['r3', 'c', 1, ',ehcp,'],
    ['r4', 'c', 1, ',ehcp,missing_data,'],
    ['r5', 'c', 0, ','],
  ] as const) {
    referral.run(id, child)
    row.run(id, child, isOpen, flags)
  }
  const pair =
    db.prepare(`INSERT INTO duplicate_pair (id, left_child_id, right_child_id, verdict, twin, agrees, differs,
    found_on, decision, decided_by, decided_at) VALUES (?, ?, ?, 'likely', 0, '[]', '[]', '2026-01-01', ?, 'p', '2026-01-02')`)
  pair.run('p1', 'a', 'b', 'same')
  pair.run('p2', 'a', 'c', 'siblings')
  pair.run('p3', 'b', 'd', 'not_same')
  return db
}

describe('the step to merged people', () => {
  it('keeps decisions as links and asks again about records that were only linked as one child', () => {
    const db = oldStore()
    db.exec(step.sql)
    expect(
      db
        .prepare(
          'SELECT id, left_child_id AS l, right_child_id AS r, kind, decided_by FROM child_link ORDER BY id',
        )
        .all(),
    ).toEqual([
      { id: 'p2', l: 'a', r: 'c', kind: 'sibling', decided_by: 'p' },
      { id: 'p3', l: 'b', r: 'd', kind: 'not_same', decided_by: 'p' },
    ])
    expect(db.prepare('SELECT id, decision FROM duplicate_pair ORDER BY id').all()).toEqual([
      { id: 'p1', decision: null },
      { id: 'p2', decision: 'siblings' },
      { id: 'p3', decision: 'not_same' },
    ])
    expect(
      db
        .prepare(
          'SELECT referral_id AS id, has_possible_duplicate AS has, flags FROM waiting_list ORDER BY 1',
        )
        .all(),
    ).toEqual([
      { id: 'r1', has: 1, flags: ',possible_duplicate,missing_data,' },
      { id: 'r2', has: 1, flags: ',possible_duplicate,' },
      { id: 'r3', has: 0, flags: ',ehcp,same_service_twice,' },
      { id: 'r4', has: 0, flags: ',ehcp,missing_data,same_service_twice,' },
      { id: 'r5', has: 0, flags: ',' },
    ])
  })

  it('refuses a second standing merge of one record, a merge with itself, and an unknown kind of link', () => {
    const db = oldStore()
    db.exec(step.sql)
    const merge =
      db.prepare(`INSERT INTO child_merge (id, survivor_id, merged_id, merged_at, merged_by, reason, taken,
      contacts, snapshot, undone_at) VALUES (?, ?, ?, 'x', 'p', 'One child', '{}', '[]', '{}', ?)`)
    merge.run('m1', 'a', 'b', 'undone')
    merge.run('m2', 'c', 'b', null)
    expect(() => merge.run('m3', 'a', 'b', null)).toThrow(/UNIQUE/)
    expect(() => merge.run('m4', 'a', 'a', null)).toThrow(/CHECK/)
    const link =
      db.prepare(`INSERT INTO child_link (id, left_child_id, right_child_id, kind, decided_at, decided_by)
      VALUES (?, ?, ?, ?, 'x', 'p')`)
    expect(() => link.run('l1', 'a', 'd', 'cousin')).toThrow(/CHECK/)
    expect(() => link.run('l2', 'd', 'a', 'twin')).toThrow(/CHECK/)
  })
})
