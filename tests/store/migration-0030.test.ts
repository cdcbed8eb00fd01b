import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { taskKinds } from '../../src/shared/codes/task-kinds.ts'
import { roles } from '../../src/shared/codes/roles.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

let connection: Database
let remove: () => Promise<void>

beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  await migrate(connection, async () => ok(true), migrations)
  connection.pragma('foreign_keys = OFF')
})
afterEach(async () => {
  connection.close()
  await remove()
})

const plain = {
  id: 'task-1',
  referral_id: 'referral-1' as string | null,
  child_id: null as string | null,
  service_id: 'slt',
  kind: 'other',
  occasion: 'one',
  why: 'To do',
  opened_by: 'person',
  opened_ref: 'account-1',
  opened_on: '2026-03-02',
  opens_on: '2026-03-02',
  team_role: 'clinician',
  due_on: '2026-03-09',
}
const insert = (more: Record<string, unknown> = {}) => {
  const row = { ...plain, ...more }
  const names = Object.keys(row)
  connection
    .prepare(`INSERT INTO task (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`)
    .run(row)
}

describe('0030 tasks', () => {
  it('takes every kind and every role', () => {
    for (const [index, kind] of taskKinds.entries()) insert({ id: `kind-${index}`, kind })
    for (const [index, role] of roles.entries())
      insert({ id: `role-${index}`, team_role: role, occasion: `role-${index}` })
    expect(connection.prepare('SELECT count(*) FROM task').pluck().get()).toBe(
      taskKinds.length + roles.length,
    )
  })

  it('opens a task once for a referral, a kind and an occasion', () => {
    insert()
    expect(() => insert({ id: 'task-2' })).toThrow(/UNIQUE/)
    insert({ id: 'task-3', occasion: 'another' })
    insert({ id: 'task-4', referral_id: 'referral-2' })
  })

  it('refuses a task about nobody, about both, of an unknown kind, without a date or half closed', () => {
    expect(() => insert({ referral_id: null })).toThrow(/CHECK/)
    expect(() => insert({ child_id: 'child-1' })).toThrow(/CHECK/)
    expect(() => insert({ kind: 'discharge' })).toThrow(/CHECK/)
    expect(() => insert({ due_on: '2026-02-30' })).toThrow(/CHECK/)
    expect(() => insert({ state: 'done' })).toThrow(/CHECK/)
    expect(() => insert({ state: 'done', outcome: 'done' })).toThrow(/CHECK/)
    insert({ state: 'done', outcome: 'done', closed_on: '2026-03-03' })
  })
})
