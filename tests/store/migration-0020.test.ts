import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { start } from '../../src/main/store/migrations/0010-start.ts'
import { rules } from '../../src/main/store/migrations/0020-rules.ts'
import { temporaryFolder } from '../support/test-store.ts'

let connection: Database
let remove: () => Promise<void>
beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  connection.exec(start.sql)
})
afterEach(async () => {
  connection.close()
  await remove()
})

describe('a store from before the rules were local', () => {
  beforeEach(() => {
    connection.exec(`
      INSERT INTO account (id, user_name, display_name, roles, created_at) VALUES ('a', 'a', 'A', '[]', '2026-01-01T00:00:00Z');
      INSERT INTO rule_set (version, author, published_at, note, rules) VALUES (1, 'Shipped', '2026-01-01T00:00:00Z', '', '{}');`)
    connection.exec(rules.sql)
  })

  it('keeps its rule set, now with a name of its own, for good', () => {
    const [row] = connection.prepare('SELECT version, id, origin, based_on FROM rule_set').all()
    expect(row).toEqual({
      version: 1,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      origin: 'shipped',
      based_on: null,
    })
    expect(() => connection.exec(`UPDATE rule_set SET note = 'x'`)).toThrow('never change')
    expect(() => connection.exec('DELETE FROM rule_set')).toThrow('are kept')
  })

  it('holds one draft and only whole cases', () => {
    const draft = `INSERT INTO rule_draft VALUES (?, 1, 1, 1, '{}', 'a', '2026-01-01T00:00:00Z')`
    connection.prepare(draft).run(1)
    expect(() => connection.prepare(draft).run(2)).toThrow('CHECK')
    const example = connection.prepare(
      `INSERT INTO rule_example (id, origin, name, facts, expected, changed_by, changed_on, retired_on)
       VALUES (?, ?, 'Case', ?, '[]', 'a', ?, ?)`,
    )
    example.run('1', 'own', '{}', '2026-01-01', null)
    expect(() => example.run('2', 'own', null, '2026-01-01', null)).toThrow('CHECK')
    expect(() => example.run('3', 'shipped', '{}', '2026-01-01', null)).toThrow('CHECK')
    expect(() => example.run('4', 'own', '{}', '2026-02-31', null)).toThrow('CHECK')
    expect(() => example.run('5', 'own', '{}', '2026-01-01', '2026-01-02')).toThrow('CHECK')
  })

  it('finds decisions by day without reading other facts', () => {
    const plan = (sql: string) =>
      connection
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ')
    expect(
      plan(
        `SELECT id FROM referral_event WHERE instr(detail, '"rules":[') > 0 AND happened_on >= '2026-01-01'`,
      ),
    ).toContain('referral_event_with_rules')
    expect(plan(`SELECT voids_event_id FROM referral_event WHERE voids_event_id IS NOT NULL`)).toContain(
      'COVERING INDEX referral_event_voids',
    )
  })
})
